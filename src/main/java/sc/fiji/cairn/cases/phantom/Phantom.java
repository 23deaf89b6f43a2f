// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

import java.util.List;
import java.util.function.ToDoubleFunction;

import net.imglib2.img.array.ArrayImgs;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;

/**
 * A made-up chest with its labels, for examples and tests, in 8 bits: 48 x 48 x 20 voxels of 1 x 1 x 2 mm, or those of a
 * {@link Scanner}.
 * <p>
 * Class 1 is a chamber, class 2 the wall around it, class 3 a crescent beside the wall. Shape, size, pose and
 * intensities vary from case to case. Vessels, a cyst and a nodule of the same intensities are not labelled.
 * </p>
 *
 * @param image dimensions (X, Y, Z), unsigned bytes
 * @param label same size, unsigned bytes, 0 to {@link #CLASSES}
 */
public record Phantom(Volume image, Volume label) {

	/** The number of classes besides background. */
	public static final int CLASSES = 3;

	/**
	 * Makes a phantom. The same arguments give the same voxels on every machine.
	 *
	 * @param name of image and label
	 * @param seed decides the anatomy and the noise
	 * @param contrast decides the intensities
	 */
	public static Phantom create(final String name, final long seed, final Contrast contrast) {
		return create(name, seed, Scanner.A, contrast::intensity);
	}

	/**
	 * Makes a phantom as one of several scanners sees it. The same arguments give the same voxels on every machine.
	 *
	 * @param name of image and label
	 * @param seed decides the anatomy and the noise
	 * @param scanner decides the intensities, the voxels and the size of the body
	 */
	public static Phantom create(final String name, final long seed, final Scanner scanner) {
		return create(name, seed, scanner, scanner::intensity);
	}

	private static Phantom create(final String name, final long seed, final Scanner scanner,
		final ToDoubleFunction<Tissue> contrast)
	{
		final PhantomRandom random = new PhantomRandom(seed);
		final PhantomAnatomy anatomy = new PhantomAnatomy(random, scanner.size());
		final PhantomGrid grid = scanner.grid();
		final byte[] labels = new byte[grid.count()];
		for (int i = 0; i < labels.length; i++) {
			labels[i] = (byte) anatomy.at(grid.x(i), grid.y(i), grid.position(i)).label();
		}
		final byte[] image = new PhantomScanner(random, scanner, contrast).scan(anatomy, grid);
		return new Phantom(volume(name, image, grid), volume(name, labels, grid));
	}

	private static Volume volume(final String name, final byte[] voxels, final PhantomGrid grid) {
		return new Volume(name, List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.unsignedBytes(voxels, grid.side(), grid
			.side(), grid.slices()), grid.geometry(), Header.NONE);
	}
}
