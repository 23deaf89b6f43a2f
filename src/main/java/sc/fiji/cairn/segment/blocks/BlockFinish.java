// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment.blocks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import net.imglib2.Interval;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.ConnectedComponents;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.format.zarr.LabelBlocks;

/** The last steps of a segmentation by blocks: what has to see more than one block, and the result. */
public final class BlockFinish {

	private final BlockWork work;
	private final Progress progress;

	/** Prepares the last steps. */
	public BlockFinish(final BlockWork work, final Progress progress) {
		this.work = work;
		this.progress = progress;
	}

	/**
	 * Makes sure that all blocks are there.
	 *
	 * @throws CairnException if some are not
	 */
	public void requireComplete() {
		final List<Interval> blocks = work.blocks();
		final List<Interval> missing = blocks.stream().filter(block -> !work.has(block)).toList();
		if (!missing.isEmpty()) throw new CairnException("Of the " + blocks.size() + " blocks of " + work.target() + ", " + missing.size() +
			" are missing; run the shards that did not end well again, then finish.");
	}

	/** Finds the components of what a file of labels holds, unless that has been done. */
	public void components(final int file) {
		if (Files.exists(listed(file))) return;
		final Interval box = work.files().get(file);
		FileComponents.of(FileComponents.find(work.labels().read(box), box), box, work.image().size(Axis.X), work.image().size(Axis.Y))
			.write(listed(file));
	}

	private Path listed(final int file) {
		return work.folder().resolve("components").resolve(Integer.toString(file));
	}

	private Path values(final int file) {
		return work.folder().resolve("values").resolve(Integer.toString(file));
	}

	/** Brings the components of all files together, and decides what becomes of them, unless that has been done. */
	public void merge() {
		if (Files.exists(largest())) return;
		final BlockJob job = work.job();
		final ComponentMerge merge = new ComponentMerge(work.files(), file -> FileComponents.read(listed(file)));
		// NB: so that an object of just the smallest volume is kept whatever the rounding.
		final int[] all = merge.values(job.largest(), job.minimum() * (1 - 1e-9) / voxel(), job.instances());
		for (int file = 0; file < work.files().size(); file++) {
			final int[] some = merge.of(all, file);
			final ByteBuffer bytes = ByteBuffer.allocate(some.length * Integer.BYTES);
			bytes.asIntBuffer().put(some);
			WholeFile.write(values(file), out -> out.write(bytes.array()));
		}
		final String most = Integer.toString(IntStream.of(all).max().orElse(0));
		WholeFile.write(largest(), out -> out.write(most.getBytes(StandardCharsets.US_ASCII)));
	}

	private double voxel() {
		final Geometry geometry = work.image().geometry();
		return geometry.spacingX() * geometry.spacingY() * (work.image().axes().contains(Axis.Z) ? geometry.spacingZ() : 1);
	}

	private Path largest() {
		return work.folder().resolve("largest");
	}

	/** Gets the labels that are the result, to which {@link #clean} and this class write. */
	private LabelBlocks result() {
		if (work.job().isPlain()) return work.labels();
		return work.cleaned(Integer.parseInt(new String(bytes(largest()), StandardCharsets.US_ASCII)));
	}

	private static byte[] bytes(final Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be read (" + e.getMessage() + "); remove it and finish again.", e);
		}
	}

	/** Gives the voxels of a file of labels what has become of their components, unless that has been done. */
	public void clean(final int file) {
		final LabelBlocks result = result();
		result.begin();
		final Interval box = work.files().get(file);
		if (result.has(box)) return;
		final int[] labels = work.labels().read(box);
		final ConnectedComponents found = FileComponents.find(labels, box);
		final int[] values = new int[found.count()];
		ByteBuffer.wrap(bytes(values(file))).asIntBuffer().get(values);
		final Object cleaned = result.type().array(labels.length);
		for (int i = 0; i < labels.length; i++) {
			final int component = found.component(i);
			if (component != 0) set(cleaned, i, values[component - 1]);
		}
		result.write(box, cleaned);
	}

	private static void set(final Object array, final int i, final int label) {
		if (array instanceof byte[] bytes) bytes[i] = (byte) label;
		else if (array instanceof short[] shorts) shorts[i] = (short) label;
		else ((int[]) array)[i] = label;
	}

	/**
	 * Does all that is left, but for what has been done.
	 *
	 * @throws CairnException if blocks are missing
	 */
	public void run() {
		requireComplete();
		if (!work.job().isPlain()) {
			each("Finding components", this::components);
			merge();
			each("Cleaning", this::clean);
		}
		publish();
	}

	private void each(final String stage, final IntConsumer step) {
		final int files = work.files().size();
		progress.stage(stage, files);
		for (int file = 0; file < files; file++) {
			progress.checkCancelled();
			step.accept(file);
			progress.advance(file + 1L, "");
		}
	}

	/** Makes the coarser resolutions, gives the result its name, and removes all else. */
	public void publish() {
		final LabelBlocks result = result();
		progress.stage("Making coarser resolutions", result.coarser());
		for (int level = 1; level <= result.coarser(); level++) {
			result.coarsen(level, progress::checkCancelled);
			progress.advance(level, "");
		}
		result.publish();
		work.discard();
	}
}
