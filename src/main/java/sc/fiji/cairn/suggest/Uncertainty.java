// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.nio.file.Path;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * How unsure a model is of slices: the entropy of the classes of their pixels. Probabilities are means over mirrored images
 * if the model was trained with such, so that it counts, too, where these disagree.
 */
final class Uncertainty implements AutoCloseable {

	private final VolumeIO io;
	private final Selection selection;
	private final Progress progress;
	private final Segmenter segmenter;
	private final int classes;

	/** Loads a model that segments. */
	Uncertainty(final ModelFile model, final String device, final Selection selection, final VolumeIO io, final Progress progress) {
		this.io = io;
		this.selection = selection;
		this.progress = progress;
		classes = model.plan().classes().size();
		segmenter = new Segmenter(model, device, !model.plan().mirroring().isEmpty(), progress);
	}

	/** Returns, for each slice, the mean entropy of its pixels, from 0 (sure) to 1 (all classes are as likely). */
	double[] of(final Path image) {
		final Volume volume = selection.of(Waiting.call(() -> io.open(image), progress), image.toString());
		final Volume shares = segmenter.segment(volume, true, PostprocessingOptions.NOTHING).probabilities().orElseThrow();
		final double[] entropy = new double[(int) shares.size(Axis.Z)];
		for (int c = 0; c < classes; c++) {
			for (int z = 0; z < entropy.length; z++) {
				final float[] slice = FloatBlocks.slice(shares.grid(c, 0), z);
				for (final float share : slice)
					if (share > 0) entropy[z] -= share * Math.log(share) / Math.log(classes) / slice.length;
			}
		}
		return entropy;
	}

	@Override
	public void close() {
		segmenter.close();
	}
}
