// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

/**
 * Keeps the prepared images of a training: in memory up to half of the Java heap, and what goes beyond in scratch files
 * beside the model, from which only what is looked at is read. They are the same bit for bit either way. Safe for use by
 * several threads.
 */
public final class PreparedVolumeStore implements AutoCloseable {

	/** Batches, and volumes that are being read, need the other half. */
	private static final int HEAP_SHARE = 2;

	private static final double GIGABYTE = 1 << 30;

	/** Null if there is none. */
	private final ScratchFolder scratch;
	private final long limit;
	private final AtomicLong held = new AtomicLong();
	private final AtomicLong total = new AtomicLong();
	private final Map<RandomAccessibleInterval<?>, ScratchFile> open = new IdentityHashMap<>();

	private PreparedVolumeStore(final ScratchFolder scratch, final long limit) {
		this.scratch = scratch;
		this.limit = limit;
	}

	/**
	 * Keeps slices for the training of a model.
	 *
	 * @param model file that will be written; scratch files lie beside it
	 */
	public PreparedVolumeStore(final Path model) {
		this(model, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
	}

	/**
	 * As above.
	 *
	 * @param limit number of bytes of slices to hold in memory
	 */
	public PreparedVolumeStore(final Path model, final long limit) {
		this(new ScratchFolder(model), limit);
	}

	/** Keeps all in memory. */
	public static PreparedVolumeStore inMemory() {
		return new PreparedVolumeStore((ScratchFolder) null, Long.MAX_VALUE);
	}

	/**
	 * Makes room for the classes of the voxels of a volume.
	 *
	 * @throws CairnException if the disk is full
	 */
	public RandomAccessibleInterval<UnsignedByteType> labels(final PreparedVolume volume) {
		return image(new UnsignedByteType(), volume.width(), volume.height(), volume.depth());
	}

	/**
	 * Makes an image of zeros, which several threads may read and write.
	 *
	 * @param type of floats or unsigned bytes
	 * @param size (X, Y, Z)
	 * @throws CairnException if the disk is full
	 */
	public <T extends NativeType<T> & RealType<T>> RandomAccessibleInterval<T> image(final T type, final long... size) {
		final long each = size[0] * size[1] * type.getBitsPerPixel() / Byte.SIZE;
		final long bytes = size[2] * each;
		total.addAndGet(bytes);
		// NB: a slice that cannot be mapped has to be held.
		if (held.addAndGet(bytes) <= limit || scratch == null || each > ScratchFile.MOST_BYTES)
			return new PlanarImgFactory<>(type).create(size);
		held.addAndGet(-bytes);
		return scratch(type, size, each);
	}

	private synchronized <T extends NativeType<T>> RandomAccessibleInterval<T> scratch(final T type, final long[] size,
		final long each)
	{
		final long missing = open.values().stream().mapToLong(ScratchFile::missing).sum();
		final ScratchFile file = new ScratchFile(scratch.file(missing + size[2] * each), Math.toIntExact(size[2]), each);
		final RandomAccessibleInterval<T> image = file.image(type, size);
		open.put(image, file);
		return image;
	}

	/**
	 * Copies an image.
	 *
	 * @param image (X, Y, Z)
	 * @param progress asked between slices whether to stop
	 * @throws CairnException if the disk is full
	 */
	public <T extends NativeType<T> & RealType<T>> RandomAccessibleInterval<T> copy(final RandomAccessibleInterval<T> image,
		final Progress progress)
	{
		final RandomAccessibleInterval<T> copy = image(image.getType(), image.dimensionsAsLongArray());
		final PrimitiveBlocks<T> blocks = PrimitiveBlocks.of(image, PrimitiveBlocks.OnFallback.ACCEPT);
		final ArrayImg<T, ?> slice = new ArrayImgFactory<>(image.getType()).create(image.dimension(0), image.dimension(1), 1);
		for (long z = 0; z < image.dimension(2); z++) {
			progress.checkCancelled();
			final Interval box = FinalInterval.createMinSize(0, 0, z, image.dimension(0), image.dimension(1), 1);
			// NB: slices on the heap take whole rows, several times as fast as voxel by voxel.
			final Optional<Object> held = values(copy, z);
			blocks.copy(box, held.orElseGet(() -> ((ArrayDataAccess<?>) slice.update(null)).getCurrentStorageArray()));
			if (held.isEmpty()) LoopBuilder.setImages(slice, Views.interval(copy, box)).forEachPixel((from, to) -> to.set(from));
		}
		return copy;
	}

	/** Writes a slice of an image of classes, X fastest. */
	public static void put(final RandomAccessibleInterval<UnsignedByteType> image, final long slice, final byte[] classes) {
		final Optional<Object> held = values(image, slice);
		if (held.isPresent()) System.arraycopy(classes, 0, held.get(), 0, classes.length);
		else LoopBuilder.setImages(ArrayImgs.unsignedBytes(classes, image.dimension(0), image.dimension(1)), Views.hyperSlice(image, 2,
			slice)).forEachPixel((from, to) -> to.set(from));
	}

	/** Gets the array of a slice that is held on the heap. */
	private static Optional<Object> values(final RandomAccessibleInterval<?> image, final long slice) {
		final Object plane = image instanceof PlanarImg<?, ?> planar ? planar.getPlane(Math.toIntExact(slice)) : null;
		return plane instanceof ArrayDataAccess<?> access ? Optional.of(access.getCurrentStorageArray()) : Optional.empty();
	}

	/** Frees the room of an image of this store, which must not be read any more. */
	public synchronized void drop(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final long bytes = Intervals.numElements(image) * image.getType().getBitsPerPixel() / Byte.SIZE;
		total.addAndGet(-bytes);
		final ScratchFile file = open.remove(image);
		if (file == null) held.addAndGet(-bytes);
		else delete(file);
	}

	private static void delete(final ScratchFile file) {
		file.close();
		try {
			Files.deleteIfExists(file.path());
		}
		catch (final IOException e) {
			// NB: Windows keeps files that are mapped; they go with the folder.
			file.path().toFile().deleteOnExit();
		}
	}

	/** Returns the number of bytes of the slices in memory. */
	public long held() {
		return held.get();
	}

	/** Returns the number of bytes of all slices. */
	public long total() {
		return total.get();
	}

	/** Tells how much is not in memory, if anything. */
	public void report(final Progress progress) {
		if (held() == total()) return;
		progress.log(String.format(Locale.ROOT, "Holding %.1f of %.1f GB of prepared images and labels in memory; the rest is " +
			"read from %s as needed.", held() / GIGABYTE, total() / GIGABYTE, scratch));
	}

	/** Removes the scratch files; what is in memory stays readable. */
	@Override
	public synchronized void close() {
		open.values().forEach(ScratchFile::close);
		open.clear();
		if (scratch != null) scratch.close();
	}
}
