package sc.fiji.cairn.cases;

/**
 * A part of a volume: its first voxel, and how many voxels it has along X, Y and Z.
 */
public record Box(int x, int y, int z, int width, int height, int depth) {

	/** Returns the number of voxels. */
	public long voxels() {
		return (long) width * height * depth;
	}
}
