package sc.fiji.cairn.train;

/**
 * The parameters of a new network.
 *
 * @param width channels of the maps at the finest level
 * @param levels resolution levels
 * @param size side of the square window onto a slice, in pixels; 0 for the smallest that holds every slice
 * @param spacing in-plane distance of pixels in the network, in millimetres; 0 for that of most volumes
 */
public record NetworkOptions(int width, int levels, int size, double spacing) {

	/** Leaves the distance of pixels as it is in most volumes. */
	public NetworkOptions(final int width, final int levels, final int size) {
		this(width, levels, size, 0);
	}
}
