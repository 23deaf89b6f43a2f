// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Provenance;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.network.SliceWeights;
import sc.fiji.cairn.network.Style;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.Fingerprint;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.volume.AxisCodes;

/**
 * What a training starts from: a model, which then decides the shape of the network and how volumes become its input,
 * or random weights. The weights of a model for slices can be carried into a network for volumes ({@link SliceWeights}).
 */
public final class InitialWeights {

	private final Path file;
	private final ModelFile parent;

	private InitialWeights(final Path file, final ModelFile parent) {
		this.file = file;
		this.parent = parent;
	}

	/**
	 * Reads the model to start from.
	 *
	 * @param file model; none for random weights
	 * @throws CairnException if there is no such file, or it is broken or no model
	 */
	public static InitialWeights of(final Optional<Path> file) {
		return new InitialWeights(file.orElse(null), file.map(ModelFile::read).orElse(null));
	}

	/**
	 * Makes sure that the model, if there is one, can become what is asked for.
	 *
	 * @throws CairnException if it sees volumes instead of slices
	 */
	public void requireDimensions(final Dimensions dimensions) {
		if (parent == null || dimensions != Dimensions.TWO || isFlat()) return;
		throw CairnException.of("dimensions", "The pretrained model " + file + " sees volumes and cannot become a network that " +
			"sees slices; set dimensions=3, or leave out the model.");
	}

	private boolean isFlat() {
		return parent.plan().architecture().dimensions() == 2;
	}

	/**
	 * Gets the plan of the model, or makes a new one, for slices or volumes.
	 *
	 * @param classes number of classes that the labels tell apart, background included
	 * @param progress told what was planned in 3D, and why, if that was to be decided
	 * @throws CairnException if the pixels of a volume are of quite another size, or the volumes do not suit the options
	 */
	public NetworkPlan plan(final List<PreparedVolume> stacks, final int classes, final NetworkOptions options,
		final Progress progress)
	{
		final Fingerprint fingerprint = Fingerprint.of(stacks, classes);
		if (parent == null && options.given().isPresent()) return given(stacks, options.given().get(), fingerprint);
		if (parent == null && options.dimensions() == Dimensions.AUTO) progress.log(options.dimensions().reason(fingerprint));
		final boolean carried = parent != null && isFlat() && options.dimensions() == Dimensions.THREE;
		if (!carried && (parent != null || !options.dimensions().isVolumes(fingerprint))) return new NetworkPlan(architecture(options,
			stacks), preprocessing(stacks, options), fingerprint);
		final VolumePlanner planner = carried ? new VolumePlanner(fingerprint, architecture(options, stacks), parent.plan()
			.preprocessing(), options) : new VolumePlanner(fingerprint, CaseLoader.channels(stacks), options);
		final NetworkPlan plan = planner.plan();
		progress.log(planner.words(plan));
		stacks.forEach(plan.preprocessing()::requireFit);
		return plan;
	}

	private static NetworkPlan given(final List<PreparedVolume> stacks, final NetworkPlan plan, final Fingerprint fingerprint) {
		CaseLoader.requireChannels(stacks, plan.architecture().channels());
		stacks.forEach(plan.preprocessing()::requireFit);
		return new NetworkPlan(plan.architecture(), plan.preprocessing(), fingerprint);
	}

	/** Gets the shape of the model's network, or of a new one. */
	public Architecture architecture(final NetworkOptions options) {
		return parent == null ? options.architecture() : parent.plan().architecture();
	}

	/**
	 * Gets the shape of the model's network, or of a new one for images like the given ones.
	 *
	 * @throws sc.fiji.cairn.CairnException if the images differ in their number of channels, or it is not that of the model
	 */
	public Architecture architecture(final NetworkOptions options, final List<PreparedVolume> stacks) {
		final Architecture architecture = architecture(options);
		if (parent == null) return architecture.withChannels(CaseLoader.channels(stacks));
		CaseLoader.requireChannels(stacks, architecture.channels());
		return architecture;
	}

	/**
	 * Gets the preparation of the model, or plans a new one.
	 *
	 * @throws CairnException if the pixels of a volume are of quite another size
	 */
	public Preprocessing preprocessing(final List<PreparedVolume> stacks, final NetworkOptions options) {
		final Preprocessing preprocessing = parent != null ? parent.plan().preprocessing() : options.given().map(
			NetworkPlan::preprocessing).orElseGet(() -> Preprocessing.of(stacks, options.size(), options.spacing(), architecture(options)
				.multiple()));
		stacks.forEach(preprocessing::requireFit);
		return preprocessing;
	}

	/**
	 * Takes over all arrays of encoder and decoder that the model has, by name; without a model none.
	 *
	 * @param progress told what was taken over
	 */
	public void transfer(final UNet network, final Progress progress) {
		if (parent == null) return;
		final int taken = load(network.encoder()) + load(network.decoder());
		final int all = network.encoder().names().size() + network.decoder().names().size();
		progress.log(taken == all ? "The network starts with all weights of the pretrained model."
			: "The network starts with the weights of the pretrained model in " + taken + " of " + all +
				" arrays, and with random ones in the others.");
		if (isFlat() && network.architecture().dimensions() == 3) progress.log(
			"The model is for slices: its kernels are put into the middle planes of those of the network for volumes.");
	}

	private int load(final Weights part) {
		return part.load(SliceWeights.inVolumes(parent.weights(), parent.plan().architecture().style(), part));
	}

	/**
	 * Takes over the last layer if the model tells apart classes of the given label values.
	 *
	 * @param head kernel and bias of the last layer
	 * @param values label values of the classes to learn, background first
	 * @param progress told if it was taken over, or why not
	 */
	public void transferHead(final Weights head, final List<Integer> values, final Progress progress) {
		if (classes().isEmpty()) return;
		final List<Integer> known = classes().stream().map(SegmentationClass::value).toList();
		if (known.equals(values)) {
			load(head);
			progress.log("So does its last layer, because the labels " + values + " are those of the model.");
		}
		else progress.warn("The last layer starts anew, because the model is for the labels " + known + " and not for " +
			values + ".");
	}

	/**
	 * Tells if the model's network is that of another system than the one which decides how it is trained. Networks for
	 * volumes are no system's.
	 *
	 * @param design network of that one
	 * @param progress told if they differ
	 */
	public void compare(final Design design, final Progress progress) {
		if (parent == null || parent.plan().architecture().dimensions() == 3) return;
		final Style style = parent.plan().architecture().style();
		if (style.equals(design.style())) return;
		final String own = Arrays.stream(Design.values()).filter(one -> one.style().equals(style)).map(InitialWeights::preset)
			.findFirst().orElse("");
		progress.warn("The model to start from has " + (own.isEmpty() ? "a network of its own" : "the network of " + own) +
			", but loss, optimiser and augmentation are those of " + preset(design) + (own.isEmpty() ? "." : "; give " + own +
				" to train on as its system does."));
	}

	private static String preset(final Design design) {
		return "preset=" + design.name().toLowerCase(Locale.ROOT);
	}

	/** Copies the arrays of encoder and decoder, as they are now, that came from the model; without one none. */
	public Map<String, HostArray> taken(final UNet network) {
		final Map<String, HostArray> taken = new LinkedHashMap<>();
		if (parent != null) Stream.of(network.encoder(), network.decoder()).forEach(part -> taken.putAll(part.export()));
		if (parent != null) taken.keySet().retainAll(parent.weights().keySet());
		return taken;
	}

	/** Gets the classes that the model tells apart, background first; none without a model, or if it was only pretrained. */
	public List<SegmentationClass> classes() {
		return parent == null ? List.of() : parent.plan().classes();
	}

	/** Gets where the axes of volumes are to lead; unknown without a model, or if the model does not know. */
	public AxisCodes directions() {
		return parent == null || parent.plan().directions() == null ? AxisCodes.UNKNOWN : parent.plan().directions();
	}

	/** Gets how the model came to be; null without one. */
	public Provenance provenance() {
		return parent == null ? null : parent.plan().provenance();
	}

	/** Returns a number that differs where the weights to start from do, for {@link TrainingRun#fingerprint}. */
	public int fingerprint() {
		return parent == null ? 0 : parent.weights().hashCode();
	}

	/** Says where the weights are from: {@code from FILE} or {@code from scratch}. */
	@Override
	public String toString() {
		return parent == null ? "from scratch" : "from " + file;
	}
}
