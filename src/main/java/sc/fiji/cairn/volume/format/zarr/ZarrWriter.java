// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/**
 * Writes an image of OME-Zarr: its finest resolution from elsewhere, then the others, of which each has half as many
 * elements along the axes whose steps are the finest, and the metadata last, so that what is not complete is no image.
 */
final class ZarrWriter {

	/** Version of Zarr that OME-Zarr 0.4 is written in. */
	static final int TWO = 2;

	/** That of OME-Zarr 0.5. */
	static final int THREE = 3;

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

	/** An image whose axes are no longer than this needs no coarser resolution. */
	private static final int COARSE = 256;

	/** Axes whose steps are longer than the shortest by this factor are not halved. */
	private static final double ELONGATED = 1.5;

	private static final int CHUNK = 64;
	private static final int FLAT_CHUNK = 256;
	private static final int CHUNKS_PER_FILE = 4;

	private final Path folder;
	private final int version;
	private final OptionalInt largest;
	private final Geometry geometry;
	private final Multiscale image;
	private final List<ArrayMetadata> arrays = new ArrayList<>();

	/**
	 * Plans an image.
	 *
	 * @param version of Zarr: {@link #TWO} or {@link #THREE}
	 * @param like has the axes, their lengths and their place in the world
	 * @param largest the largest label that may occur; empty for an image of intensities
	 */
	ZarrWriter(final Path folder, final int version, final Volume like, final VoxelType type, final OptionalInt largest) {
		this(folder, version, like, type, largest, Integer.MAX_VALUE);
	}

	/** As above, with the number of slices at most that a file of the finest resolution holds. */
	ZarrWriter(final Path folder, final int version, final Volume like, final VoxelType type, final OptionalInt largest,
		final long depth)
	{
		this.folder = folder;
		this.version = version;
		this.largest = largest;
		geometry = like.geometry();
		final List<Axis> axes = order(like);
		List<Long> shape = axes.stream().map(like::size).toList();
		List<Double> scale = axes.stream().map(axis -> step(like, axis)).toList();
		List<Double> translation = axes.stream().map(axis -> like.header() instanceof ScaledImage header ? header.translation(axis)
			: 0.0).toList();
		final List<Multiscale.Level> levels = new ArrayList<>();
		while (true) {
			levels.add(new Multiscale.Level(Integer.toString(levels.size()), scale, translation));
			arrays.add(plan(shape, type, axes, arrays.isEmpty() ? depth : Integer.MAX_VALUE));
			final List<Integer> factors = factors(axes, shape, scale);
			if (factors.stream().allMatch(factor -> factor == 1)) break;
			final List<Long> finer = shape;
			final List<Double> step = scale;
			final List<Double> from = translation;
			shape = each(d -> (finer.get(d) + factors.get(d) - 1) / factors.get(d), axes.size());
			scale = each(d -> step.get(d) * factors.get(d), axes.size());
			translation = each(d -> from.get(d) + (factors.get(d) - 1) * step.get(d) / 2, axes.size());
		}
		image = new Multiscale(like.name(), axes.stream().map(axis -> new Multiscale.Dimension(axis, unit(like, axis))).toList(),
			levels);
	}

	private static <T> List<T> each(final IntFunction<T> value, final int count) {
		return IntStream.range(0, count).mapToObj(value).toList();
	}

	/** Lists the axes of a volume in the order that OME-Zarr demands. */
	private static List<Axis> order(final Volume like) {
		return List.of(Axis.TIME, Axis.CHANNEL, Axis.Z, Axis.Y, Axis.X).stream().filter(like.axes()::contains).toList();
	}

	private static double step(final Volume like, final Axis axis) {
		return switch (axis) {
			case X -> like.geometry().spacingX();
			case Y -> like.geometry().spacingY();
			case Z -> like.geometry().spacingZ();
			case CHANNEL -> 1;
			case TIME -> like.header().frameInterval() > 0 ? like.header().frameInterval() : 1;
		};
	}

	private static String unit(final Volume like, final Axis axis) {
		return switch (axis) {
			case X, Y, Z -> Units.toZarr(like.geometry().unit());
			case CHANNEL -> "";
			case TIME -> like.header().frameInterval() > 0 ? "second" : "";
		};
	}

	private static boolean isSpace(final Axis axis) {
		return axis == Axis.X || axis == Axis.Y || axis == Axis.Z;
	}

	private static List<Integer> factors(final List<Axis> axes, final List<Long> shape, final List<Double> scale) {
		final int[] space = IntStream.range(0, axes.size()).filter(d -> isSpace(axes.get(d))).toArray();
		final double finest = Arrays.stream(space).filter(d -> shape.get(d) > 1).mapToDouble(scale::get).min().orElse(1);
		final boolean large = Arrays.stream(space).anyMatch(d -> shape.get(d) > COARSE && scale.get(d) <= ELONGATED * finest);
		return each(d -> large && isSpace(axes.get(d)) && shape.get(d) > 1 && scale.get(d) <= ELONGATED * finest ? 2 : 1, axes
			.size());
	}

	private ArrayMetadata plan(final List<Long> shape, final VoxelType type, final List<Axis> axes, final long depth) {
		final int z = axes.indexOf(Axis.Z);
		final int side = z < 0 || shape.get(z) == 1 ? FLAT_CHUNK : CHUNK;
		final List<Integer> chunk = each(d -> isSpace(axes.get(d)) ? (int) Math.min(d == z ? Math.min(side, depth) : side, shape.get(d)) : 1,
			axes.size());
		final List<String> names = axes.stream().map(MultiscaleJson::name).toList();
		if (version == TWO) return MetadataV2.plan(shape, chunk, type, names);
		final List<Integer> file = each(d -> chunk.get(d) * (isSpace(axes.get(d)) ? (int) Math.min(d == z ? Math.min(CHUNKS_PER_FILE, depth /
			chunk.get(d)) : CHUNKS_PER_FILE, (shape.get(d) + chunk.get(d) - 1) / chunk.get(d)) : 1), axes.size());
		return MetadataV3.plan(shape, chunk, file, type, names);
	}

	/** Gets the finest array, whose files are to be written before {@link #complete}. */
	ArrayFiles finest() {
		return files(0);
	}

	private ArrayFiles files(final int level) {
		return new ArrayFiles(folder.resolve(image.levels().get(level).path()), arrays.get(level));
	}

	/** Writes the metadata of the finest array, so that it can be read before the image is complete. */
	void begin() {
		begin(0);
	}

	private void begin(final int level) {
		final Path array = files(level).folder();
		if (version == TWO) write(array.resolve(MetadataV2.ARRAY), MetadataV2.json(arrays.get(level)));
		else write(array.resolve(MetadataV3.FILE), MetadataV3.json(arrays.get(level)));
	}

	/** Returns the number of coarser resolutions. */
	int coarser() {
		return arrays.size() - 1;
	}

	/**
	 * Makes a coarser resolution of the next finer one, as far as it is not there yet.
	 *
	 * @param level from 1 to {@link #coarser}, in this order
	 * @param between called between files, to see whether to stop
	 */
	void coarsen(final int level, final Runnable between) {
		begin(level);
		final ZarrArray finer = ZarrArray.open(new FolderStorage(files(level - 1).folder()));
		final ArrayFiles files = files(level);
		for (final long[] place : files.places()) {
			between.run();
			if (!files.has(place)) files.write(place, files.size(place), coarse(finer, files, place));
		}
	}

	private byte[] coarse(final ZarrArray finer, final ArrayFiles files, final long[] place) {
		final List<Integer> factors = each(d -> finer.metadata().shape().get(d) > files.metadata().shape().get(d) ? 2 : 1, place.length);
		final int[] size = files.size(place);
		final byte[] out = new byte[Arrays.stream(size).reduce(files.metadata().type().bytes(), Math::multiplyExact)];
		// NB: slab by slab, so that not all of the finer voxels are in memory at once.
		final int slab = files.metadata().chunk().get(0);
		for (int first = 0; first < size[0]; first += slab) {
			final int[] part = size.clone();
			part[0] = Math.min(slab, size[0] - first);
			final long[] min = new long[place.length];
			final int[] fine = new int[place.length];
			for (int d = 0; d < min.length; d++) {
				min[d] = factors.get(d) * (place[d] * files.metadata().file().get(d) + (d == 0 ? first : 0));
				fine[d] = (int) Math.min((long) factors.get(d) * part[d], finer.metadata().shape().get(d) - min[d]);
			}
			final byte[] coarse = new Downsampling(files.metadata().type(), largest.isPresent(), ArrayReading.read(finer, min, fine), fine,
				factors).run();
			System.arraycopy(coarse, 0, out, first * (out.length / size[0]), coarse.length);
		}
		return out;
	}

	/** Writes what makes an image of the arrays. */
	void complete() {
		final JsonObject attributes = new JsonObject();
		final JsonObject ome = version == TWO ? attributes : new JsonObject();
		final JsonObject described = MultiscaleJson.write(image, largest.isPresent() ? "mode" : "mean");
		if (version == TWO) described.addProperty("version", "0.4");
		ome.add("multiscales", MetadataV2.only(described));
		largest.ifPresent(label -> ome.add("image-label", LabelColours.of(label, version)));
		if (version == THREE) {
			ome.addProperty("version", "0.5");
			attributes.add("ome", ome);
		}
		if (!geometry.affine().isEmpty()) {
			final JsonObject own = new JsonObject();
			own.add("affine", MetadataJson.array(geometry.affine()));
			attributes.add(ScaledImage.OWN, own);
		}
		group(folder, version, attributes);
	}

	/** Writes the metadata of a group. */
	static void group(final Path folder, final int version, final JsonObject attributes) {
		if (version == THREE) write(folder.resolve(MetadataV3.FILE), MetadataV3.group(attributes));
		else {
			write(folder.resolve(MetadataV2.ATTRIBUTES), attributes);
			write(folder.resolve(MetadataV2.GROUP), MetadataV2.group());
		}
	}

	private static void write(final Path file, final JsonElement json) {
		WholeFile.write(file, out -> out.write(GSON.toJson(json).getBytes(StandardCharsets.UTF_8)));
	}
}
