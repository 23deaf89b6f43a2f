// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.Preview;

/** Shows the first two images of a batch, which in all methods are of one slice. */
final class TwoViews {

	static final String TITLE = "What the network learns to see as alike";

	private TwoViews() {
		// Only static methods.
	}

	/** Shows the pair. */
	static Optional<Preview> of(final ImageBatch<?> batch) {
		return Optional.of(new Preview(TITLE, panels(batch)));
	}

	static List<Preview.Panel> panels(final ImageBatch<?> batch) {
		return List.of(Preview.Panel.of("a slice", batch.width(), batch.pixels(0)), Preview.Panel.of("another view of it", batch
			.width(), batch.pixels(1)));
	}
}
