// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import sc.fiji.cairn.sampling.PreparedVolume;

/**
 * A label image whose values have been numbered, before it is known which classes there are.
 *
 * @param name file of the label image
 * @param values those that occur, and 0, which is the first
 * @param codes for each voxel the index of its value, {@link PreparedVolume#IGNORE} where nothing is known
 */
record LabelCodes(String name, List<Integer> values, RandomAccessibleInterval<UnsignedByteType> codes) {

	LabelCodes {
		values = List.copyOf(values);
	}
}
