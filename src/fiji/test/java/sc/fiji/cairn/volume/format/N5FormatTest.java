// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import org.janelia.saalfeldlab.n5.GzipCompression;
import org.janelia.saalfeldlab.n5.N5Writer;
import org.janelia.saalfeldlab.n5.imglib2.N5Utils;
import org.janelia.saalfeldlab.n5.universe.N5Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.img.array.ArrayImgs;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

class N5FormatTest {

	@TempDir
	private Path folder;

	private final N5Format format = new N5Format();

	private static short[] voxels() {
		final short[] voxels = new short[20 * 10 * 5];
		for (int i = 0; i < voxels.length; i++)
			voxels[i] = (short) i;
		return voxels;
	}

	private static void write(final Path container, final String... names) {
		try (N5Writer writer = new N5Factory().openWriter(container.toString())) {
			for (final String name : names) {
				N5Utils.save(ArrayImgs.unsignedShorts(voxels(), 20, 10, 5), writer, name, new int[] { 8, 8, 4 }, new GzipCompression());
				writer.setAttribute(name, "resolution", new double[] { 0.5, 0.5, 2 });
				writer.setAttribute(name, "units", new String[] { "um", "um", "um" });
			}
		}
	}

	@Test
	void containersOfOneImageAreRead() {
		for (final String name : List.of("a.n5", "b.h5")) {
			final Path container = folder.resolve(name);
			write(container, "cells");
			assertTrue(format.canRead(container));
			final Volume read = format.read(container);
			assertEquals(List.of(Axis.X, Axis.Y, Axis.Z), read.axes());
			assertEquals(List.of(8L, 8L, 4L), read.header().block());
			final float[] values = Voxels.floats(read.grid(0, 0));
			for (int i = 0; i < values.length; i++)
				assertEquals(i, values[i]);
		}
	}

	@Test
	void imagesAreChosenByNumber() {
		final Path container = folder.resolve("two.n5");
		write(container, "cells", "nuclei");
		final CairnException e = assertThrows(CairnException.class, () -> format.read(container));
		assertTrue(e.getMessage().startsWith("The file " + container + " holds 2 images (1 "), e.getMessage());
		assertArrayEquals(Voxels.floats(format.read(container, 1).grid(0, 0)), Voxels.floats(format.read(container, 2).grid(0, 0)));
		assertThrows(CairnException.class, () -> format.read(container, 3));
	}

	@Test
	void cloudsAreReadAndNothingElse() {
		assertTrue(format.canRead(URI.create("s3://bucket/image.zarr")));
		assertTrue(!format.canRead(URI.create("https://host/image.zarr")));
		assertTrue(!format.canRead(folder));
	}
}
