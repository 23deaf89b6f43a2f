// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;

/** Broken NIfTI files are refused in one sentence that names the file. */
class NiftiBadFileTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "32,64,complex64", "128,24,RGB", "1792,128,complex128", "2304,32,RGBA", "1536,128,float128" })
	void voxelsThatAreNoRealNumbers(final int code, final int bits, final String name) throws IOException {
		final Path path = new NiftiFixture(1, ByteOrder.LITTLE_ENDIAN, 2, 2, 2).type(code, bits).voxels(new byte[bits])
			.write(folder.resolve("strange.nii.gz"));
		assertTrue(refused(path).contains(name));
	}

	/** Cut in the header, in the voxels, and in the checksum at the end. */
	@ParameterizedTest
	@ValueSource(doubles = { 0.001, 0.01, 0.5, 0.999 })
	void packedFileCutOff(final double share) throws IOException {
		final byte[] noise = new byte[100_000];
		new Random(1).nextBytes(noise);
		final Path path = new NiftiFixture(1, ByteOrder.LITTLE_ENDIAN, 100, 100, 10).type(2, 8).scale(1, 0).voxels(noise)
			.write(folder.resolve("brain.nii.gz"));
		final byte[] whole = Files.readAllBytes(path);
		final int kept = share == 0.999 ? whole.length - 4 : (int) (whole.length * share);
		Files.write(path, Arrays.copyOf(whole, kept));
		assertTrue(refused(path).contains("cut off or damaged"));
	}

	@Test
	void packedFileWithAFlippedBit() throws IOException {
		final byte[] noise = new byte[100_000];
		new Random(1).nextBytes(noise);
		final Path path = new NiftiFixture(1, ByteOrder.LITTLE_ENDIAN, 100, 100, 10).type(2, 8).scale(1, 0).voxels(noise)
			.write(folder.resolve("brain.nii.gz"));
		final byte[] bytes = Files.readAllBytes(path);
		bytes[bytes.length / 2] ^= 16;
		Files.write(path, bytes);
		refused(path);
	}

	@Test
	void plainFileCutOff() throws IOException {
		final Path path = NiftiHeaderTest.fixture(1, ByteOrder.LITTLE_ENDIAN).write(folder.resolve("brain.nii"));
		Files.write(path, Arrays.copyOf(Files.readAllBytes(path), 399));
		assertTrue(refused(path).contains("too short"));
		Files.write(path, Arrays.copyOf(Files.readAllBytes(path), 100));
		assertTrue(refused(path).contains("cut off"));
		Files.write(path, new byte[0]);
		assertTrue(refused(path).contains("cut off"));
	}

	/** No memory is asked for before the size of the file has been looked at. */
	@ParameterizedTest
	@CsvSource({ "30000,30000,30000,.nii", "30000,30000,2,.nii.gz", "-5,3,4,.nii", "0,3,4,.nii.gz" })
	void absurdDimensions(final long x, final long y, final long z, final String extension) throws IOException {
		for (final int version : new int[] { 1, 2 }) {
			final Path path = new NiftiFixture(version, ByteOrder.BIG_ENDIAN, x, y, z).type(4, 16).voxels(new byte[48])
				.write(folder.resolve("huge" + extension));
			refused(path);
		}
	}

	@Test
	void dimensionsWhoseProductOverflows() throws IOException {
		final long large = 1L << 62;
		refused(new NiftiFixture(2, ByteOrder.LITTLE_ENDIAN, large, large, large).type(4, 16).write(folder.resolve(
			"huge.nii")));
	}

	@Test
	void moreThanFiveDimensions() throws IOException {
		final Path path = new NiftiFixture(1, ByteOrder.LITTLE_ENDIAN, 2, 2, 2, 1, 1, 2).type(2, 8).voxels(new byte[16])
			.write(folder.resolve("six.nii"));
		assertTrue(refused(path).contains("five dimensions"));
	}

	@Test
	void analyze() throws IOException {
		final NiftiFixture fixture = NiftiHeaderTest.fixture(1, ByteOrder.LITTLE_ENDIAN);
		fixture.magic("\0\0\0\0");
		Files.write(folder.resolve("old.hdr"), fixture.header.array());
		Files.write(folder.resolve("old.img"), fixture.voxels);
		assertTrue(refused(folder.resolve("old.img")).contains("ANALYZE"));
	}

	@Test
	void otherFileOfThatName() throws IOException {
		final Path path = folder.resolve("text.nii");
		Files.writeString(path, "This is no image at all.");
		assertTrue(refused(path).contains("no NIfTI file"));
	}

	@Test
	void halfAPair() throws IOException {
		final Path path = folder.resolve("half.hdr");
		Files.write(path, NiftiHeaderTest.fixture(1, ByteOrder.LITTLE_ENDIAN).header.array());
		assertTrue(refused(path).contains("half.img"));
	}

	@Test
	void aMissingFolderIsMadeButNotInPlaceOfAFile() throws IOException {
		final Volume volume = new Volume("v", List.of(Axis.X, Axis.Y), ArrayImgs.bytes(2, 2), Geometry.unknown(),
			Header.NONE);
		final Path path = folder.resolve("missing").resolve("out.nii");
		new NiftiFormat().write(volume, path);
		assertTrue(Files.isRegularFile(path));
		final Path inFile = path.resolve("out.nii");
		final String message = assertThrows(CairnException.class, () -> new NiftiFormat().write(volume, inFile))
			.getMessage();
		assertTrue(message.contains(inFile.toString()), message);
	}

	@Test
	void failedWritingLeavesTheOldFile() throws IOException {
		final Path path = folder.resolve("out.nii");
		Files.writeString(path, "old");
		final Volume broken = new Volume("v", List.of(Axis.X, Axis.Y), Converters.convert(ArrayImgs
			.bytes(2, 2), (in, out) -> {
				throw new IllegalStateException("no more voxels");
			}, new FloatType()), Geometry.unknown(), Header.NONE);
		assertThrows(IllegalStateException.class, () -> new NiftiFormat().write(broken, path));
		assertEquals("old", Files.readString(path));
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(path), files.toList());
		}
	}

	private static String refused(final Path path) {
		final String message = assertThrows(CairnException.class, () -> new NiftiFormat().read(path)).getMessage();
		assertTrue(message.contains(path.getFileName().toString().replaceAll("\\..*", "")), message);
		assertTrue(message.endsWith("."), message);
		return message;
	}
}
