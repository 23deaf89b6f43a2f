// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.io.Opener;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.PlaneCache;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;
import sc.fiji.cairn.volume.Voxels;
import sc.fiji.cairn.volume.imagej.ImagePlusVolumes;
import sc.fiji.cairn.volume.imagej.PlaneStack;

/** Images that are read plane by plane have the voxels of those that are read whole. */
class LazyReadingTest {

	@TempDir
	private Path folder;

	private static RandomAccessibleInterval<? extends RealType<?>> numbers(final VoxelType type, final long... dimensions) {
		final int count = (int) Arrays.stream(dimensions).reduce(1, (a, b) -> a * b);
		return switch (type) {
			case UINT8 -> {
				final byte[] bytes = new byte[count];
				IntStream.range(0, count).forEach(i -> bytes[i] = (byte) (i * 37));
				yield ArrayImgs.unsignedBytes(bytes, dimensions);
			}
			case INT16 -> {
				final short[] shorts = new short[count];
				IntStream.range(0, count).forEach(i -> shorts[i] = (short) (i * 331));
				yield ArrayImgs.shorts(shorts, dimensions);
			}
			default -> {
				final float[] floats = new float[count];
				IntStream.range(0, count).forEach(i -> floats[i] = i * 0.37f - 20);
				yield ArrayImgs.floats(floats, dimensions);
			}
		};
	}

	private Path write(final String file, final VoxelType type) throws IOException {
		final Volume volume = new Volume("a", List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME), numbers(type, 7, 5, 4, 3),
			TestVolumes.spacing(0.5, 0.5, 2, "mm"), Header.NONE);
		return TestVolumes.write(folder.resolve(file), volume);
	}

	private static void assertSame(final Volume whole, final Volume lazy) {
		assertEquals(whole.axes(), lazy.axes());
		assertEquals(whole.geometry(), lazy.geometry());
		assertEquals(whole.data().getType().getClass(), lazy.data().getType().getClass());
		for (final int frame : new int[] { 2, 0, 1 })
			assertArrayEquals(Voxels.floats(whole.grid(0, frame)), Voxels.floats(lazy.grid(0, frame)), "frame " + frame);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.nii", "a.nii.gz", "a.hdr", "a.img.gz" })
	void nifti(final String file) throws IOException {
		for (final VoxelType type : new VoxelType[] { VoxelType.UINT8, VoxelType.INT16, VoxelType.FLOAT32 }) {
			final NiftiFiles files = NiftiFiles.of(write(file, type), true);
			assertSame(new NiftiReader(files).read(), new NiftiReader(files, 0).read());
		}
	}

	@Test
	void scaledNifti() throws IOException {
		final Path path = write("a.nii", VoxelType.INT16);
		final byte[] bytes = Files.readAllBytes(path);
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(112, 0.25f).putFloat(116, -3);
		Files.write(path, bytes);
		final NiftiFiles files = NiftiFiles.of(path, true);
		assertSame(new NiftiReader(files).read(), new NiftiReader(files, 0).read());
	}

	@Test
	void tiff() throws IOException {
		for (final VoxelType type : new VoxelType[] { VoxelType.UINT8, VoxelType.INT16, VoxelType.FLOAT32 }) {
			final Path path = write("a.tif", type);
			assertSame(new TiffReader(path, 0).read(), new TiffReader(path, 0, 0).read());
		}
	}

	@Test
	void aFileThatIsCutOffWhileOpenIsNamed() throws IOException {
		for (final String file : new String[] { "a.nii", "b.nii.gz", "c.tif" }) {
			final Path path = write(file, VoxelType.INT16);
			final Volume lazy = file.endsWith("tif") ? new TiffReader(path, 0, 0).read() : new NiftiReader(NiftiFiles.of(path,
				true), 0).read();
			Files.write(path, Arrays.copyOf(Files.readAllBytes(path), (int) Math.min(400, Files.size(path) / 2)));
			final CairnException e = assertThrows(CairnException.class, () -> Voxels.floats(lazy.grid(0, 2)), file);
			assertTrue(e.getMessage().contains(path.toString()) && e.getMessage().startsWith("Slice "), e.getMessage());
		}
	}

	@Test
	void aPackedFileWithAnotherChecksumIsRefusedAtItsEnd() throws IOException {
		final Path path = write("a.nii.gz", VoxelType.INT16);
		final byte[] bytes = Files.readAllBytes(path);
		// The last eight bytes are the checksum and the length (RFC 1952, section 2.3.1).
		bytes[bytes.length - 8] ^= 1;
		Files.write(path, bytes);
		final Volume lazy = new NiftiReader(NiftiFiles.of(path, true), 0).read();
		final CairnException e = assertThrows(CairnException.class, () -> Voxels.floats(lazy.grid(0, 2)));
		assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
	}

	@Test
	void aPackedFileIsClosedWhenItsLastPlaneIsRead() throws IOException {
		final int[] open = { 0 };
		final Path path = folder.resolve("planes");
		Files.write(path, new byte[] { 1, 2, 3, 4 });
		final PlaneStream stream = new PlaneStream(path, file -> {
			open[0]++;
			return new FilterInputStream(Files.newInputStream(file)) {

				@Override
				public void close() throws IOException {
					open[0]--;
					super.close();
				}
			};
		}, true, 0, VoxelType.UINT8, ByteOrder.LITTLE_ENDIAN, 2, 2);
		assertArrayEquals(new byte[] { 1, 2 }, (byte[]) stream.read(0));
		assertEquals(1, open[0]);
		assertArrayEquals(new byte[] { 3, 4 }, (byte[]) stream.read(1));
		assertEquals(0, open[0]);
		assertArrayEquals(new byte[] { 1, 2 }, (byte[]) stream.read(0), "it is opened again");
	}

	@Test
	void planesOfAVirtualStackAreTakenWhenTheyAreNeeded() {
		final int[] taken = new int[6];
		final List<Object> planes = new AbstractList<>() {

			@Override
			public Object get(final int index) {
				taken[index]++;
				return new short[] { (short) index, 7 };
			}

			@Override
			public int size() {
				return taken.length;
			}
		};
		final ImagePlus image = new ImagePlus("virtual", new PlaneStack(2, 1, null, planes));
		final Volume volume = ImagePlusVolumes.wrap(image);
		Arrays.fill(taken, 0);
		assertArrayEquals(new float[] { 4, 7 }, FloatBlocks.slice(volume.grid(0, 0), 4));
		assertArrayEquals(new int[] { 0, 0, 0, 1, 0 }, Arrays.copyOfRange(taken, 1, 6), "the first one tells the type");
	}

	@Test
	void virtualStacksAreWrittenPlaneByPlane() {
		final int[] order = new int[9];
		final int[] next = { 0 };
		final List<Object> planes = new AbstractList<>() {

			@Override
			public Object get(final int index) {
				if (next[0] < order.length) order[next[0]++] = index;
				return new byte[] { (byte) index, 1, 2, 3, 4, 5 };
			}

			@Override
			public int size() {
				return 5;
			}
		};
		final ImagePlus image = new ImagePlus("virtual", new PlaneStack(3, 2, null, planes));
		next[0] = 0;
		TiffWriter.write(image, folder.resolve("v.tif"));
		assertArrayEquals(new int[] { 0, 1, 2, 3, 4 }, Arrays.stream(order, 0, next[0]).distinct().toArray());
		final ImagePlus opened = new Opener().openImage(folder.resolve("v.tif").toString());
		assertEquals(5, opened.getStackSize());
		for (int z = 0; z < 5; z++)
			assertArrayEquals(new byte[] { (byte) z, 1, 2, 3, 4, 5 }, (byte[]) opened.getStack().getPixels(z + 1));
	}

	@Test
	void thePlanesUsedLastAreKept() {
		final int[] read = { 0 };
		final PlaneCache cache = new PlaneCache("a", 4, index -> {
			read[0]++;
			// So large that few of them are kept.
			return new byte[(int) (PlaneCache.large() / 2)];
		});
		for (final int index : new int[] { 0, 1, 1, 0, 2, 0, 2, 1 })
			cache.get(index);
		assertEquals(4, read[0], "0, 1, 2 and, after it was let go, 1 again");
	}

	@Test
	void whatCannotBeReadIsNamed() {
		final CairnException e = assertThrows(CairnException.class, () -> new PlaneCache("the file x", 4, index -> {
			throw new IOException("no drive");
		}).get(2));
		assertEquals("Slice 3 of the file x cannot be read (no drive): check the file and its drive.", e.getMessage());
	}
}
