// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

import sc.fiji.cairn.volume.VoxelType;

/** Makes one element of two along some axes: the mean of images, the commonest value of labels. */
final class Downsampling {

	private final VoxelType type;
	private final boolean labels;
	private final ByteBuffer in;
	private final int[] inSize;
	private final int[] factors;
	private final int[] outSize;
	private final int[] places;

	/**
	 * @param labels whether elements are labels
	 * @param in bytes of elements, the least significant first, the last axis the fastest
	 * @param inSize number of elements along each axis
	 * @param factors 1 or 2 for each axis
	 */
	Downsampling(final VoxelType type, final boolean labels, final byte[] in, final int[] inSize, final List<Integer> factors) {
		this.type = type;
		this.labels = labels;
		this.in = ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN);
		this.inSize = inSize;
		this.factors = factors.stream().mapToInt(Integer::intValue).toArray();
		outSize = new int[inSize.length];
		places = new int[1 << inSize.length];
		Arrays.setAll(outSize, d -> (inSize[d] + this.factors[d] - 1) / this.factors[d]);
	}

	/** Gets the elements that come out; at the far border they are made of those that there are. */
	byte[] run() {
		final ByteBuffer out = ByteBuffer.allocate(Arrays.stream(outSize).reduce(type.bytes(), (a, b) -> a * b)).order(
			ByteOrder.LITTLE_ENDIAN);
		final long[] whole = new long[1 << outSize.length];
		final double[] real = new double[whole.length];
		final int[] at = new int[outSize.length];
		while (out.hasRemaining()) {
			final boolean counted = labels || type != VoxelType.FLOAT32 && type != VoxelType.FLOAT64;
			final int count = counted ? gather(at, whole) : gather(at, real);
			if (labels) put(out, commonest(whole, count));
			else if (counted) put(out, Math.round(Arrays.stream(whole, 0, count).asDoubleStream().sum() / count));
			else if (type == VoxelType.FLOAT32) out.putFloat((float) (Arrays.stream(real, 0, count).sum() / count));
			else out.putDouble(Arrays.stream(real, 0, count).sum() / count);
			for (int d = at.length - 1; d >= 0 && ++at[d] == outSize[d]; d--)
				at[d] = 0;
		}
		return out.array();
	}

	/** Finds the elements that become one, and returns how many there are. */
	private int places(final int[] at) {
		int count = 0;
		for (int corner = 0; corner < 1 << at.length; corner++) {
			int index = 0;
			boolean exists = true;
			for (int d = 0; d < at.length && exists; d++) {
				final int step = corner >> d & 1;
				final int i = at[d] * factors[d] + step;
				exists = step < factors[d] && i < inSize[d];
				index = index * inSize[d] + i;
			}
			if (exists) places[count++] = index;
		}
		return count;
	}

	private int gather(final int[] at, final long[] values) {
		final int count = places(at);
		for (int i = 0; i < count; i++)
			values[i] = whole(places[i]);
		return count;
	}

	private int gather(final int[] at, final double[] values) {
		final int count = places(at);
		for (int i = 0; i < count; i++)
			values[i] = type == VoxelType.FLOAT32 ? in.getFloat(places[i] * Float.BYTES) : in.getDouble(places[i] * Double.BYTES);
		return count;
	}

	private long whole(final int index) {
		return switch (type) {
			case UINT8 -> in.get(index) & 0xff;
			case INT8 -> in.get(index);
			case UINT16 -> in.getShort(index * Short.BYTES) & 0xffff;
			case INT16 -> in.getShort(index * Short.BYTES);
			case UINT32 -> in.getInt(index * Integer.BYTES) & 0xffffffffL;
			case INT32, FLOAT32 -> in.getInt(index * Integer.BYTES);
			default -> in.getLong(index * Long.BYTES);
		};
	}

	private void put(final ByteBuffer out, final long value) {
		switch (type.bytes()) {
			case 1 -> out.put((byte) value);
			case 2 -> out.putShort((short) value);
			case 4 -> out.putInt((int) value);
			default -> out.putLong(value);
		}
	}

	/** Finds the value that occurs most often; of several the largest, so that what is thin does not vanish. */
	private static long commonest(final long[] values, final int count) {
		Arrays.sort(values, 0, count);
		long best = values[0];
		int most = 0;
		for (int i = 0, run = 0; i < count; i++) {
			run = i > 0 && values[i] == values[i - 1] ? run + 1 : 1;
			if (run >= most) {
				most = run;
				best = values[i];
			}
		}
		return best;
	}
}
