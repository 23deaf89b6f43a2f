// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import ai.djl.engine.EngineException;

import java.util.Optional;
import java.util.function.Supplier;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

/** Shows pictures of a training to who wants to see them. One that cannot be made is the last, and does not end the training. */
public final class Pictures {

	private final TrainingListener viewer;
	private final Progress progress;
	private boolean failed;

	/**
	 * @param viewer who may want to see
	 * @param progress is told why there are no more
	 */
	public Pictures(final TrainingListener viewer, final Progress progress) {
		this.viewer = viewer;
		this.progress = progress;
	}

	/** Makes a picture and shows it, if it is wanted now. */
	public void show(final Supplier<Optional<Preview>> picture) {
		if (failed || !viewer.wantsPreview()) return;
		try {
			picture.get().ifPresent(viewer::previewed);
		}
		catch (final CairnException | EngineException e) {
			failed = true;
			progress.warn("There are no pictures of the training any more (" + e.getMessage() + "); the training goes on.");
		}
	}
}
