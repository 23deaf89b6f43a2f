// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.train.DivergedException;
import sc.fiji.cairn.train.Training;
import sc.fiji.cairn.train.TrainingLog;
import sc.fiji.cairn.train.TrainingLoop;
import sc.fiji.cairn.train.TrainingOptions;
import sc.fiji.cairn.train.TrainingSetup;

/**
 * The stages of a pretraining, trained one after the other until all are done, the user is content, or the loss is no
 * number any more.
 */
final class StageSequence implements Training.Course {

	private final List<PretrainStage> stages;
	private final UNet network;
	private final PretrainOptions options;
	private final TrainingSetup setup;
	private final TrainingLog log = new TrainingLog();
	private final List<Weights> kept = new ArrayList<>();
	private DivergedException diverged;
	private boolean stopped;

	/** @param network whose parts the stages train */
	StageSequence(final List<PretrainStage> stages, final UNet network, final PretrainOptions options, final TrainingSetup setup) {
		this.stages = stages;
		this.network = network;
		this.options = options;
		this.setup = setup;
	}

	@Override
	public int count() {
		return stages.size();
	}

	@Override
	public DivergedException train() {
		for (int i = 0; !stopped && diverged == null && i < stages.size(); i++)
			train(stages.get(i), setup.run().training(i, options.stage(i).run()));
		return diverged;
	}

	/**
	 * Trains the next stage. Every stage keeps its checkpoint to the end, so that a resumed run passes through finished ones
	 * at once.
	 */
	private void train(final PretrainStage stage, final TrainingOptions how) {
		final TrainingLog course = new TrainingLog();
		if (!stage.note().isEmpty()) setup.progress().warn(stage.note());
		try {
			stopped = !new TrainingLoop<>(stage.learner(), how, setup.fingerprint(stage.name()), course, List.of(setup.listener()), setup
				.progress()).train(setup.torch().scope(), stage.name());
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

	@Override
	public boolean isStopped() {
		return stopped;
	}

	@Override
	public TrainingLog log() {
		return log;
	}

	/** Copies what came with the model to start from, and the parts of the network that the stages have trained. */
	@Override
	public Map<String, HostArray> weights() {
		final Map<String, HostArray> arrays = setup.start().taken(network);
		kept.forEach(part -> arrays.putAll(part.export()));
		return arrays;
	}
}
