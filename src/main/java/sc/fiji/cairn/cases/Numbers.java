package sc.fiji.cairn.cases;

import java.nio.ByteBuffer;

/**
 * How the values of slices lie in arrays and files.
 *
 * @param <A> {@code float[]} or {@code byte[]}
 */
interface Numbers<A> {

	/** Intensities. */
	Numbers<float[]> FLOATS = new Numbers<>() {

		@Override
		public int bytes() {
			return Float.BYTES;
		}

		@Override
		public float[][] arrays(final int count, final int length) {
			return new float[count][length];
		}

		@Override
		public void write(final float[] values, final int from, final int count, final ByteBuffer out) {
			out.asFloatBuffer().put(values, from, count);
		}

		@Override
		public void read(final ByteBuffer in, final int first, final int count, final float[] out, final int to) {
			in.asFloatBuffer().get(first, out, to, count);
		}
	};

	/** Classes. */
	Numbers<byte[]> BYTES = new Numbers<>() {

		@Override
		public int bytes() {
			return 1;
		}

		@Override
		public byte[][] arrays(final int count, final int length) {
			return new byte[count][length];
		}

		@Override
		public void write(final byte[] values, final int from, final int count, final ByteBuffer out) {
			out.put(0, values, from, count);
		}

		@Override
		public void read(final ByteBuffer in, final int first, final int count, final byte[] out, final int to) {
			in.get(first, out, to, count);
		}
	};

	/** Returns the number of bytes of a value. */
	int bytes();

	/** Makes arrays. */
	A[] arrays(int count, int length);

	/** Writes values to the beginning of a buffer, whose position stays. */
	void write(A values, int from, int count, ByteBuffer out);

	/**
	 * Reads values; by several threads if need be.
	 *
	 * @param first index of a value in the buffer, whose position is 0 and stays
	 */
	void read(ByteBuffer in, int first, int count, A out, int to);
}
