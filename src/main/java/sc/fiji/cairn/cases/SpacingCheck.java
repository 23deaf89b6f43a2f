// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.volume.Geometry;

/** Tells, in one line for all images of which the same is wrong, what distances of voxels are worth a second look. */
final class SpacingCheck {

	private SpacingCheck() {
		// Only static methods.
	}

	/**
	 * Looks at images.
	 *
	 * @param geometries of the images, in the order of the cases
	 */
	static void images(final List<Case> cases, final List<Geometry> geometries, final Progress progress) {
		final List<Integer> unknown = IntStream.range(0, cases.size()).filter(i -> !Spacings.isKnown(geometries.get(i))).boxed()
			.toList();
		if (!unknown.isEmpty()) progress.warn("The distances of voxels of " + images(cases, unknown) + " are not known (the unit is " +
			geometries.get(unknown.get(0)).unit() +
			"), so that pixels are taken as they are; set them in Image > Properties... and save the image.");
		// Collections may be of different scales.
		cases.stream().map(Case::domain).distinct().forEach(domain -> far(cases, geometries, IntStream.range(0, cases.size())
			.filter(i -> cases.get(i).domain() == domain).boxed().toList(), progress));
	}

	private static void far(final List<Case> cases, final List<Geometry> geometries, final List<Integer> collection,
		final Progress progress)
	{
		final double[] usual = Spacings.usual(collection.stream().map(geometries::get).toList());
		final List<Integer> far = collection.stream().filter(i -> Spacings.isFar(geometries.get(i), usual)).toList();
		if (!far.isEmpty()) progress.warn("The voxels of " + images(cases, far) + " are " + Spacings.text(Spacings.millimetres(
			geometries.get(far.get(0)))) + " apart, but in most images " + Spacings.text(usual) +
			"; check the voxel size in Image > Properties....");
	}

	private static String images(final List<Case> cases, final List<Integer> some) {
		final String first = cases.get(some.get(0)).image().toString();
		return some.size() == 1 ? "the image " + first : some.size() + " images, such as " + first + ",";
	}

	/**
	 * Tells of label images whose voxels are not as far apart as those of their images.
	 *
	 * @param first of them
	 * @param image geometry of its image
	 * @param count how many there are
	 */
	static void labels(final ReadLabels first, final Geometry image, final int count, final Progress progress) {
		progress.warn("The voxels of " + (count == 1 ? "the label image " + first.owner().label() : count +
			" label images, such as " + first.owner().label() + ",") + " are " + Spacings.text(Spacings.millimetres(first
				.geometry())) + " apart, but those of its image " + Spacings.text(Spacings.millimetres(image)) +
			"; the distances of the image are used, so check that the two belong together and set those of the label image in " +
			"Image > Properties....");
	}
}
