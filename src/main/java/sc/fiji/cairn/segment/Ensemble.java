// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.bioimageio.ModelPackage;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.SegmentationClass;

/**
 * Models that segment together, often trained alike but for the seed: their probabilities are averaged. Each prepares images
 * in its own way, so a model for slices goes with one for volumes. Or a package of bioimage.io, which segments alone.
 */
public final class Ensemble {

	private final List<ModelFile> models;
	private final ModelPackage foreign;

	private Ensemble(final List<ModelFile> models, final ModelPackage foreign) {
		this.models = List.copyOf(models);
		this.foreign = foreign;
	}

	/** Takes a model alone. */
	public static Ensemble of(final ModelFile model) {
		return new Ensemble(List.of(model), null);
	}

	/**
	 * Reads models, or a package. A package holds a program of its maker, so that who lets users choose files has to ask
	 * whether they trust it.
	 *
	 * @param files at least one
	 * @throws CairnException if a file is no model, one has been pretrained only, or they do not go together
	 */
	public static Ensemble read(final List<Path> files) {
		require(files);
		return ModelPackage.isPackage(files.get(0)) ? new Ensemble(List.of(), ModelPackage.read(files.get(0))) : new Ensemble(files
			.stream().map(ModelFile::read).toList(), null);
	}

	/**
	 * Makes sure, without reading weights, that models can segment together.
	 *
	 * @throws CairnException as {@link #read}
	 */
	public static void require(final List<Path> files) {
		final Optional<Path> foreign = files.stream().filter(ModelPackage::isPackage).findFirst();
		if (foreign.isPresent()) {
			if (files.size() > 1) throw CairnException.of("model", "The package " + foreign.get() +
				" segments alone, not together with other models; name it alone.");
			ModelPackage.read(foreign.get());
			return;
		}
		files.forEach(Segmenter::require);
		final List<Plan> plans = files.stream().map(file -> ModelFile.describe(file).plan()).toList();
		final int turning = plans.indexOf(turning(plans));
		for (int i = 1; i < plans.size(); i++) {
			requireAlike(files.get(0), plans.get(0), files.get(i), plans.get(i));
			requireDirections(files.get(turning), plans.get(turning), files.get(i), plans.get(i));
		}
	}

	private static void requireAlike(final Path first, final Plan own, final Path file, final Plan plan) {
		if (!values(own).equals(values(plan))) throw different(first, file, "the labels " + values(own), "the labels " + values(
			plan));
		final int channels = own.architecture().channels();
		final int others = plan.architecture().channels();
		if (channels != others) throw different(first, file, Words.count(channels,
			"channel"), Words.count(others, "channel"));
	}

	private static void requireDirections(final Path first, final Plan own, final Path file, final Plan plan) {
		if (own.directions() != null && plan.directions() != null && !own.directions().equals(plan.directions()))
			throw different(first, file, "axes that lead to " + own.directions(), "axes that lead to " + plan.directions());
	}

	private static CairnException different(final Path first, final Path file, final String own, final String other) {
		return CairnException.of("model", "The models " + first + " and " + file +
			" cannot segment together, because they are for " + own + " and " + other + "; name models that are for the same.");
	}

	private static List<Integer> values(final Plan plan) {
		return plan.classes().stream().map(SegmentationClass::value).toList();
	}

	/** Gets the plan by which images are turned: of the first model that knows where their axes lead, if there is one. */
	Plan turning() {
		return turning(models.stream().map(ModelFile::plan).toList());
	}

	private static Plan turning(final List<Plan> plans) {
		return plans.stream().filter(plan -> plan.directions() != null).findFirst().orElse(plans.get(0));
	}

	/** Gets the package that segments alone, if it is one. */
	Optional<ModelPackage> foreign() {
		return Optional.ofNullable(foreign);
	}

	/** Gets what is told apart, background first. */
	List<SegmentationClass> classes() {
		return foreign == null ? models.get(0).plan().classes() : foreign.classes();
	}

	/** Gets the models; none if a package segments. */
	List<ModelFile> models() {
		return models;
	}
}
