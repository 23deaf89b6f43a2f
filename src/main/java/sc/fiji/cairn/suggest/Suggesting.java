// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.cases.LabelledStacks;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.volume.VolumeIO;

/** Says what to label next: which slices or volumes of a folder, those first that a network learns most from. */
public final class Suggesting {

	private final VolumeIO io;
	private final SuggestOptions options;
	private final Progress progress;

	/** Prepares to suggest. */
	public Suggesting(final VolumeIO io, final SuggestOptions options, final Progress progress) {
		this.io = io;
		this.options = options;
		this.progress = progress;
	}

	/**
	 * Reads the volumes, and chooses.
	 *
	 * @return as many suggestions as the budget allows; fewer if less is left to label
	 * @throws CairnException if a folder or a file is wrong, the strategy needs another model, or all is labelled
	 * @throws java.util.concurrent.CancellationException if the user asks for it
	 */
	public List<Suggestion> run() {
		final ModelFile model = model();
		final List<Case> cases = options.cases();
		final List<Looked> volumes = read(cases);
		final List<float[][]> features = options.strategy().compares() ? features(volumes, model) : null;
		final List<double[]> uncertainties = options.strategy().needsModel() ? uncertainties(cases, model) : null;
		List<Candidate> candidates = new ArrayList<>();
		for (int i = 0; i < volumes.size(); i++)
			for (int z = 0; z < volumes.get(i).depth(); z++)
				candidates.add(new Candidate(cases.get(i), z, volumes.get(i).depth(), volumes.get(i).labelled()[z], features == null
					? new float[0] : features.get(i)[z], uncertainties == null ? Double.NaN : uncertainties.get(i)[z]));
		if (options.budget().volumes()) candidates = Candidate.volumes(candidates);
		return choose(candidates);
	}

	/**
	 * Makes sure that there is a model if the strategy needs one.
	 *
	 * @throws CairnException if not
	 */
	public void requireModel() {
		model();
	}

	private List<Suggestion> choose(final List<Candidate> candidates) {
		final List<Candidate> chosen = new Chooser(options.strategy(), options.seed()).choose(candidates, options.budget().count());
		final String unit = options.budget().volumes() ? "volume" : "slice";
		if (chosen.isEmpty()) throw new CairnException("All " + unit + "s are labelled" + (options
			.budget().volumes() ? " at least in part" : "") + ", so there is nothing to suggest; add volumes.");
		progress.log("Suggests " + Words.count(chosen.size(), unit) + " of " + candidates.stream().filter(one -> !one.labelled())
			.count() + " without labels" + options.budget().time(chosen.size()) + ".");
		final List<Suggestion> suggestions = new ArrayList<>();
		for (final Candidate one : chosen)
			suggestions.add(Suggestion.of(suggestions.size() + 1, one));
		return suggestions;
	}

	private ModelFile model() {
		final ModelFile model = options.model().map(ModelFile::read).orElse(null);
		if (options.strategy().needsModel() && (model == null || !model.plan().segments())) throw CairnException.of("model",
			"The strategy " + options.strategy().title() + " needs a model that segments, " + (model == null ? "but none is given"
				: "but " + options.model().get() + " has been pretrained only") + "; fine-tune one first, or use strategy=equal.");
		return model;
	}

	/**
	 * A volume that was read.
	 *
	 * @param stack its slices; null if they do not matter
	 * @param labelled for each slice whether something is known of it
	 */
	private record Looked(PreparedVolume stack, boolean[] labelled) {

		int depth() {
			return labelled.length;
		}
	}

	/** Reads each volume by itself, so that none is turned to lie as others do: the numbers of slices are those of the file. */
	private List<Looked> read(final List<Case> cases) {
		progress.stage("Reading images", cases.size());
		final List<Looked> volumes = new ArrayList<>();
		for (final Case one : cases) {
			final CaseLoader loader = new CaseLoader(io, options.selection(), PreparedVolumeStore.inMemory(), progress.silently());
			final List<PreparedVolume> frames = one.label() == null ? loader.series(List.of(one)).get(0) : LabelledStacks.read(List
				.of(one), List.of(), options.rule(), loader).training();
			if (frames.size() > 1) throw CairnException.of("frame", "The image " + one.image() + " has " + frames.size() +
				" time points, but one of each image is looked at; choose it by the parameter frame, from 1.");
			final PreparedVolume stack = frames.get(0);
			final boolean[] labelled = new boolean[stack.depth()];
			for (int z = 0; z < labelled.length; z++)
				labelled[z] = stack.isKnown(z);
			volumes.add(new Looked(options.strategy().compares() ? stack : null, labelled));
			progress.advance(volumes.size(), one.name());
		}
		return volumes;
	}

	private List<float[][]> features(final List<Looked> volumes, final ModelFile model) {
		if (model == null) return SliceFeatures.placed(describe(volumes, SliceFeatures::intensities), false);
		try (Torch torch = Torch.open(options.device(), progress)) {
			return SliceFeatures.placed(describe(volumes, new EncoderFeatures(model, torch.scope())), true);
		}
	}

	private List<float[][]> describe(final List<Looked> volumes, final SliceFeatures features) {
		progress.stage("Comparing slices", volumes.size());
		final List<float[][]> described = new ArrayList<>();
		for (final Looked volume : volumes) {
			described.add(features.of(volume.stack(), progress));
			progress.advance(described.size(), volume.stack().name());
		}
		return described;
	}

	private List<double[]> uncertainties(final List<Case> cases, final ModelFile model) {
		progress.stage("Predicting", cases.size());
		final List<double[]> uncertainties = new ArrayList<>();
		try (Uncertainty uncertainty = new Uncertainty(model, options.device(), options.selection(), io, progress.silently())) {
			for (final Case one : cases) {
				uncertainties.add(uncertainty.of(one.image()));
				progress.advance(uncertainties.size(), one.name());
			}
		}
		return uncertainties;
	}
}
