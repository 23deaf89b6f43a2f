// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import ai.djl.ndarray.NDArray;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An array of 32-bit floats on the Java side: weights on their way to and from files.
 *
 * @param shape size of each dimension, empty for a single number
 * @param values the elements, last dimension fastest
 */
public record HostArray(long[] shape, float[] values) {

	public HostArray {
		long count = 1;
		for (final long size : shape)
			count *= size;
		if (count != values.length) throw new IllegalArgumentException(values.length + " values do not fill the shape " +
			Arrays.toString(shape));
	}

	/** Copies an array of 32-bit floats from the device. */
	public static HostArray of(final NDArray array) {
		return new HostArray(array.getShape().getShape(), array.toFloatArray());
	}

	/** Gets the bytes of all elements, in the order of files of PyTorch, ONNX, numpy and safetensors. */
	public byte[] littleEndian() {
		final ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length)).order(
			ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(values);
		return bytes.array();
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof HostArray that && Arrays.equals(shape, that.shape) && Arrays.equals(values, that.values);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
	}

	@Override
	public String toString() {
		return "float32" + Arrays.toString(shape);
	}
}
