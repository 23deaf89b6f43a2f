// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.List;
import java.util.stream.IntStream;

import net.imagej.Dataset;
import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imagej.axis.CalibratedAxis;
import net.imagej.axis.LinearAxis;

import sc.fiji.cairn.volume.format.FrameHeader;

/**
 * What a dataset says beyond voxels and their spacing: where its axes start, and the unit of time.
 *
 * @param axes those of the dataset; they can be changed and so are never passed on, only copies
 */
record DatasetHeader(List<CalibratedAxis> axes) implements Header {

	/** Copies the axes of a dataset. */
	static DatasetHeader of(final Dataset dataset) {
		return new DatasetHeader(IntStream.range(0, dataset.numDimensions()).mapToObj(d -> dataset.axis(d).copy()).toList());
	}

	/** Copies an axis; null if the dataset had none of this type. */
	CalibratedAxis axis(final AxisType type) {
		return axes.stream().filter(axis -> axis.type().equals(type)).findFirst().map(CalibratedAxis::copy).orElse(null);
	}

	/** NB: an axis without a unit counts frames. */
	@Override
	public double frameInterval() {
		return axis(Axes.TIME) instanceof LinearAxis time && time.unit() != null ? FrameHeader.of(time.scale(), time.unit())
			.frameInterval() : 0;
	}
}
