// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Batches of several domains, in which groups, and the tasks of a group, have equal shares: without that a batch may hold
 * one group alone, and contrast between groups is noise.
 *
 * @param places where the centre of the window can lie in each volume
 * @param tasks task of each volume
 * @param domains groups of the tasks
 * @param batch about how many images
 */
record HierarchicalDraws(List<Centres> places, List<Integer> tasks, Domains domains, int batch) {

	/** Draws slices, two views each; all batches have the same number of images. */
	List<Draw> draw(final SplittableRandom random) {
		final List<Draw> draws = new ArrayList<>();
		for (int i = 0; i < Math.max(2, batch / 2); i++) {
			final List<Integer> inGroup = domains.tasks(i % domains.groupCount());
			final int task = inGroup.get(i / domains.groupCount() % inGroup.size());
			final List<Integer> volumes = new ArrayList<>();
			for (int volume = 0; volume < tasks.size(); volume++)
				if (tasks.get(volume) == task) volumes.add(volume);
			final int volume = volumes.get(random.nextInt(volumes.size()));
			final Draw draw = places.get(volume).draw(volume, random.nextInt(places.get(volume).z().count()), 0, true, random);
			draws.add(draw);
			draws.add(draw);
		}
		return draws;
	}

	/** Gets the task of an image. */
	int task(final Draw draw) {
		return tasks.get(draw.stack());
	}

	/** Gets the group of an image. */
	int group(final Draw draw) {
		return domains.groups().get(task(draw));
	}
}
