package sc.fiji.cairn.cases;

import java.util.List;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * A volume ready for a network: normalised slices, perhaps with the class of each pixel.
 */
public final class SliceStack implements IntensitySource {

	/** Class of pixels about which nothing is known. */
	public static final int IGNORE = 255;

	private final String name;
	private final int width;
	private final int height;
	private final double spacingX;
	private final double spacingY;
	private final double spacingZ;
	private final Slices<float[]> slices;
	private final Slices<byte[]> labels;
	private final List<IntensityMap> intensities;

	/**
	 * Wraps prepared slices, without copying, whose distance is not known.
	 *
	 * @param name name of the case
	 * @param width pixels along X
	 * @param height pixels along Y
	 * @param spacingX distance of pixels along X in millimetres, 0 if not known
	 * @param spacingY the same along Y
	 * @param slices normalised intensities (channels, Y, X), X fastest, one array a slice
	 * @param labels class of each pixel, {@link #IGNORE} where unknown; null if there are none
	 */
	public SliceStack(final String name, final int width, final int height, final double spacingX, final double spacingY,
		final float[][] slices, final byte[][] labels)
	{
		this(name, width, height, spacingX, spacingY, 0, new Slices<>(Numbers.FLOATS, width, height, slices[0].length /
			(width * height), slices), labels == null ? null : new Slices<>(Numbers.BYTES, width, height, 1, labels), List.of());
	}

	/**
	 * Wraps prepared slices, wherever they are kept.
	 *
	 * @param spacingZ distance of slices in millimetres, 0 if not known
	 * @param intensities how the intensities of each channel were normalised; empty if that is not known
	 */
	SliceStack(final String name, final int width, final int height, final double spacingX, final double spacingY,
		final double spacingZ, final Slices<float[]> slices, final Slices<byte[]> labels,
		final List<IntensityMap> intensities)
	{
		this.name = name;
		this.width = width;
		this.height = height;
		this.spacingX = spacingX;
		this.spacingY = spacingY;
		this.spacingZ = spacingZ;
		this.slices = slices;
		this.labels = labels;
		this.intensities = List.copyOf(intensities);
	}

	@Override
	public String name() {
		return name;
	}

	@Override
	public int depth() {
		return slices.count();
	}

	@Override
	public int channels() {
		return slices.length() / (width * height);
	}

	@Override
	public int width() {
		return width;
	}

	@Override
	public int height() {
		return height;
	}

	@Override
	public double spacingX() {
		return spacingX;
	}

	@Override
	public double spacingY() {
		return spacingY;
	}

	@Override
	public double spacingZ() {
		return spacingZ;
	}

	@Override
	public void read(final int channel, final Box box, final float[] out) {
		slices.copy(channel, box, out);
	}

	/** Gets the same slices with the class of each pixel. */
	public SliceStack withLabels(final byte[][] classes) {
		return withLabels(new Slices<>(Numbers.BYTES, width, height, 1, classes));
	}

	/** Gets the same slices with the class of each pixel, wherever these are kept. */
	public SliceStack withLabels(final Slices<byte[]> classes) {
		return new SliceStack(name, width, height, spacingX, spacingY, spacingZ, slices, classes, intensities);
	}

	/** Frees the room that the intensities take; the stack is then of no use any more. */
	void drop(final SliceStore store) {
		store.drop(slices);
	}

	/** Frees the room that the classes take; neither this stack nor others with the same are of use any more. */
	public void dropLabels(final SliceStore store) {
		store.drop(labels);
	}

	/** Tells if the class of any pixel of a slice is known. */
	public boolean isKnown(final int slice) {
		if (labels == null) return false;
		for (final byte label : labels(slice))
			if (label != (byte) IGNORE) return true;
		return false;
	}

	/** Tells if the class of any pixel is known. */
	public boolean isKnown() {
		for (int z = 0; z < depth(); z++)
			if (isKnown(z)) return true;
		return false;
	}

	/** Gets the same slices with square pixels of another size, in millimetres. */
	SliceStack withSpacing(final double spacing) {
		return new SliceStack(name, width, height, spacing, spacing, spacingZ, slices, labels, intensities);
	}

	/** Gets the intensities (X, Y, Z, channel), which several threads may read. */
	public RandomAccessibleInterval<? extends RealType<?>> image() {
		return Views.permute(slices.image(), 2, 3);
	}

	/** Gets the class of each voxel (X, Y, Z), {@link #IGNORE} where unknown; several threads may read them. */
	public RandomAccessibleInterval<? extends RealType<?>> labelImage() {
		return Views.hyperSlice(labels.image(), 2, 0);
	}

	/** Gets how the intensities of each channel were normalised; empty if that is not known. */
	List<IntensityMap> intensities() {
		return intensities;
	}

	/** Gets the intensities of the part that a window looks at, or more. */
	Slices.Part<float[]> intensities(final Supplier<Box> seen) {
		return slices.part(seen);
	}

	/** Gets the classes of the part that a window looks at, or more. */
	Slices.Part<byte[]> labels(final Supplier<Box> seen) {
		return labels.part(seen);
	}

	/** Tells if there are classes, known or not. */
	boolean isLabelled() {
		return labels != null;
	}

	/** Gets the class of each pixel of a slice, not to be changed. */
	public byte[] labels(final int slice) {
		return labels.get(slice);
	}
}
