// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import net.imagej.Dataset;
import net.imagej.DatasetService;
import net.imagej.ImgPlus;
import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imagej.axis.CalibratedAxis;
import net.imagej.axis.DefaultLinearAxis;
import net.imagej.axis.LinearAxis;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.scijava.Context;
import org.scijava.convert.ConvertService;

import sc.fiji.cairn.CairnException;

/** Datasets become volumes and volumes datasets, by SciJava's converters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatasetVolumesTest {

	private final Context context = new Context(DatasetService.class, ConvertService.class);
	private final DatasetService datasets = context.service(DatasetService.class);
	private final ConvertService converters = context.service(ConvertService.class);

	@AfterAll
	void dispose() {
		context.dispose();
	}

	@Test
	void aDatasetComesBackWithItsAxes() {
		final Img<UnsignedShortType> voxels = ArrayImgs.unsignedShorts(4, 3, 2, 5, 6);
		final Dataset dataset = datasets.create(new ImgPlus<>(voxels, "cells", axis(Axes.X, "mm", 0.25, 7), axis(Axes.Y,
			"\u00b5m", 500, -1000), axis(Axes.CHANNEL, null, 1, 0), axis(Axes.Z, "mm", 2, 0.1), axis(Axes.TIME, "min", 1.5, 3)));
		final Volume volume = converters.convert(dataset, Volume.class);
		assertEquals("cells", volume.name());
		assertEquals(List.of(Axis.X, Axis.Y, Axis.CHANNEL, Axis.Z, Axis.TIME), volume.axes());
		assertEquals(new Geometry(0.25, 0.5, 2, "mm", List.of()), volume.geometry());
		assertEquals(90, volume.header().frameInterval(), 0);
		assertSame(voxels, volume.data());

		final Dataset back = converters.convert(volume, Dataset.class);
		assertSame(voxels, back.getImgPlus().getImg());
		assertEquals("cells", back.getName());
		assertAxis(Axes.X, "mm", 0.25, 7, back.axis(0));
		assertAxis(Axes.Y, "mm", 0.5, -1, back.axis(1));
		assertAxis(Axes.CHANNEL, null, 1, 0, back.axis(2));
		assertAxis(Axes.Z, "mm", 2, 0.1, back.axis(3));
		assertAxis(Axes.TIME, "min", 1.5, 3, back.axis(4));
	}

	@Test
	void labelsTakeTheGridOfTheirImage() {
		final Dataset image = datasets.create(new ImgPlus<>(ArrayImgs.unsignedShorts(4, 3, 2), "image", axis(Axes.X, "nm",
			80, 0), axis(Axes.Y, "nm", 80, 0), axis(Axes.Z, "nm", 240, 960)));
		final Volume volume = DatasetVolumes.wrap(image);
		final Volume labels = new Volume("labels", List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.unsignedBytes(4, 3, 2), volume
			.geometry(), volume.header());
		final Dataset dataset = converters.convert(labels, Dataset.class);
		assertTrue(dataset.firstElement() instanceof UnsignedByteType);
		assertAxis(Axes.X, "nm", 80, 0, dataset.axis(0));
		assertAxis(Axes.Z, "nm", 240, 960, dataset.axis(2));
	}

	@Test
	void orientationComesBack() {
		final Geometry place = new Geometry(0.5, 0.75, 2, "mm", List.of(0.5, 0.0, 0.0, -1.0, 0.0, 0.75, 0.0, -2.0, 0.0, 0.0,
			2.0, -3.0));
		final Volume volume = TestVolumes.bytes("head", place, 4, 3, 2, (x, y, z) -> x);
		assertEquals(place, DatasetVolumes.wrap(DatasetVolumes.unwrap(volume, datasets)).geometry());
	}

	@Test
	void xAndYComeFirst() {
		final Volume volume = new Volume("v", List.of(Axis.CHANNEL, Axis.X, Axis.Y), ArrayImgs.unsignedBytes(new byte[] { 0,
			1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121 }, 2, 3, 2), new Geometry(2, 3, 1, "micron", List.of()),
			Header.NONE);
		final Dataset dataset = DatasetVolumes.unwrap(volume, datasets);
		assertAxis(Axes.X, "micron", 2, 0, dataset.axis(0));
		assertAxis(Axes.Y, "micron", 3, 0, dataset.axis(1));
		assertEquals(Axes.CHANNEL, dataset.axis(2).type());
		assertEquals(121, dataset.getAt(2, 1, 1).getRealDouble(), 0);
		assertEquals(20, dataset.getAt(2, 0, 0).getRealDouble(), 0);
	}

	@Test
	void pixelsHaveNoUnit() {
		final Dataset dataset = DatasetVolumes.unwrap(TestVolumes.bytes("v", Geometry.unknown(), 4, 3, 2, (x, y, z) -> x),
			datasets);
		assertNull(dataset.axis(0).unit());
		assertEquals(Geometry.unknown(), DatasetVolumes.wrap(dataset).geometry());
		assertEquals(0, DatasetVolumes.wrap(dataset).header().frameInterval(), 0);
	}

	@Test
	void axesOfOtherTypesMustHaveOnePosition() {
		final AxisType lifetime = Axes.get("Lifetime");
		final Dataset one = datasets.create(new ImgPlus<>(ArrayImgs.unsignedBytes(4, 3, 1, 5), "flim", new AxisType[] {
			Axes.X, Axes.Y, lifetime, Axes.Z }));
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z), DatasetVolumes.wrap(one).axes());
		assertEquals(5, DatasetVolumes.wrap(one).size(Axis.Z));
		final Dataset many = datasets.create(new ImgPlus<>(ArrayImgs.unsignedBytes(4, 3, 64), "flim", new AxisType[] { Axes.X,
			Axes.Y, lifetime }));
		assertTrue(assertThrows(CairnException.class, () -> DatasetVolumes.wrap(many)).getMessage().contains("Lifetime"));
		final Dataset flat = datasets.create(new ImgPlus<>(ArrayImgs.unsignedBytes(4, 3), "profile", new AxisType[] { Axes.X,
			Axes.TIME }));
		assertTrue(assertThrows(CairnException.class, () -> DatasetVolumes.wrap(flat)).getMessage().contains("profile"));
	}

	private static CalibratedAxis axis(final AxisType type, final String unit, final double scale, final double origin) {
		return new DefaultLinearAxis(type, unit, scale, origin);
	}

	private static void assertAxis(final AxisType type, final String unit, final double scale, final double origin,
		final CalibratedAxis axis)
	{
		assertEquals(type, axis.type());
		assertEquals(unit, axis.unit());
		assertEquals(scale, ((LinearAxis) axis).scale(), 1e-12);
		assertEquals(origin, ((LinearAxis) axis).origin(), 1e-12);
	}
}
