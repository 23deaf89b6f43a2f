// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Design;

/**
 * The parameters of a new network.
 *
 * @param design which network
 * @param width channels of the maps at the finest level
 * @param levels resolution levels
 * @param size side of the square window onto a slice, in pixels, or of the window along X and Y in 3D; none for the smallest
 *          that holds every slice or, in 3D, to choose it
 * @param spacing in-plane distance of pixels in the network, in millimetres; none for that of most volumes
 * @param dimensions whether the network sees slices or volumes
 * @param depth slices of the window in 3D; none to choose it
 * @param given network that was planned before and is not to be planned anew, if any, without a fingerprint
 */
public record NetworkOptions(Design design, int width, int levels, OptionalInt size, OptionalDouble spacing,
	Dimensions dimensions, OptionalInt depth, Optional<NetworkPlan> given)
{

	/** Takes a network that is to be planned. */
	public NetworkOptions(final Design design, final int width, final int levels, final OptionalInt size,
		final OptionalDouble spacing, final Dimensions dimensions, final OptionalInt depth)
	{
		this(design, width, levels, size, spacing, dimensions, depth, Optional.empty());
	}

	/** Gets the same with a network that was planned for other volumes of the same data set. */
	public NetworkOptions with(final NetworkPlan planned) {
		return new NetworkOptions(design, width, levels, size, spacing, dimensions, depth, Optional.of(planned));
	}

	/** Describes the network: as it was planned, or for slices of one channel. */
	public Architecture architecture() {
		return given.map(NetworkPlan::architecture).orElseGet(() -> design.architecture(2, 1, width, levels));
	}
}
