package sc.fiji.cairn.cases;

import java.nio.ByteBuffer;

/**
 * A slice of a volume through a window, as 2D networks see it.
 *
 * @param z the slice, from 0
 */
public record SliceView(SliceStack stack, int z, Window window) implements View {

	@Override
	public void sample(final float[] out) {
		stack.sample(z, window, out);
	}

	@Override
	public void sampleLabels(final ByteBuffer out) {
		stack.sampleLabels(z, window, out);
	}

	@Override
	public void sampleInside(final ByteBuffer out) {
		stack.sampleInside(window, out);
	}
}
