// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lends direct buffers of one size, again and again: memory outside the Java heap is slow to get and late to be freed.
 * Safe for use by several threads.
 */
public final class BufferPool {

	private final DataType type;
	private final long count;
	private final Deque<ByteBuffer> free = new ArrayDeque<>();

	/** Lends buffers of {@code count} elements. */
	public BufferPool(final DataType type, final long count) {
		this.type = type;
		this.count = count;
	}

	/** Lends a buffer, at position 0; its content is arbitrary. */
	public synchronized ByteBuffer take() {
		return free.isEmpty() ? Scope.buffer(type, count) : free.pop().clear();
	}

	/** Takes a buffer back. */
	public synchronized void give(final ByteBuffer buffer) {
		free.push(buffer);
	}
}
