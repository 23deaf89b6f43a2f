// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.sampling.Preprocessing;

/**
 * The parameters of a new network.
 *
 * @param design which network
 * @param width channels of the maps at the finest level; 0 for those of the design
 * @param levels resolution levels; 0 for those of the design
 * @param size side of the square window onto a slice, in pixels; 0 for the smallest that holds every slice; in 3D that of
 *          the window along X and Y, 0 to choose it
 * @param spacing in-plane distance of pixels in the network, in millimetres; 0 for that of most volumes,
 *          {@link #UNCHANGED} to leave the pixels of all volumes as they are
 * @param dimensions whether the network sees slices or volumes
 * @param depth slices of the window in 3D; 0 to choose it
 * @param given network that was planned before and is not to be planned anew, without a fingerprint; null for none
 */
public record NetworkOptions(Design design, int width, int levels, int size, double spacing, Dimensions dimensions,
	int depth, NetworkPlan given)
{

	/** Spacing that leaves pixels as they are, even if all volumes say how large theirs are. */
	public static final double UNCHANGED = -1;

	/** Takes a network that is to be planned. */
	public NetworkOptions(final Design design, final int width, final int levels, final int size, final double spacing,
		final Dimensions dimensions, final int depth)
	{
		this(design, width, levels, size, spacing, dimensions, depth, null);
	}

	/** Takes a network for slices. */
	public NetworkOptions(final Design design, final int width, final int levels, final int size, final double spacing) {
		this(design, width, levels, size, spacing, Dimensions.TWO, 0);
	}

	/** Takes the common network and leaves the distance of pixels as it is in most volumes. */
	public NetworkOptions(final int width, final int levels, final int size) {
		this(width, levels, size, 0);
	}

	/** Takes the common network. */
	public NetworkOptions(final int width, final int levels, final int size, final double spacing) {
		this(Design.COMMON, width, levels, size, spacing);
	}

	/** Gets the same with the numbers of the design in place of 0. */
	public NetworkOptions resolved() {
		final Architecture architecture = architecture();
		return new NetworkOptions(design, architecture.width(0), architecture.levels(), size, spacing, dimensions, depth,
			given);
	}

	/** Gets the same with a network that was planned for other volumes of the same data set. */
	public NetworkOptions with(final Architecture architecture, final Preprocessing preprocessing) {
		return new NetworkOptions(design, width, levels, size, spacing, dimensions, depth, new NetworkPlan(architecture,
			preprocessing, null));
	}

	/** Describes the network, for slices of one channel. */
	public Architecture architecture() {
		return design.architecture(2, 1, width, levels);
	}
}
