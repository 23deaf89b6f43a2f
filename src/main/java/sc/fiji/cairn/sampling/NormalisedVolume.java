// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Intensity;
import sc.fiji.cairn.volume.Lengths;
import sc.fiji.cairn.volume.Volume;

/**
 * A volume of any size that is read and normalised part by part, each channel by itself. Not for use by several threads.
 */
public final class NormalisedVolume implements IntensitySource {

	private final Volume volume;
	private final String name;
	private final double millimetres;
	private final List<Channel> channels;

	/** A channel, and how to map its intensities. */
	private record Channel(FloatBlocks blocks, IntensityMap map) {}

	/** Measures the intensities of each channel of a volume, which messages call by its own name. */
	public NormalisedVolume(final Volume volume, final Progress progress) {
		this(volume, volume.name(), progress);
	}

	/**
	 * Measures the intensities of each channel of a volume, for which it is read once or twice.
	 *
	 * @param name what to call it in messages
	 * @param progress hears of the measuring, and is asked whether to stop
	 * @throws CairnException if the volume has several time points, or a channel has no contrast
	 */
	public NormalisedVolume(final Volume volume, final String name, final Progress progress) {
		if (volume.size(Axis.TIME) > 1) throw new CairnException("The image " + name + " has " + volume.size(
			Axis.TIME) + " time points, but one is needed; choose one by the parameter frame, from 1.");
		this.volume = volume;
		this.name = name;
		millimetres = Lengths.millimetres(volume.geometry().unit()).orElse(0);
		channels = LongStream.range(0, volume.size(Axis.CHANNEL)).mapToObj(channel -> channel(channel, progress)).toList();
	}

	/** Takes how intensities are mapped from elsewhere, so that nothing is measured. */
	public NormalisedVolume(final Volume volume, final List<IntensityMap> maps) {
		this.volume = volume;
		name = volume.name();
		millimetres = Lengths.millimetres(volume.geometry().unit()).orElse(0);
		channels = IntStream.range(0, maps.size()).mapToObj(channel -> new Channel(new FloatBlocks(volume.grid(channel, 0)), maps.get(
			channel))).toList();
	}

	private Channel channel(final long channel, final Progress progress) {
		final RandomAccessibleInterval<? extends RealType<?>> grid = volume.grid(channel, 0);
		final String called = volume.size(Axis.CHANNEL) == 1 ? name : name + ", channel " + (channel + 1) + ",";
		return new Channel(new FloatBlocks(grid), IntensityMap.of(Intensity.of(grid, volume.header().block(), called, progress)));
	}

	/** Gets how the intensities of each channel are mapped. */
	public List<IntensityMap> intensities() {
		return channels.stream().map(Channel::map).toList();
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
