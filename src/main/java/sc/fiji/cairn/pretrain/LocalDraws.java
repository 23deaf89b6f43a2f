// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.cairn.sampling.Partitions;

/**
 * Composes the batches of local contrast (Chaitanya et al. 2020, section 3.2; their code for the numbers). Image 2 k and
 * image 2 k + 1 are two views of slice k.
 * <ul>
 * <li>L_R: slices from anywhere; the partner of an image is the other view.</li>
 * <li>L_D: groups of three volumes, one slice of each partition; beside the other view, the first view of a slice has the
 * first views of the same partition of the two other volumes as partners.</li>
 * </ul>
 *
 * @param volumes where the centre of the window can lie in each volume
 * @param positives which of these
 * @param partitions number of parts that stacks are cut into
 * @param batch about how many images
 */
record LocalDraws(List<Centres> volumes, LocalPositives positives, int partitions, int batch) {

	/** Volumes of a group; fewer if there are fewer. */
	private static final int VOLUMES = 3;

	/** Returns the number of regions that each is contrasted with, in each of two images. */
	int neighbours() {
		return positives == LocalPositives.RANDOM ? 5 : 4;
	}

	private int together() {
		return Math.min(VOLUMES, volumes.size());
	}

	/** Draws the slices; all batches have the same number. */
	List<Draw> draw(final SplittableRandom random) {
		final List<Draw> draws = new ArrayList<>();
		if (positives == LocalPositives.RANDOM) {
			for (int i = 0; i < Math.max(2, batch / 2); i++)
				draws.add(Centres.anywhere(volumes, random));
			return draws;
		}
		final int groups = Math.max(1, (int) Math.round(batch / (2.0 * together() * partitions)));
		for (int group = 0; group < groups; group++) {
			for (final int volume : someVolumes(random)) {
				final Partitions parts = new Partitions(volumes.get(volume).z().count(), partitions);
				for (int part = 0; part < partitions; part++)
					draws.add(volumes.get(volume).draw(volume, random.nextInt(parts.start(part), parts.end(part)), part, true,
						random));
			}
		}
		return draws;
	}

	private List<Integer> someVolumes(final SplittableRandom random) {
		final List<Integer> chosen = new ArrayList<>();
		while (chosen.size() < together()) {
			final int volume = random.nextInt(volumes.size());
			if (!chosen.contains(volume)) chosen.add(volume);
		}
		return chosen;
	}

	/**
	 * Gets, for every kind of positive, the partner of each of the images (2 a slice); -1 where there is none.
	 *
	 * @param slices number of slices of a batch
	 */
	List<int[]> partners(final int slices) {
		final List<int[]> kinds = new ArrayList<>();
		final int[] views = new int[2 * slices];
		Arrays.setAll(views, image -> image ^ 1);
		kinds.add(views);
		if (positives == LocalPositives.RANDOM) return kinds;
		for (int next = 1; next < together(); next++) {
			final int distance = next * partitions;
			final int group = together() * partitions;
			final int[] partners = new int[2 * slices];
			Arrays.setAll(partners, image -> image % 2 == 1 ? -1 : 2 * (image / 2 / group * group + (image / 2 % group +
				distance) % group));
			kinds.add(partners);
		}
		return kinds;
	}
}
