package sc.fiji.cairn.train;

import java.util.function.BooleanSupplier;

import sc.fiji.cairn.Progress;

/** A silent progress whose user changes their mind. */
record Stoppable(BooleanSupplier stop) implements Progress {

	@Override
	public void stage(final String name, final long total) {
		// Nobody looks.
	}

	@Override
	public void advance(final long done, final String status) {
		// Nobody looks.
	}

	@Override
	public void log(final String message) {
		// Nobody reads.
	}

	@Override
	public boolean isCancelled() {
		return stop.getAsBoolean();
	}
}
