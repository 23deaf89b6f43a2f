// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment.blocks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.sampling.IntensityMap;
import sc.fiji.cairn.segment.BlockLabels;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.IntensityCounts;
import sc.fiji.cairn.volume.IntensityScan;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.format.zarr.LabelBlocks;

/**
 * The segmentation of a volume, cut into pieces of work that processes on one machine or on many do in any order. Each piece leaves a
 * file, whole or not at all, in a folder beside the result; one that is there has been done and is not done again.
 */
public final class BlockWork {

	private static final String ENDING = ".partial";
	private static final String JOB = "job.json";
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	/** Intensities are counted in so many parts at most. */
	private static final int PARTS = 64;

	/** Passes over the intensities. */
	private static final int PASSES = 2;

	/** Blocks have about this many voxels along X, Y and Z: many windows, in memory at once. */
	private static final List<Integer> BLOCK = List.of(256, 256, 256);
	private static final List<Integer> FLAT_BLOCK = List.of(1024, 1024, 64);

	private static final List<Integer> FILE = List.of(1, 1, 1);

	private final Path target;
	private final Path folder;
	private final BlockJob job;
	private final Plan plan;
	private final Volume image;
	private final LabelBlocks labels;

	private BlockWork(final Path target, final BlockJob job, final VolumeIO io) {
		this.target = target;
		this.job = job;
		folder = folder(target);
		plan = Segmenter.read(Path.of(job.model())).plan();
		image = job.open(io);
		if (image.size(Axis.TIME) > 1) throw new CairnException("The image " + image.name() + " has " + image.size(Axis.TIME) +
			" time points, but one is needed; choose one by the parameter frame, from 1.");
		labels = new LabelBlocks(folder.resolve("labels"), target, grid(image), largest());
	}

	/** Gets the folder in which a segmentation lies until it is complete. */
	public static Path folder(final Path target) {
		final Path absolute = target.toAbsolutePath().normalize();
		return absolute.resolveSibling(absolute.getFileName() + ENDING);
	}

	private static Volume grid(final Volume image) {
		Volume grid = image;
		for (final Axis axis : List.of(Axis.CHANNEL, Axis.TIME))
			if (grid.axes().contains(axis)) grid = grid.at(axis, 0);
		return grid;
	}

	/**
	 * Begins a segmentation, or joins one that others have begun.
	 *
	 * @param target what it is to become: a folder named {@code .zarr}, or one in the {@code labels} of an image
	 * @throws CairnException if the target is none, the image cannot be opened, or what was begun there is another one
	 */
	public static BlockWork begin(final Path target, final BlockJob job, final VolumeIO io) {
		if (!LabelBlocks.fits(target)) throw CairnException.of("output", "The parameter output is " + target +
			", but shards write Zarr only; let it end in .zarr.");
		final Path file = folder(target).resolve(JOB);
		if (Files.exists(file) && !read(file).equals(job)) throw new CairnException("Another segmentation than this has been begun in " +
			folder(target) + ": its image, model or parameters differ; give the same as before, or remove that folder.");
		final BlockWork work = new BlockWork(target, job, io);
		if (!Files.exists(file)) WholeFile.write(file, out -> out.write(GSON.toJson(job).getBytes(StandardCharsets.UTF_8)));
		work.labels.begin();
		return work;
	}

	private static BlockJob read(final Path file) {
		try {
			return GSON.fromJson(Files.readString(file), BlockJob.class);
		}
		catch (final IOException | JsonParseException e) {
			throw new CairnException("The file " + file + " cannot be read (" + e.getMessage() + "); remove its folder to begin anew.", e);
		}
	}

	private int largest() {
		return plan.classes().stream().mapToInt(SegmentationClass::value).max().orElse(0);
	}

	/** Gets what is to be done. */
	public BlockJob job() {
		return job;
	}

	/** Gets what the result is to become. */
	public Path target() {
		return target;
	}

	/** Gets the folder of everything until then. */
	Path folder() {
		return folder;
	}

	/** Gets the image. */
	Volume image() {
		return image;
	}

	/** Gets the labels as the network gives them. */
	LabelBlocks labels() {
		return labels;
	}

	/**
	 * Gets the labels after cleaning.
	 *
	 * @param most the largest that occurs
	 */
	LabelBlocks cleaned(final long most) {
		return new LabelBlocks(folder.resolve("cleaned"), target, grid(image), most);
	}

	/** Lists the parts of the image in which intensities are counted: layers. */
	public List<Interval> parts() {
		final long depth = image.size(Axis.Z);
		final long layer = image.header().block().isEmpty() ? 1 : image.header().block().get(2);
		final long each = layer * Math.max(1, (depth + layer * PARTS - 1) / (layer * PARTS));
		final List<Interval> parts = new ArrayList<>();
		for (long z = 0; z < depth; z += each)
			parts.add(FinalInterval.createMinSize(0, 0, z, image.size(Axis.X), image.size(Axis.Y), Math.min(each, depth - z)));
		return parts;
	}

	/** Returns how often the intensities are counted, the second time more finely. */
	public int passes() {
		return counts(0, 0).needsFiner() ? PASSES : 1;
	}

	private Path counted(final int pass, final int channel, final int part) {
		return folder.resolve("intensities").resolve("pass" + pass + "-channel" + channel + "-part" + part);
	}

	/** Begins the counts of a pass; those of the one before have to be complete. */
	private IntensityCounts counts(final int pass, final int channel) {
		final IntensityCounts counts = IntensityCounts.of(image.grid(channel, 0).getType());
		return pass == 0 ? counts : sum(counts, 0, channel).finer();
	}

	private IntensityCounts sum(final IntensityCounts counts, final int pass, final int channel) {
		for (int part = 0; part < parts().size(); part++) {
			final Path file = counted(pass, channel, part);
			try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
				counts.add(in);
			}
			catch (final IOException e) {
				throw new CairnException("The counts of intensities in " + file + " cannot be read (" + e.getMessage() +
					"); remove that file and run the shards again.", e);
			}
		}
		return counts;
	}

	/** Counts the intensities of a part of the image, unless that has been done. */
	public void count(final int pass, final int part, final Progress progress) {
		for (int channel = 0; channel < image.size(Axis.CHANNEL); channel++) {
			final Path file = counted(pass, channel, part);
			if (Files.exists(file)) continue;
			final IntensityCounts counts = new IntensityScan(image.grid(channel, 0), image.header().block(), image.name(), progress)
				.count(counts(pass, channel), parts().get(part));
			WholeFile.write(file, out -> counts.write(new DataOutputStream(out)));
		}
	}

	/** Gets how the intensities of each channel are mapped, once all have been counted. */
	public List<IntensityMap> intensities() {
		final List<IntensityMap> maps = new ArrayList<>();
		for (int channel = 0; channel < image.size(Axis.CHANNEL); channel++)
			maps.add(IntensityMap.of(sum(counts(passes() - 1, channel), passes() - 1, channel).intensity(image.name())));
		return maps;
	}

	/** Lists the blocks that are predicted at once. */
	public List<Interval> blocks() {
		return labels.blocks(plan.architecture().dimensions() == 2 ? FLAT_BLOCK : BLOCK);
	}

	/** Lists what each file of labels holds. */
	public List<Interval> files() {
		return labels.blocks(FILE);
	}

	/** Tells whether a block has been predicted. */
	public boolean has(final Interval block) {
		return labels.has(block);
	}

	/** Plans the prediction of blocks. */
	public BlockLabels prediction(final Segmenter segmenter) {
		return segmenter.blocks(image, intensities());
	}

	/** Predicts a block and writes it. */
	public void predict(final BlockLabels prediction, final Interval block) {
		labels.write(block, prediction.of(block));
	}

	/** Removes all that is in the folder. */
	void discard() {
		LabelBlocks.discard(folder);
	}
}
