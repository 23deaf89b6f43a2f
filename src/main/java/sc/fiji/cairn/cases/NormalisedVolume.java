package sc.fiji.cairn.cases;

import java.util.List;
import java.util.stream.LongStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Intensity;
import sc.fiji.cairn.volume.Lengths;
import sc.fiji.cairn.volume.Volume;

/**
 * A volume of any size that is read and normalised part by part, each channel by itself. Intensities are those that
 * {@link CaseLoader#stack}
 * gives. Not for use by several threads.
 */
public final class NormalisedVolume implements IntensitySource {

	private final Volume volume;
	private final double millimetres;
	private final List<Channel> channels;

	/** A channel, and how to map its intensities. */
	private record Channel(FloatBlocks blocks, IntensityMap map) {}

	/**
	 * Measures the intensities of each channel of a volume, for which it is read once or twice.
	 *
	 * @param progress hears of the measuring, and is asked whether to stop
	 * @throws CairnException if the volume has several time points, or a channel has no contrast
	 */
	public NormalisedVolume(final Volume volume, final Progress progress) {
		if (volume.size(Axis.TIME) > 1) throw new CairnException("The image " + volume.name() + " has " + volume.size(
			Axis.TIME) + " time points, but one is needed; choose one by the parameter frame, from 1.");
		this.volume = volume;
		millimetres = Lengths.millimetres(volume.geometry().unit()).orElse(0);
		channels = LongStream.range(0, volume.size(Axis.CHANNEL)).mapToObj(channel -> volume.grid(channel, 0)).map(
			grid -> new Channel(new FloatBlocks(grid), IntensityMap.of(Intensity.of(grid, volume.name(), progress)))).toList();
	}

	@Override
	public String name() {
		return volume.name();
	}

	@Override
	public int channels() {
		return channels.size();
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
	public void read(final int channel, final Box box, final float[] out) {
		final Channel from = channels.get(channel);
		from.blocks.copy(new long[] { box.x(), box.y(), box.z() }, new long[] { box.width(), box.height(), box.depth() }, out);
		from.map.apply(out, 0, Math.toIntExact(box.voxels()));
	}
}
