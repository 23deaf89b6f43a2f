package sc.fiji.cairn.train;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Design;

/**
 * The parameters of a new network.
 *
 * @param design which network
 * @param width channels of the maps at the finest level; 0 for those of the design
 * @param levels resolution levels; 0 for those of the design
 * @param size side of the square window onto a slice, in pixels; 0 for the smallest that holds every slice
 * @param spacing in-plane distance of pixels in the network, in millimetres; 0 for that of most volumes
 */
public record NetworkOptions(Design design, int width, int levels, int size, double spacing) {

	/** Takes the common network and leaves the distance of pixels as it is in most volumes. */
	public NetworkOptions(final int width, final int levels, final int size) {
		this(width, levels, size, 0);
	}

	/** Takes the common network. */
	public NetworkOptions(final int width, final int levels, final int size, final double spacing) {
		this(Design.COMMON, width, levels, size, spacing);
	}

	/** Describes the network, for slices of one channel. */
	public Architecture architecture() {
		return design.architecture(2, 1, width, levels);
	}
}
