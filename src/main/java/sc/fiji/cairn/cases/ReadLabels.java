// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Reorientation;
import sc.fiji.cairn.volume.Volume;

/**
 * The label image of a case, read and numbered before its image is read, and perhaps not lying as that will.
 *
 * @param owner whose label image it is
 * @param geometry distances of its voxels
 * @param facts what it holds
 * @param frames numbered values of each time point
 */
record ReadLabels(Case owner, Geometry geometry, LabelFacts facts, List<LabelCodes> frames) {

	/** Makes unknown what the slices without labels show. */
	void forgetBlank() {
		for (int frame = 0; frame < frames.size(); frame++) {
			final RandomAccessibleInterval<UnsignedByteType> codes = frames.get(frame).codes();
			facts.extent().blank(frame).forEach(slice -> Views.hyperSlice(codes, 2, slice).forEach(code -> code.set(
				PreparedVolume.IGNORE)));
		}
	}

	/**
	 * Gets the labels of each time point of an image.
	 *
	 * @param turn how the image was turned, as these are now
	 * @param stacks the time points
	 * @param store keeps what had to be turned; what it was before is dropped from it
	 * @throws CairnException if the label image has another size or number of time points than its image
	 */
	List<LabelCodes> of(final List<PreparedVolume> stacks, final Reorientation turn, final PreparedVolumeStore store) {
		if (frames.size() != stacks.size()) throw new CairnException("The label image " + owner.label() + " has " + count(frames
			.size()) + ", but its image " + owner.image() + " has " + count(stacks.size()) + "; " + (frames.size() == 1
				? "say by the parameter frame, from 1, which of them was labelled." : "choose one by the parameter frame, from 1, " +
					"or label them all."));
		final List<LabelCodes> labels = new ArrayList<>();
		for (int i = 0; i < frames.size(); i++)
			labels.add(of(stacks.get(i), frames.get(i), turn, store));
		return labels;
	}

	private static String count(final int frames) {
		return frames == 1 ? "one time point" : frames + " time points";
	}

	private LabelCodes of(final PreparedVolume stack, final LabelCodes labels, final Reorientation turn, final PreparedVolumeStore store) {
		final Volume turned = turn.of(volume(labels.codes()));
		if (turned.size(Axis.X) != stack.width() || turned.size(Axis.Y) != stack.height() || turned.size(Axis.Z) != stack
			.depth()) throw new CairnException("The label image " + owner.label() + " is " + turned.size(Axis.X) + " x " + turned
				.size(Axis.Y) + " x " + turned.size(Axis.Z) + " but its image " + owner.image() + " is " + stack.width() + " x " +
				stack.height() + " x " + stack.depth() + "; make them the same size.");
		if (turn.equals(Reorientation.NONE)) return labels;
		@SuppressWarnings("unchecked")
		final RandomAccessibleInterval<UnsignedByteType> codes = (RandomAccessibleInterval<UnsignedByteType>) turned.data();
		final LabelCodes copy = new LabelCodes(labels.name(), labels.values(), store.copy(codes, Progress.SILENT));
		store.drop(labels.codes());
		return copy;
	}

	private Volume volume(final RandomAccessibleInterval<UnsignedByteType> codes) {
		return new Volume(owner.name(), List.of(Axis.X, Axis.Y, Axis.Z), codes, geometry, Header.NONE);
	}
}
