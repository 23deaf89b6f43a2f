// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.cairn.CairnException;

/**
 * The planes of an image that is too large for the memory: they are read when they are asked for, and those used last
 * are kept.
 * <p>
 * What is kept is bounded by {@link #large()}, but is one plane at least. Safe
 * for use by several threads.
 * </p>
 */
public final class PlaneCache extends AbstractList<Object> {

	/** Enough for the planes that a block of a 3D network spans in most images. */
	private static final long MOST_BYTES = 1L << 28;

	private static final int HEAP_SHARE = 8;

	/** Reads planes. */
	@FunctionalInterface
	public interface Reader {

		/** Reads a plane as {@link VoxelType#array} makes it. */
		Object read(int index) throws IOException;
	}

	private final String name;
	private final int count;
	private final Reader reader;
	private final Map<Integer, Object> kept = new LinkedHashMap<>(16, 0.75f, true);
	private long room = -1;

	/**
	 * @param name of the image, for messages
	 * @param count number of planes
	 */
	public PlaneCache(final String name, final int count, final Reader reader) {
		this.name = name;
		this.count = count;
		this.reader = reader;
	}

	/**
	 * Gets a plane.
	 *
	 * @throws CairnException if it can no longer be read
	 */
	@Override
	public synchronized Object get(final int index) {
		final Object known = kept.get(index);
		if (known != null) return known;
		final Object plane;
		try {
			plane = reader.read(index);
		}
		catch (final IOException e) {
			throw new CairnException("Slice " + (index + 1) + " of " + name + " cannot be read (" + e.getMessage() +
				"): check the file and its drive.", e);
		}
		if (plane == null) throw new CairnException("Slice " + (index + 1) + " of " + name +
			" cannot be read: check its file.");
		if (room < 0) room = room(plane);
		if (kept.size() >= room) kept.remove(kept.keySet().iterator().next());
		kept.put(index, plane);
		return plane;
	}

	/** Returns the number of bytes from which images are read plane by plane: 256 MB, or an eighth of a small Java heap. */
	public static long large() {
		return Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
	}

	/** Returns how many planes are kept. */
	private static long room(final Object plane) {
		final long bytes = (long) Array.getLength(plane) * VoxelType.ofArray(plane).bytes();
		return Math.max(1, large() / Math.max(1, bytes));
	}

	@Override
	public int size() {
		return count;
	}
}
