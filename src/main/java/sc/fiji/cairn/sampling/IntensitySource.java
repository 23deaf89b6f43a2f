// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

/**
 * The normalised intensities of a volume, read where they are needed.
 */
public interface IntensitySource {

	/** Gets the name of the volume, for messages. */
	String name();

	/** Returns the number of channels. */
	int channels();

	/** Returns the number of voxels along X. */
	int width();

	/** Returns the number of voxels along Y. */
	int height();

	/** Returns the number of voxels along Z. */
	int depth();

	/** Returns the distance of voxels along X in millimetres, 0 if it is not known. */
	double spacingX();

	/** Returns the distance of voxels along Y in millimetres, 0 if it is not known. */
	double spacingY();

	/** Returns the distance of voxels along Z in millimetres, 0 if it is not known. */
	double spacingZ();

	/**
	 * Reads a part of a channel.
	 *
	 * @param channel from 0
	 * @param out receives the intensities, X fastest
	 * @throws sc.fiji.cairn.CairnException if the file cannot be read any more
	 */
	void read(int channel, Box box, float[] out);
}
