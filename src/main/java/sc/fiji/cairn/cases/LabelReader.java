// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;

/** Numbers the values of a label image and finds out what it holds. Not for use by several threads. */
final class LabelReader {

	private final String name;
	private final LabelRule rule;
	private final Progress progress;

	/**
	 * Prepares to read.
	 *
	 * @param name what to call the label image in messages, such as its file
	 * @param progress asked between slices whether to stop
	 */
	LabelReader(final String name, final LabelRule rule, final Progress progress) {
		this.name = name;
		this.rule = rule;
		this.progress = progress;
	}

	/**
	 * Reads the label image of a case.
	 *
	 * @param store keeps the numbers
	 * @throws CairnException if it has several channels, or a value that is no class
	 */
	ReadLabels read(final Case owner, final Volume label, final PreparedVolumeStore store) {
		LabelledExtent.requireOneChannel(label, name);
		final List<LabelCodes> frames = new ArrayList<>();
		final LabelledExtent extent = new LabelledExtent(label.geometry());
		final List<LabelCoder> coders = new ArrayList<>();
		for (final Volume frame : CaseLoader.frames(label)) {
			final RandomAccessibleInterval<UnsignedByteType> codes = store.image(new UnsignedByteType(), frame.size(Axis.X), frame
				.size(Axis.Y), frame.size(Axis.Z));
			final LabelCoder coder = new LabelCoder(name, rule);
			code(frame, coder, extent, (slice, values) -> PreparedVolumeStore.put(codes, slice, values));
			coders.add(coder);
			frames.add(new LabelCodes(name, coder.values(), codes));
		}
		return new ReadLabels(owner, label.geometry(), facts(coders, extent), frames);
	}

	/**
	 * Only finds out what a label image holds.
	 *
	 * @throws CairnException as {@link #read}
	 */
	LabelFacts look(final Volume label) {
		LabelledExtent.requireOneChannel(label, name);
		final LabelledExtent extent = new LabelledExtent(label.geometry());
		final LabelCoder coder = new LabelCoder(name, rule);
		CaseLoader.frames(label).forEach(frame -> code(frame, coder, extent, (slice, codes) -> {}));
		return facts(List.of(coder), extent);
	}

	private LabelFacts facts(final List<LabelCoder> coders, final LabelledExtent extent) {
		return new LabelFacts(name, coders.stream().flatMap(coder -> coder.values().stream()).distinct().toList(), coders.stream()
			.anyMatch(LabelCoder::hasBackground), coders.stream().anyMatch(LabelCoder::hasUnknown), coders.stream().mapToInt(
				LabelCoder::largest).max().orElse(0), extent);
	}

	private void code(final Volume frame, final LabelCoder coder, final LabelledExtent extent,
		final LabelCoder.Coded coded)
	{
		final int[] counts = new int[PreparedVolume.IGNORE + 1];
		extent.frame();
		coder.code(frame, progress, (slice, codes) -> {
			Arrays.fill(counts, 0);
			for (final byte code : codes)
				counts[code & 0xff]++;
			int most = 0;
			for (int value = 1; value < PreparedVolume.IGNORE; value++)
				most = Math.max(most, counts[value]);
			extent.slice(most, counts[PreparedVolume.IGNORE] < codes.length);
			coded.accept(slice, codes);
		});
	}
}
