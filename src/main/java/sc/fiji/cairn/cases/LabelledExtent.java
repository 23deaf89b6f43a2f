// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Volume;

/**
 * Which slices of a label image carry labels, and whether it seems that the others have been left out.
 * <p>
 * What is labelled goes through the stack: a structure that is as wide as several slices are thick does not come from
 * nowhere and end again within one. So a run of slices with labels is <em>cut out</em> if
 * </p>
 * <ol>
 * <li>slices without labels lie on both sides of it, or on one side if it is a single slice at the end of the stack (a
 * longer one there may be an organ that the stack cuts),</li>
 * <li>it is flat: its labels are {@value #FLAT} times as wide as the run is thick; the width is the square root of the
 * largest area that one value has in one of its slices; for a single slice at the end of the stack, which may be half of
 * something, twice as many times, and</li>
 * <li>it does not taper: in the outermost slices that value which has most has at least half of that area.</li>
 * </ol>
 * <p>
 * A stack is labelled in part if it has a run that is cut out, and at least a third of its labelled slices is in such runs
 * or alone. Stacks of small things that fit into a slice, and organs that fill some part of a stack, are therefore not;
 * blocks of many slices cannot be told from an organ. A time series is labelled in part, too, if some of its time points
 * have labels and others none.
 * </p>
 */
public final class LabelledExtent {

	/** A sphere in some slices is at most about as wide as these are thick, and one slice more. */
	private static final int FLAT = 2;

	/** Channels of colour images, with and without transparency. */
	private static final List<Long> COLOUR = List.of(3L, 4L);

	/** Slices that are named in a message. */
	private static final int NAMED = 8;

	private final double anisotropy;
	private final List<Stack> frames = new ArrayList<>();

	/**
	 * The slices of one time point.
	 *
	 * @param areas for each slice the number of voxels of the value that has most, background and ignored ones aside
	 * @param known slices with a voxel about which something is known
	 */
	private record Stack(List<Long> areas, BitSet known) {

		private boolean isLabelled(final int slice) {
			return areas.get(slice) > 0;
		}

		private boolean isBlank(final int slice) {
			return slice >= 0 && slice < areas.size() && known.get(slice) && !isLabelled(slice);
		}

		private List<Integer> labelled() {
			final List<Integer> slices = new ArrayList<>();
			for (int z = 0; z < areas.size(); z++)
				if (isLabelled(z)) slices.add(z);
			return slices;
		}

		private boolean isInPart(final double anisotropy) {
			int cut = 0;
			int suspect = 0;
			for (int first = 0, behind; first < areas.size(); first = behind) {
				behind = first + 1;
				if (!isLabelled(first)) continue;
				while (behind < areas.size() && isLabelled(behind))
					behind++;
				final boolean isCut = isCutOut(first, behind, anisotropy);
				if (isCut) cut++;
				if (isCut || behind == first + 1) suspect += behind - first;
			}
			return cut > 0 && 3 * suspect >= labelled().size();
		}

		/** Tells whether a run of labelled slices seems to be cut out of something thicker. */
		private boolean isCutOut(final int first, final int behind, final double anisotropy) {
			final boolean before = isBlank(first - 1);
			final boolean after = isBlank(behind);
			final int count = behind - first;
			if (!before && !after || count > 1 && !(before && after)) return false;
			final long peak = Collections.max(areas.subList(first, behind));
			final boolean tapers = 2 * areas.get(first) < peak || 2 * areas.get(behind - 1) < peak;
			return !tapers && Math.sqrt(peak) >= FLAT * (before && after ? 1 : 2) * count * anisotropy;
		}
	}

	/**
	 * Prepares to look at a label image.
	 *
	 * @param geometry distances of its voxels, of which only the ratio counts; where they are not known they are taken to be
	 *          the same
	 */
	public LabelledExtent(final Geometry geometry) {
		final double ratio = geometry.spacingZ() / Math.sqrt(geometry.spacingX() * geometry.spacingY());
		anisotropy = Double.isFinite(ratio) && ratio > 0 ? ratio : 1;
	}

	/**
	 * Makes sure that a label image has one channel.
	 *
	 * @throws CairnException if it has several
	 */
	public static void requireOneChannel(final Volume label, final String name) {
		final long channels = label.size(Axis.CHANNEL);
		if (channels > 1) throw new CairnException("The label image " + name + " has " + channels + " channels, " + (COLOUR
			.contains(channels) ? "as colour (RGB) images have, but labels are numbers in one channel; export them again as an " +
				"8-bit or 16-bit image with a number for each class." : "but one is needed; save the one with the labels as an " +
					"image of its own."));
	}

	/** Starts a time point. */
	public void frame() {
		frames.add(new Stack(new ArrayList<>(), new BitSet()));
	}

	/**
	 * Hears of the next slice of the time point.
	 *
	 * @param area number of voxels of the value that has most of them, background and ignored ones aside
	 * @param known whether something is known about any voxel
	 */
	public void slice(final long area, final boolean known) {
		final Stack stack = frames.get(frames.size() - 1);
		stack.known().set(stack.areas().size(), known);
		stack.areas().add(area);
	}

	/**
	 * Looks at the next slice of the time point.
	 *
	 * @param values as the label image has them
	 * @param rule how they are read
	 * @return number of voxels of each value, those that are ignored aside
	 */
	public SortedMap<Double, Long> slice(final float[] values, final LabelRule rule) {
		final SortedMap<Double, Long> counts = new TreeMap<>();
		for (int first = 0, behind; first < values.length; first = behind) {
			behind = first + 1;
			while (behind < values.length && values[behind] == values[first])
				behind++;
			final double value = rule.apply((double) values[first]);
			if (!rule.isIgnored(value)) counts.merge(value, (long) behind - first, Long::sum);
		}
		slice(counts.entrySet().stream().filter(one -> one.getKey() != 0).mapToLong(Map.Entry::getValue).max().orElse(0), !counts
			.isEmpty());
		return counts;
	}

	/** Tells whether any slice carries a label. */
	public boolean isLabelled() {
		return frames.stream().anyMatch(frame -> !frame.labelled().isEmpty());
	}

	/** Tells whether it seems that only some slices have been labelled. */
	public boolean isInPart() {
		return isInTime() || frames.stream().anyMatch(frame -> frame.isInPart(anisotropy));
	}

	private boolean isInTime() {
		return isLabelled() && frames.stream().anyMatch(frame -> frame.labelled().isEmpty() && !frame.known().isEmpty());
	}

	/** Gets the slices of a time point, from 0, that carry no label, though they are not marked as unknown. */
	public List<Integer> blank(final int frame) {
		final Stack stack = frames.get(frame);
		final List<Integer> blank = new ArrayList<>();
		for (int z = 0; z < stack.areas().size(); z++)
			if (stack.isBlank(z)) blank.add(z);
		return blank;
	}

	/** Returns the number of slices about which something is known. */
	int known() {
		return frames.stream().mapToInt(frame -> frame.known().cardinality()).sum();
	}

	/** Returns the number of slices of all time points. */
	int slices() {
		return frames.stream().mapToInt(frame -> frame.areas().size()).sum();
	}

	/** Says that a label image of some name is labelled in part, as the beginning of a sentence. */
	public String situation(final String name) {
		return "In the label image " + name + " " + words() + ", as if the others had not been annotated";
	}

	/** Says what carries labels, such as {@code only slices 9 and 15 of 20 carry labels}. */
	public String words() {
		if (frames.size() == 1) return words("slice", frames.get(0).labelled(), slices());
		final List<Integer> labelled = new ArrayList<>();
		for (int frame = 0; frame < frames.size(); frame++)
			if (!frames.get(frame).labelled().isEmpty()) labelled.add(frame);
		if (labelled.size() < frames.size()) return words("time point", labelled, frames.size());
		return "only " + frames.stream().mapToInt(frame -> frame.labelled().size()).sum() + " of " + slices() +
			" slices of all time points carry labels";
	}

	private static String words(final String what, final List<Integer> numbers, final int of) {
		final List<String> runs = new ArrayList<>();
		for (int i = 0, next; i < numbers.size(); i = next) {
			next = i + 1;
			while (next < numbers.size() && numbers.get(next) == numbers.get(next - 1) + 1)
				next++;
			final int first = numbers.get(i) + 1;
			final int last = numbers.get(next - 1) + 1;
			runs.add(last > first + 1 ? first + " to " + last : "" + first);
			if (last == first + 1) runs.add("" + last);
		}
		return "only " + what + (numbers.size() == 1 ? " " : "s ") + joined(runs) + " of " + of + (numbers.size() == 1
			? " carries labels" : " carry labels");
	}

	private static String joined(final List<String> runs) {
		if (runs.size() > NAMED) return String.join(", ", runs.subList(0, NAMED - 1)) + " and others";
		final int last = runs.size() - 1;
		return last < 1 ? String.join("", runs) : String.join(", ", runs.subList(0, last)) + " and " + runs.get(last);
	}
}
