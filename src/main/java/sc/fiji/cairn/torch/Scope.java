// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;

import sc.fiji.cairn.CairnException;

/**
 * Owns native arrays and frees them all when it is closed. Each training step and each tile works in a scope of its
 * own:
 *
 * <pre>
 * try (Scope step = scope.open()) {
 * 	...
 * }
 * </pre>
 */
public final class Scope implements AutoCloseable {

	/** The formats that the engine's Java side can hold; any other ends the whole process. */
	private static final Set<DataType> SAFE = EnumSet.of(DataType.FLOAT16, DataType.FLOAT32, DataType.FLOAT64,
		DataType.UINT8, DataType.INT8, DataType.INT32, DataType.INT64, DataType.BOOLEAN);

	private final NDManager manager;

	Scope(final NDManager manager) {
		this.manager = manager;
	}

	/** Opens a scope inside this one, on the same device. */
	public Scope open() {
		return new Scope(manager.newSubManager());
	}

	/** Gets DJL's owner of the arrays of this scope. */
	public NDManager manager() {
		return manager;
	}

	/** Returns the number of arrays and scopes that this one owns, for finding leaks. */
	public int size() {
		return manager.getManagedArrays().size();
	}

	/**
	 * Gets an empty buffer outside the Java heap, in the byte order of the machine, for {@link #array}.
	 *
	 * @param type format of the elements
	 * @param count number of elements
	 * @throws CairnException if they take 2 GB or more, which is beyond Java's buffers
	 */
	public static ByteBuffer buffer(final DataType type, final long count) {
		final int width = safe(type).getNumOfBytes();
		if (count > Integer.MAX_VALUE / width) throw new CairnException("A batch of " + count + " numbers of " + width +
			" bytes is more than the 2 GB that go to the engine at once; use a smaller batch or size.");
		return ByteBuffer.allocateDirect((int) count * width).order(ByteOrder.nativeOrder());
	}

	/**
	 * Makes an array of a buffer, without a copy where the device is the CPU.
	 *
	 * @param buffer a direct buffer in the byte order of the machine, full from position 0 to its limit; it must not
	 *          change while the array is in use
	 */
	public NDArray array(final ByteBuffer buffer, final DataType type, final long... shape) {
		if (!buffer.isDirect()) throw new IllegalArgumentException("The buffer must be direct.");
		return manager.create(buffer.rewind(), new Shape(shape), safe(type));
	}

	/** Makes an array of 32-bit floats by copying. */
	public NDArray array(final float[] values, final long... shape) {
		return manager.create(values, new Shape(shape));
	}

	/**
	 * Replaces the values of an array, also of one that is being trained.
	 * <p>
	 * NB: {@code NDArray.set(Buffer)} and {@code copyTo} would do, but make the engine print a warning about itself.
	 * </p>
	 *
	 * @param values as many as the array has, in its order
	 */
	public static void overwrite(final NDArray array, final float[] values) {
		final boolean gradients = Djl.keepsGradients();
		Djl.setGradients(false);
		// NB: a single number has no axis to index, but a view of it with one axis shares its memory.
		final boolean single = array.getShape().dimension() == 0;
		final NDArray target = single ? array.reshape(1) : array;
		try (NDArray source = array.getManager().create(values, target.getShape())) {
			target.set(new NDIndex(":"), source);
		}
		finally {
			if (single) target.close();
			Djl.setGradients(gradients);
		}
	}

	/** Moves an array into this scope, so that it outlives the one it came from. */
	public NDArray keep(final NDArray array) {
		array.attach(manager);
		return array;
	}

	private static DataType safe(final DataType type) {
		if (!SAFE.contains(type)) throw new IllegalArgumentException("The engine cannot take arrays of " + type +
			" from Java; convert to one of " + SAFE + ".");
		return type;
	}

	@Override
	public void close() {
		manager.close();
	}
}
