// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;

import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Volume;

/** Counts how many voxels of an image belong to each class. */
final class ClassCounts {

	private final List<SegmentationClass> classes;
	private final double voxel;
	private final String unit;
	private final long[] voxels;
	private final int[] objects;

	/** Counts from zero. */
	ClassCounts(final List<SegmentationClass> classes, final Volume image) {
		this.classes = classes;
		final Geometry geometry = image.geometry();
		final boolean deep = image.axes().contains(Axis.Z);
		voxel = geometry.spacingX() * geometry.spacingY() * (deep ? geometry.spacingZ() : 1);
		unit = geometry.unit() + (deep ? "^3" : "^2");
		voxels = new long[classes.size()];
		objects = new int[classes.size()];
		Arrays.fill(objects, -1);
	}

	/** Returns the size of a voxel in the cubed unit of the image. */
	double voxel() {
		return voxel;
	}

	/** Counts voxels: so many of each class. */
	void add(final long[] more) {
		for (int i = 0; i < voxels.length; i++)
			voxels[i] += more[i];
	}

	/** Counts the voxels of an image, whose labels are values of the classes, again. */
	<T extends IntegerType<T>> void recount(final RandomAccessibleInterval<T> labels) {
		Arrays.fill(voxels, 0);
		labels.forEach(label -> voxels[index(label.getInteger())]++);
	}

	/** Notes one more object of a class. */
	void addObject(final int value) {
		final int index = index(value);
		objects[index] = Math.max(0, objects[index]) + 1;
	}

	/** Returns the number of objects of all classes. */
	int objects() {
		return Arrays.stream(objects).map(count -> Math.max(0, count)).sum();
	}

	private int index(final int value) {
		for (int i = 0; i < classes.size(); i++)
			if (classes.get(i).value() == value) return i;
		throw new IllegalArgumentException("no class has the value " + value);
	}

	/** Gets the volumes of the classes but background, as far as they have been counted. */
	List<ClassVolume> volumes() {
		return IntStream.range(1, voxels.length).mapToObj(i -> new ClassVolume(classes.get(i).name(), classes.get(i).value(),
			voxels[i], voxels[i] * voxel, unit, objects[i])).toList();
	}
}
