// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import net.imglib2.FinalInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import sc.fiji.cairn.TestPlugins;

/** Makes small volumes, and files of them. */
public final class TestVolumes {

	/** The voxels of a volume. */
	@FunctionalInterface
	public interface Voxel {

		/** Gets the value of the voxel at a place. */
		double at(int x, int y, int z);
	}

	private TestVolumes() {}

	/** A place without orientation. */
	public static Geometry spacing(final double x, final double y, final double z, final String unit) {
		return new Geometry(x, y, z, unit, List.of());
	}

	/** Makes a volume of 32-bit floats. */
	public static Volume floats(final String name, final Geometry geometry, final int width, final int height,
		final int depth, final Voxel voxel)
	{
		return new Volume(name, List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.floats(values(width, height, depth, voxel), width,
			height, depth), geometry, Header.NONE);
	}

	/** Makes a volume of bytes. */
	public static Volume bytes(final String name, final Geometry geometry, final int width, final int height,
		final int depth, final Voxel voxel)
	{
		final float[] values = values(width, height, depth, voxel);
		final byte[] bytes = new byte[values.length];
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) (int) values[i];
		return new Volume(name, List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.unsignedBytes(bytes, width, height, depth),
			geometry, Header.NONE);
	}

	/** Makes a volume of bytes that are computed when they are looked at, so that it may be larger than the memory. */
	public static Volume computed(final int width, final int height, final int depth, final Voxel voxel) {
		return new Volume("computed", List.of(Axis.X, Axis.Y, Axis.Z), new FunctionRandomAccessible<>(3, (place, out) -> out.set((int) voxel.at(
			place.getIntPosition(0), place.getIntPosition(1), place.getIntPosition(2))), UnsignedByteType::new).view().interval(
				new FinalInterval(width, height, depth)), spacing(1, 1, 1, "micron"), Header.NONE);
	}

	/** Makes a volume whose last slice fails when it is read. */
	public static Volume failing(final Volume volume) {
		final long last = volume.size(Axis.Z) - 1;
		return new Volume(volume.name(), volume.axes(), new FunctionRandomAccessible<>(3, (place, out) -> {
			if (place.getLongPosition(2) == last) throw new IllegalStateException("as asked for");
		}, UnsignedByteType::new).view().interval(volume.data()), volume.geometry(), volume.header());
	}

	/** Joins volumes of one shape as channels. */
	public static Volume channels(final Volume... volumes) {
		final Volume first = volumes[0];
		return new Volume(first.name(), List.of(Axis.X, Axis.Y, Axis.Z, Axis.CHANNEL), Views.stack(Stream.of(volumes).map(
			volume -> Views.zeroMin(ArrayImgs.floats(Voxels.floats(volume.grid(0, 0)), volume.size(Axis.X), volume.size(Axis.Y),
				volume.size(Axis.Z)))).toList()), first.geometry(), first.header());
	}

	private static float[] values(final int width, final int height, final int depth, final Voxel voxel) {
		final float[] values = new float[width * height * depth];
		for (int z = 0, i = 0; z < depth; z++)
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++, i++)
					values[i] = (float) voxel.at(x, y, z);
		return values;
	}

	/** Saves a volume, making the folder if need be, and returns the file. */
	public static Path write(final Path file, final Volume volume) throws IOException {
		Files.createDirectories(file.getParent());
		TestPlugins.io().save(volume, file);
		return file;
	}
}
