// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment.blocks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

import net.imglib2.Interval;
import net.imglib2.img.array.ArrayImgs;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.volume.ConnectedComponents;
import sc.fiji.cairn.volume.ConnectedComponents.Connectivity;

/**
 * The connected components of what one file of labels holds, and which of them its faces meet.
 *
 * @param labels label of each component
 * @param sizes number of its voxels
 * @param first index of its first voxel in the whole image, X fastest, then Y, then Z
 * @param faces for each of X, Y and Z the components, from 1, of the voxels of the lower face and of the upper one; 0 for background
 */
record FileComponents(int[] labels, int[] sizes, long[] first, int[][] faces) {

	private static final int AXES = 3;

	/** Finds the components of labels, numbered in the order of their first voxels. */
	static ConnectedComponents find(final int[] labels, final Interval box) {
		return ConnectedComponents.of(ArrayImgs.ints(labels, box.dimensionsAsLongArray()), Connectivity.FACES);
	}

	/**
	 * Describes components.
	 *
	 * @param box where the labels lie
	 * @param width of the whole image
	 * @param height of the whole image
	 */
	static FileComponents of(final ConnectedComponents found, final Interval box, final long width, final long height) {
		final int count = found.count();
		final FileComponents all = new FileComponents(new int[count], new int[count], new long[count], new int[2 * AXES][]);
		for (int i = 0; i < count; i++) {
			all.labels[i] = found.label(i + 1);
			all.sizes[i] = found.size(i + 1);
			all.first[i] = -1;
		}
		int voxel = 0;
		for (long z = box.min(2); z <= box.max(2); z++)
			for (long y = box.min(1); y <= box.max(1); y++)
				for (long x = box.min(0); x <= box.max(0); x++, voxel++) {
					final int component = found.component(voxel);
					if (component != 0 && all.first[component - 1] < 0) all.first[component - 1] = (z * height + y) * width + x;
				}
		for (int axis = 0; axis < AXES; axis++) {
			all.faces[2 * axis] = face(found, box, axis, 0);
			all.faces[2 * axis + 1] = face(found, box, axis, (int) box.dimension(axis) - 1);
		}
		return all;
	}

	/** Gets the components of a face, the earlier of the other two axes fastest. */
	private static int[] face(final ConnectedComponents found, final Interval box, final int axis, final int at) {
		final int[] strides = { 1, (int) box.dimension(0), (int) (box.dimension(0) * box.dimension(1)) };
		final int fast = axis == 0 ? 1 : 0;
		final int slow = axis == 2 ? 1 : 2;
		final int[] face = new int[(int) (box.dimension(fast) * box.dimension(slow))];
		for (int j = 0, i = 0; j < box.dimension(slow); j++)
			for (int k = 0; k < box.dimension(fast); k++, i++)
				face[i] = found.component(at * strides[axis] + j * strides[slow] + k * strides[fast]);
		return face;
	}

	/** Returns the number of components. */
	int count() {
		return labels.length;
	}

	/** Writes the description. */
	void write(final Path file) {
		WholeFile.write(file, stream -> {
			try (OutputStream packed = new DeflaterOutputStream(stream); DataOutputStream out = new DataOutputStream(packed)) {
				out.writeInt(count());
				for (int i = 0; i < count(); i++) {
					out.writeInt(labels[i]);
					out.writeInt(sizes[i]);
					out.writeLong(first[i]);
				}
				for (final int[] face : faces) {
					out.writeInt(face.length);
					for (final int component : face)
						out.writeInt(component);
				}
			}
		});
	}

	/** Reads a description. */
	static FileComponents read(final Path file) {
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(new InflaterInputStream(Files.newInputStream(file))))) {
			final int count = in.readInt();
			final FileComponents all = new FileComponents(new int[count], new int[count], new long[count], new int[2 * AXES][]);
			for (int i = 0; i < count; i++) {
				all.labels[i] = in.readInt();
				all.sizes[i] = in.readInt();
				all.first[i] = in.readLong();
			}
			for (int side = 0; side < all.faces.length; side++) {
				all.faces[side] = new int[in.readInt()];
				for (int i = 0; i < all.faces[side].length; i++)
					all.faces[side][i] = in.readInt();
			}
			return all;
		}
		catch (final IOException e) {
			throw new CairnException("The list of components " + file + " cannot be read (" + e.getMessage() +
				"); remove it and finish again.", e);
		}
	}
}
