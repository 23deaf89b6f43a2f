// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

class PhantomDataSetTest {

	private static final Path COMMITTED = Path.of("test-images");
	private static final long THREE_MEGABYTES = 3_000_000;

	private static List<Path> files(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

	private static Set<String> images(final Path folder) throws IOException {
		return files(folder).stream().map(f -> folder.relativize(f).toString().replace('\\', '/')).filter(n -> n.endsWith(".nii.gz")).collect(
			Collectors.toCollection(TreeSet::new));
	}

	@Test
	void theCommittedImagesAreWhatTheSourcesMake(@TempDir final Path made) throws IOException {
		final VolumeIO volumes = TestPlugins.io();
		PhantomDataSet.write(made, volumes, Progress.SILENT);
		assertEquals(images(COMMITTED), images(made));
		for (final String name : images(made)) {
			final Volume expected = volumes.open(COMMITTED.resolve(name));
			final Volume actual = volumes.open(made.resolve(name));
			assertEquals(expected.geometry(), actual.geometry(), name);
			assertTrue(equalVoxels(expected, actual), name);
		}
	}

	private static boolean equalVoxels(final Volume a, final Volume b) {
		return Arrays.equals(values(a), values(b));
	}

	private static double[] values(final Volume volume) {
		final double[] values = new double[Math.toIntExact(volume.data().size())];
		int i = 0;
		for (final RealType<?> value : Views.flatIterable(volume.grid(0, 0))) values[i++] = value.getRealDouble();
		return values;
	}

	@Test
	void staysSmall() throws IOException {
		long bytes = 0;
		for (final Path file : files(COMMITTED)) bytes += Files.size(file);
		assertTrue(bytes < THREE_MEGABYTES, bytes + " bytes");
	}

	@Test
	void aFileHoldsThePhantom() {
		final PhantomDataSet.Item item = PhantomDataSet.items().stream().filter(PhantomDataSet.Item::labelled).findFirst()
			.orElseThrow();
		final VolumeIO volumes = TestPlugins.io();
		assertTrue(equalVoxels(item.phantom().image(), volumes.open(COMMITTED.resolve(item.image()))));
		assertTrue(equalVoxels(item.phantom().label(), volumes.open(COMMITTED.resolve(item.label()))));
	}
}
