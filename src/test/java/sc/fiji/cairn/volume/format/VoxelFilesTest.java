// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.RealType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.VoxelType;
import sc.fiji.cairn.volume.Voxels;

/** Voxels are the same whether they are read at once or plane by plane. */
class VoxelFilesTest {

	@TempDir
	Path folder;

	/** Two files, with 3 and 5 bytes before 30 voxels each; the second one is scaled. */
	private VoxelFiles files(final VoxelType type, final int span, final long... dimensions) throws IOException {
		return files(Packing.NONE, type, span, dimensions);
	}

	private VoxelFiles files(final Packing packing, final VoxelType type, final int span, final long... dimensions)
		throws IOException
	{
		final List<VoxelFiles.Part> parts = new ArrayList<>();
		for (int part = 0; part < 2; part++) {
			final Object values = type.array(30);
			for (int i = 0; i < 30; i++)
				Array.set(values, i, value(values, 50 * part + i));
			final Path file = folder.resolve("part" + part);
			try (OutputStream out = Files.newOutputStream(file)) {
				out.write(0);
				final OutputStream packed = packing == Packing.NONE ? out : new GZIPOutputStream(out);
				packed.write(new byte[2 + 2 * part]);
				RawVoxels.write(packed, values, ByteOrder.BIG_ENDIAN);
				packed.close();
			}
			parts.add(new VoxelFiles.Part(file, 1, 0, 2 + 2 * part, part == 0 ? LinearScaling.NONE : new LinearScaling(2, -1)));
		}
		return new VoxelFiles(parts, packing, type, ByteOrder.BIG_ENDIAN, dimensions, span);
	}

	private static Object value(final Object array, final int value) {
		if (array instanceof byte[]) return (byte) value;
		if (array instanceof short[]) return (short) value;
		if (array instanceof float[]) return (float) value;
		if (array instanceof double[]) return (double) value;
		return array instanceof long[] ? (Object) (long) value : (Object) value;
	}

	@Test
	void packedFilesAreReadLazilyAsAtOnce() throws IOException {
		final VoxelFiles files = files(Packing.DEFLATE, VoxelType.INT16, 2, 3, 2, 10);
		final RandomAccessibleInterval<? extends RealType<?>> lazy = files.read(1);
		assertInstanceOf(LazyCellImg.class, lazy);
		assertArrayEquals(Voxels.floats(files.read(1L << 20)), Voxels.floats(lazy));
	}

	@ParameterizedTest
	@EnumSource
	void everyTypeIsReadLazilyAsAtOnce(final VoxelType type) throws IOException {
		final VoxelFiles files = files(type, 2, 3, 2, 10);
		final float[] whole = Voxels.floats(files.read(1L << 20));
		assertInstanceOf(ArrayImg.class, files.read(1L << 20));
		assertInstanceOf(LazyCellImg.class, files.read(1));
		assertArrayEquals(whole, Voxels.floats(files.read(1)));
		assertEquals(29, whole[29]);
		assertEquals(2 * 79 - 1, whole[59]);
	}

	@Test
	void planesOfInterleavedChannelsAreReadTogether() throws IOException {
		final VoxelFiles files = files(VoxelType.INT16, 3, 3, 5, 2, 2);
		final float[] whole = new float[60];
		final float[] lazy = new float[60];
		int i = 0;
		for (final var voxel : net.imglib2.view.Views.flatIterable(files.read(1L << 20)))
			whole[i++] = voxel.getRealFloat();
		i = 0;
		for (final var voxel : net.imglib2.view.Views.flatIterable(files.read(1)))
			lazy[i++] = voxel.getRealFloat();
		assertArrayEquals(whole, lazy);
	}

	@Test
	void aFileThatBecameShorterIsNamed() throws IOException {
		final VoxelFiles files = files(VoxelType.UINT8, 2, 3, 2, 10);
		final var image = files.read(1);
		Files.write(folder.resolve("part1"), new byte[10]);
		final CairnException e = assertThrows(CairnException.class, () -> Voxels.floats(image));
		assertTrue(e.getMessage().contains("part1"), e.getMessage());
	}
}
