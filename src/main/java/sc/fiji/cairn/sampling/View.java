// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.nio.ByteBuffer;
import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.util.Intervals;

import sc.fiji.cairn.volume.Axis;

/** What a network sees of a volume at once, through a window: a slice, or a part of the volume. */
public record View(PreparedVolume stack, Window window) {

	/** Looks at a place, through a window as it is. */
	public static View of(final Place place, final Preprocessing preprocessing) {
		return of(place, preprocessing, SpaceMap.IDENTITY);
	}

	/** Looks at a place, through a window that a map changes, as {@link Window#of} says. */
	public static View of(final Place place, final Preprocessing preprocessing, final SpaceMap map) {
		return new View(place.stack(), Window.of(place, preprocessing, map));
	}

	/**
	 * Samples intensities, interpolating linearly and mirroring beyond the borders. Where the voxels of the window are larger
	 * than those of the volume they are means, so that fine detail does not alias.
	 *
	 * @param out receives one for each voxel of the window, X fastest, channel by channel
	 */
	public void sample(final float[] out) {
		final Part part = new Part(window.seen(stack), stack.width(), stack.height(), stack.depth());
		final float[] values = new float[part.voxels()];
		final int voxels = window.voxels();
		final int across = window.spanX();
		final int down = window.spanY();
		final int deep = window.spanZ();
		Arrays.fill(out, 0);
		for (int channel = 0; channel < stack.channels(); channel++) {
			stack.read(channel, part.box, values);
			for (int w = 0; w < deep; w++)
				for (int v = 0; v < down; v++)
					for (int u = 0; u < across; u++)
						add(part, values, channel, u, v, w, out);
		}
		final float share = 1f / (across * down * deep);
		for (int i = 0; share != 1 && i < stack.channels() * voxels; i++)
			out[i] *= share;
	}

	/** Adds the intensities of a channel where each voxel of the window looks, or beside it if it stands for several. */
	private void add(final Part part, final float[] values, final int channel, final int u, final int v, final int w,
		final float[] out)
	{
		final float[] xs = window.places(Axis.X);
		final float[] ys = window.places(Axis.Y);
		final float[] zs = window.places(Axis.Z);
		final float cu = 0.5f * (window.spanX() - 1);
		final float cv = 0.5f * (window.spanY() - 1);
		final float cw = 0.5f * (window.spanZ() - 1);
		final int to = channel * xs.length;
		int end;
		for (int i = 0; i < xs.length; i = end) {
			// NB: windows that are not tilted look at one place along Z for long.
			for (end = i + 1; end < xs.length && zs[end] == zs[i];)
				end++;
			final float z = zs[i] + w - cw;
			final int z0 = (int) Math.floor(z);
			final float fz = z - z0;
			final int upper = part.slice(z0);
			final int lower = part.slice(z0 + 1);
			for (int n = i; n < end; n++) {
				final float value = part.at(values, upper, xs[n] + u - cu, ys[n] + v - cv);
				out[to + n] += fz == 0 ? value : value * (1 - fz) + part.at(values, lower, xs[n] + u - cu, ys[n] + v - cv) * fz;
			}
		}
	}

	/**
	 * Samples classes, taking the nearest voxel; where the voxels of the window are larger than those of the volume, the class
	 * of most of the voxels whose intensities are averaged, of equally many the higher one, so that thin things stay.
	 * {@link PreparedVolume#IGNORE} where none is known, and beyond the borders.
	 *
	 * @param out receives one for each voxel of the window, from its position on
	 */
	public void sampleLabels(final ByteBuffer out) {
		final Part part = new Part(window.seen(stack), stack.width(), stack.height(), stack.depth());
		final byte[] labels = stack.isLabelled() ? stack.labels(part.box) : null;
		final boolean single = window.spanX() * window.spanY() * window.spanZ() == 1;
		final int[] votes = new int[PreparedVolume.IGNORE + 1];
		for (int i = 0; i < window.voxels(); i++)
			out.put(labels == null ? (byte) PreparedVolume.IGNORE : single ? part.label(labels, window.x(i), window.y(i), window.z(i))
				: most(part, labels, i, votes));
	}

	/** Finds the class that most of the voxels that a voxel of the window stands for have, of those that are known. */
	private byte most(final Part part, final byte[] labels, final int i, final int[] votes) {
		Arrays.fill(votes, 0);
		for (int w = 0; w < window.spanZ(); w++)
			for (int v = 0; v < window.spanY(); v++)
				for (int u = 0; u < window.spanX(); u++)
					votes[part.label(labels, window.x(i) + u - 0.5f * (window.spanX() - 1), window.y(i) + v - 0.5f * (window.spanY() - 1),
						window.z(i) + w - 0.5f * (window.spanZ() - 1)) & 0xff]++;
		votes[PreparedVolume.IGNORE] = 0;
		int most = PreparedVolume.IGNORE;
		for (int c = PreparedVolume.IGNORE - 1; c >= 0; c--)
			if (votes[c] > votes[most]) most = c;
		return (byte) most;
	}

	/**
	 * Tells where the window looks at the volume, rather than beyond its borders.
	 *
	 * @param out receives 1 or 0 for each voxel of the window, from its position on
	 */
	public void sampleInside(final ByteBuffer out) {
		final Part part = new Part(window.seen(stack), stack.width(), stack.height(), stack.depth());
		for (int i = 0; i < window.voxels(); i++)
			out.put((byte) (part.isInside(Math.round(window.x(i)), Math.round(window.y(i)), Math.round(window.z(i))) ? 1 : 0));
	}

	/** A part of a volume of some size, whose voxels lie in an array, X fastest. */
	private static final class Part {

		private final FinalInterval box;
		private final int width;
		private final int height;
		private final int depth;
		private final int row;
		private final int slice;

		/** Index of the first voxel of the volume, were it in the array. */
		private final int origin;

		Part(final FinalInterval box, final int width, final int height, final int depth) {
			this.box = box;
			this.width = width;
			this.height = height;
			this.depth = depth;
			row = (int) box.dimension(0);
			slice = row * (int) box.dimension(1);
			origin = -(int) (box.min(0) + box.min(1) * row + box.min(2) * slice);
		}

		int voxels() {
			return Math.toIntExact(Intervals.numElements(box));
		}

		boolean isInside(final int x, final int y, final int z) {
			return x >= 0 && y >= 0 && z >= 0 && x < width && y < height && z < depth;
		}

		/** Returns where a slice begins. */
		int slice(final int z) {
			return origin + Window.mirror(z, depth) * slice;
		}

		byte label(final byte[] labels, final float x, final float y, final float z) {
			final int i = Math.round(x);
			final int j = Math.round(y);
			final int k = Math.round(z);
			return isInside(i, j, k) ? labels[origin + k * slice + j * row + i] : (byte) PreparedVolume.IGNORE;
		}

		/** Interpolates linearly between the pixels of a slice that begins at an index. */
		float at(final float[] pixels, final int first, final float x, final float y) {
			final int x0 = (int) Math.floor(x);
			final int y0 = (int) Math.floor(y);
			final float fx = x - x0;
			final float fy = y - y0;
			final int row0 = first + Window.mirror(y0, height) * row;
			final int left = Window.mirror(x0, width);
			// NB: no arithmetic with the neighbours where the place is a pixel, so that such values stay as they are.
			if (fx == 0 && fy == 0) return pixels[row0 + left];
			final int row1 = fy == 0 ? row0 : first + Window.mirror(y0 + 1, height) * row;
			final int right = fx == 0 ? left : Window.mirror(x0 + 1, width);
			final float top = pixels[row0 + left] * (1 - fx) + pixels[row0 + right] * fx;
			final float bottom = pixels[row1 + left] * (1 - fx) + pixels[row1 + right] * fx;
			return top * (1 - fy) + bottom * fy;
		}
	}
}
