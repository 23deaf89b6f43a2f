package sc.fiji.cairn.train;

/**
 * The parameters of a new network.
 *
 * @param width channels of the maps at the finest level
 * @param levels resolution levels
 * @param size side of the square window onto a slice, in pixels; 0 for the smallest that holds every slice
 */
public record NetworkOptions(int width, int levels, int size) {}
