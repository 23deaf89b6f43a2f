// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.nio.file.Path;

/**
 * The predictions that a study keeps, to look at: some test cases spread evenly over their names, as segmented with the
 * fewest labels of the first draw.
 */
final class Examples {

	/** Number of cases; as many rows fit on a screen. */
	static final int CASES = 3;

	private Examples() {
		// Only static methods.
	}

	static boolean isExample(final RunKey run, final Counts counts) {
		return run.draw() == 1 && run.labelled().equals("" + counts.numbers().get(0));
	}

	/** Gets the folder of the label images of a run, which is called as its method. */
	static Path folder(final Path output, final RunKey run) {
		return output.resolve("examples").resolve(run.drawName()).resolve(run.method());
	}
}
