// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

/** A progress that nobody watches, and that only the end of the process cancels; for those who want to know but a part, to extend. */
public class SilentProgress implements Progress {

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
		return ProcessEnd.isUnderWay();
	}
}
