// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.DivergedException;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.train.TrainingLog;
import sc.fiji.cairn.train.TrainingLoop;
import sc.fiji.cairn.train.TrainingOptions;

/**
 * The stages of a pretraining, trained one after the other until all are done, the user is content, or the loss is no
 * number any more.
 */
final class StageSequence {

	private final Progress progress;
	private final TrainingListener listener;
	private final TrainingLog log = new TrainingLog();
	private final List<Weights> kept = new ArrayList<>();
	private DivergedException diverged;
	private boolean stopped;

	StageSequence(final Progress progress, final TrainingListener listener) {
		this.progress = progress;
		this.listener = listener;
	}

	/**
	 * Trains the next stage. Every stage keeps its checkpoint to the end, so that a resumed run passes through finished ones
	 * at once.
	 *
	 * @param scope owner of what the stage needs while it is trained
	 */
	void train(final PretrainStage stage, final TrainingOptions options, final String fingerprint, final Scope scope) {
		final TrainingLog course = new TrainingLog();
		if (!stage.note().isEmpty()) progress.warn(stage.note());
		try {
			stopped = !new TrainingLoop<>(stage.learner(), options, fingerprint, course, List.of(listener), progress).train(scope,
				stage.name());
		}
		catch (final DivergedException e) {
			diverged = e;
		}
		finally {
			log.append(course);
		}
		// What a stage has not touched is as random as without it.
		if (!course.steps().isEmpty() || kept.isEmpty()) kept.addAll(stage.kept());
	}

	/** Tells whether there is no sense in another stage. */
	boolean isOver() {
		return stopped || diverged != null;
	}

	/** Tells whether the user has ended it early. */
	boolean isStopped() {
		return stopped;
	}

	/** Gets how the last stage failed; null if it did not. */
	DivergedException diverged() {
		return diverged;
	}

	/** Gets the course of all stages. */
	TrainingLog log() {
		return log;
	}

	/** Copies the parts of the network that the stages have trained and that a model keeps. */
	Map<String, HostArray> kept() {
		final Map<String, HostArray> arrays = new LinkedHashMap<>();
		kept.forEach(part -> arrays.putAll(part.export()));
		return arrays;
	}
}
