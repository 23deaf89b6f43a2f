package sc.fiji.cairn.cases;

import java.util.OptionalDouble;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Intensity;
import sc.fiji.cairn.volume.Lengths;
import sc.fiji.cairn.volume.Volume;

/**
 * A volume of any size that is read and normalised part by part. Intensities are those that {@link CaseLoader#stack}
 * gives. Not for use by several threads.
 */
public final class NormalisedVolume implements IntensitySource {

	private final Volume volume;
	private final double millimetres;
	private final FloatBlocks blocks;
	private final IntensityMap map;

	/**
	 * Measures the intensities of a volume, for which it is read once or twice.
	 *
	 * @param progress hears of the measuring, and is asked whether to stop
	 * @throws sc.fiji.cairn.CairnException if the volume has several channels or time points, or no contrast
	 */
	public NormalisedVolume(final Volume volume, final Progress progress) {
		CaseLoader.requireSingle(volume, "The image " + volume.name());
		this.volume = volume;
		final OptionalDouble unit = Lengths.millimetres(volume.geometry().unit());
		millimetres = unit.orElse(0);
		final RandomAccessibleInterval<? extends RealType<?>> grid = volume.grid(0, 0);
		map = IntensityMap.of(Intensity.of(grid, volume.name(), progress));
		blocks = new FloatBlocks(grid);
	}

	@Override
	public String name() {
		return volume.name();
	}

	@Override
	public int width() {
		return Math.toIntExact(volume.size(Axis.X));
	}

	@Override
	public int height() {
		return Math.toIntExact(volume.size(Axis.Y));
	}

	@Override
	public int depth() {
		return Math.toIntExact(volume.size(Axis.Z));
	}

	@Override
	public double spacingX() {
		return millimetres * geometry().spacingX();
	}

	@Override
	public double spacingY() {
		return millimetres * geometry().spacingY();
	}

	@Override
	public double spacingZ() {
		return millimetres * geometry().spacingZ();
	}

	private Geometry geometry() {
		return volume.geometry();
	}

	@Override
	public void read(final Box box, final float[] out) {
		blocks.copy(new long[] { box.x(), box.y(), box.z() }, new long[] { box.width(), box.height(), box.depth() }, out);
		map.apply(out, Math.toIntExact(box.voxels()));
	}
}
