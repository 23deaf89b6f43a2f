// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.RoundsFolder.Annotated;
import sc.fiji.cairn.cases.SparseLabels;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;

/** The Dice of a model on labels that it has not learnt from, all known pixels taken together. */
final class ExpectedDice {

	private static final int SHARED = 0;
	private static final int TOTAL = 1;

	private final Map<Integer, long[]> counts = new TreeMap<>();

	private ExpectedDice() {}

	/** Returns the mean over the classes but background that are found or true; NaN if there is none. */
	static double of(final ModelFile model, final List<Annotated> labels, final String device, final Selection selection,
		final Progress progress)
	{
		final ExpectedDice dice = new ExpectedDice();
		try (Segmenter segmenter = new Segmenter(model, device, progress)) {
			for (final Annotated one : labels)
				dice.add(segmenter.segment(selection.of(one.image(), one.name()), false, PostprocessingOptions.NOTHING).labels(), one.labels().volume(one
					.image()));
		}
		return dice.counts.values().stream().mapToDouble(count -> 2.0 * count[SHARED] / count[TOTAL]).average().orElse(Double.NaN);
	}

	private void add(final Volume found, final Volume known) {
		for (int z = 0; z < known.size(Axis.Z); z++) {
			final float[] truth = FloatBlocks.slice(known.grid(0, 0), z);
			final float[] prediction = FloatBlocks.slice(found.grid(0, 0), z);
			for (int i = 0; i < truth.length; i++) {
				if (truth[i] == SparseLabels.UNKNOWN) continue;
				count(truth[i], TOTAL);
				count(prediction[i], TOTAL);
				if (truth[i] == prediction[i]) count(truth[i], SHARED);
			}
		}
	}

	private void count(final float label, final int what) {
		if (label != 0) counts.computeIfAbsent((int) label, none -> new long[2])[what]++;
	}
}
