package sc.fiji.cairn.cases;

import java.lang.reflect.Array;
import java.util.function.Supplier;

/** Slices in memory. */
record HeldSlices<A>(A[] slices) implements Slices<A> {

	@Override
	public int count() {
		return slices.length;
	}

	@Override
	public int length() {
		return Array.getLength(slices[0]);
	}

	@Override
	public long bytes() {
		return (long) count() * length() * (slices[0] instanceof byte[] ? 1 : Float.BYTES);
	}

	@Override
	public void put(final int slice, final A values) {
		copy(values, 0, length(), slices[slice], 0);
	}

	@Override
	public A get(final int slice) {
		return slices[slice];
	}

	@Override
	public void copy(final int slice, final int from, final int count, final A out, final int to) {
		copy(slices[slice], from, count, out, to);
	}

	// NB: System.arraycopy takes any object, so this makes sure that both are arrays of one type.
	private static <A> void copy(final A values, final int from, final int count, final A out, final int to) {
		System.arraycopy(values, from, out, to, count);
	}

	@Override
	public Part<A> part(final int channels, final int width, final Supplier<Box> seen) {
		return new Part<>(slices, 0, 0, length() / channels / width);
	}
}
