// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

import sc.fiji.cairn.CairnException;

/**
 * Draws places to learn from: first a volume, each as likely, then a place in it. One in three shows some class of the
 * foreground, each class as likely, so that rare and small structures are seen often enough: for a 2D network it is one of
 * the slices with that class, for a 3D network the window is centred on a voxel of it. The others are any slices with a
 * known pixel, or any places; of volumes that are annotated in part, windows are centred on a known voxel.
 */
public final class LabelledPlaces implements PlaceSource {

	/** Share of the draws that show some class of the foreground. */
	static final double FOREGROUND_SHARE = 1.0 / 3;

	/**
	 * The places of a volume to draw from.
	 *
	 * @param known where something is known
	 * @param showing those that show a class of the foreground, for each class that the volume has
	 */
	private record Shown(PlaceSource known, List<? extends PlaceSource> showing) {}

	private final List<Shown> volumes;

	/**
	 * Lists the places to draw from.
	 *
	 * @throws CairnException if no volume has a known voxel
	 */
	public LabelledPlaces(final List<PreparedVolume> stacks, final Preprocessing preprocessing) {
		volumes = stacks.stream().filter(PreparedVolume::isKnown).map(stack -> preprocessing.isFlat() ? slices(stack) : voxels(
			new WindowRoom(stack, preprocessing))).toList();
		if (volumes.isEmpty()) throw new CairnException(
			"No label image has a known voxel, so there is nothing to learn from; check the parameter ignore.");
	}

	/** Finds the classes that slices have, and the slices of each, those that are not known as {@link PreparedVolume#IGNORE}. */
	private static TreeMap<Integer, BitSet> slicesByClass(final PreparedVolume stack) {
		final TreeMap<Integer, BitSet> found = new TreeMap<>();
		for (int z = 0; z < stack.depth(); z++) {
			final boolean[] seen = new boolean[PreparedVolume.IGNORE + 1];
			for (final byte label : stack.labels(z))
				seen[label & 0xff] = true;
			for (int c = 0; c < seen.length; c++)
				if (seen[c]) found.computeIfAbsent(c, any -> new BitSet()).set(z);
		}
		return found;
	}

	private static Shown slices(final PreparedVolume stack) {
		return new Shown(SomeSlices.of(stack, stack::isKnown), slicesByClass(stack).subMap(1, PreparedVolume.IGNORE).values()
			.stream().map(slices -> SomeSlices.of(stack, slices::get)).toList());
	}

	private static Shown voxels(final WindowRoom room) {
		final TreeMap<Integer, BitSet> found = slicesByClass(room.stack());
		return new Shown(found.containsKey(PreparedVolume.IGNORE) ? new ClassVoxels(room, PreparedVolume.IGNORE) : room, found.subMap(1,
			PreparedVolume.IGNORE).keySet().stream().map(c -> new ClassVoxels(room, c)).toList());
	}

	@Override
	public Place draw(final SplittableRandom random) {
		final Shown volume = volumes.get(random.nextInt(volumes.size()));
		final boolean foreground = random.nextDouble() < FOREGROUND_SHARE && !volume.showing().isEmpty();
		return (foreground ? volume.showing().get(random.nextInt(volume.showing().size())) : volume.known()).draw(random);
	}
}
