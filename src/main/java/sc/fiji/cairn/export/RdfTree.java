// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import sc.fiji.cairn.Sha256;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.report.Citations.Work;
import sc.fiji.cairn.sampling.Preprocessing;

/**
 * The description of a package of bioimage.io, format 0.5, as maps and lists. What the format cannot say is under
 * {@code config.cairn}.
 */
final class RdfTree {

	/** Name of the description in packages. */
	static final String FILE = "rdf.yaml";

	static final String WEIGHTS = "weights.pt";
	static final String README = "README.md";
	static final String COVER = "cover.png";
	static final String INPUT = "test_input.npy";
	static final String OUTPUT = "test_output.npy";

	/** Oldest format that knows all that is said here. */
	private static final String FORMAT = "0.5.3";

	/** PyTorch that every program which runs TorchScript has or follows; newer ones load the module, too. */
	private static final String PYTORCH = "1.13.1";

	/** Where the works are listed that have no DOI here. */
	private static final String REFERENCES = "https://github.com/fiji/Cairn/blob/main/docs/references.md";

	private static final double MICROMETRES = 1000;

	private final Plan plan;
	private final ExportOptions options;
	private final boolean stacks;
	private final List<String> space;

	RdfTree(final Plan plan, final ExportOptions options) {
		this.plan = plan;
		this.options = options;
		stacks = plan.preprocessing().isFlat() && !options.slices();
		space = plan.preprocessing().isFlat() && options.slices() ? List.of("y", "x") : List.of("z", "y", "x");
	}

	/**
	 * Gets the tree.
	 *
	 * @param files all other files of the package, by name
	 * @param timestamp ISO 8601
	 */
	Map<String, Object> of(final About about, final Usage usage, final List<Work> works, final Map<String, byte[]> files,
		final String timestamp)
	{
		final Map<String, Object> tree = new LinkedHashMap<>();
		tree.put("format_version", FORMAT);
		tree.put("type", "model");
		tree.put("name", about.name());
		tree.put("description", description());
		tree.put("timestamp", timestamp);
		tree.put("authors", about.authors().stream().map(author -> map("name", author)).toList());
		tree.put("cite", works.stream().map(RdfTree::citation).toList());
		tree.put("license", about.licence());
		tree.put("documentation", README);
		tree.put("covers", List.of(COVER));
		tree.put("tags", List.of("unet", "segmentation", "semantic-segmentation", "pytorch", plan.preprocessing().isFlat() ? "2d"
			: "3d", "fiji", "cairn"));
		tree.put("inputs", List.of(input(files)));
		tree.put("outputs", List.of(output(files)));
		tree.put("weights", map("torchscript", with(source(files, WEIGHTS), "pytorch_version", PYTORCH)));
		tree.put("config", map("cairn", config(usage)));
		return tree;
	}

	private String description() {
		return "Segments " + plan.classes().stream().skip(1).map(SegmentationClass::name).collect(Collectors.joining(", ")) +
			" in " + (plan.preprocessing().isFlat() ? "slices" : "volumes") + ".";
	}

	private static Map<String, Object> citation(final Work work) {
		return work.doi().isEmpty() ? map("text", work.text(), "url", work.url().isEmpty() ? REFERENCES : work.url()) : map("text",
			work.text(), "doi", work.doi());
	}

	private Map<String, Object> input(final Map<String, byte[]> files) {
		final List<Object> axes = new ArrayList<>(List.of(map("type", "batch"), map("type", "channel", "id", "channel",
			"channel_names", IntStream.range(0, plan.architecture().channels()).mapToObj(i -> "channel" + i).toList())));
		space.forEach(axis -> axes.add(scaled(axis, map("type", "space", "id", axis, "size", map("min", least(axis), "step",
			multiple(axis))))));
		return with(map("id", "image", "axes", axes, "data", map("type", "float32"), "test_tensor", source(files, INPUT)),
			"preprocessing", preprocessing());
	}

	private Map<String, Object> output(final Map<String, byte[]> files) {
		final List<Object> axes = new ArrayList<>(List.of(map("type", "batch"), map("type", "channel", "id", "channel",
			"channel_names", names())));
		for (final String axis : space) {
			final Map<String, Object> one = map("type", "space", "id", axis, "size", map("tensor_id", "image", "axis_id", axis));
			final int halo = halo(axis);
			axes.add(scaled(axis, halo > 0 ? with(one, "halo", halo) : one));
		}
		return map("id", "probabilities", "axes", axes, "data", map("type", "float32", "range", List.of(0.0, 1.0)),
			"test_tensor", source(files, OUTPUT));
	}

	/** Names of channels have to be different, and identifiers of Python. */
	private List<String> names() {
		final Set<String> names = new LinkedHashSet<>();
		for (final SegmentationClass one : plan.classes()) {
			final String name = one.name().replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^(?=[0-9])", "_");
			names.add(name.isEmpty() || names.contains(name) ? name + "_" + one.value() : name);
		}
		return List.copyOf(names);
	}

	private List<Object> preprocessing() {
		if (options.normalises()) return List.of();
		return List.of(map("id", "scale_range", "kwargs", map("axes", space, "min_percentile", 1.0, "max_percentile", 99.0, "eps",
			Example.EPSILON)), map("id", "clip", "kwargs", map("min", 0.0, "max", (double) Preprocessing.BRIGHTEST)));
	}

	private Map<String, Object> scaled(final String axis, final Map<String, Object> described) {
		final Preprocessing input = plan.preprocessing();
		final double spacing = axis.equals("z") ? input.spacingZ() : input.spacing();
		return spacing > 0 ? with(with(described, "unit", "micrometer"), "scale", spacing * MICROMETRES) : described;
	}

	/** Gets the place of an axis among those of the network; none for the slices of a 2D one. */
	private int place(final String axis) {
		return space.indexOf(axis) - (stacks ? 1 : 0);
	}

	private int multiple(final String axis) {
		return place(axis) < 0 ? 1 : plan.architecture().multiple(place(axis));
	}

	private int least(final String axis) {
		return place(axis) < 0 ? 1 : Math.toIntExact(plan.preprocessing().shape()[place(axis)]);
	}

	/** Gets how much of a tile depends on what lies beyond it; no more than leaves something of the smallest tile. */
	private int halo(final String axis) {
		final Architecture network = plan.architecture();
		if (place(axis) < 0 || network.style().seesAll()) return 0;
		final int multiple = multiple(axis);
		final int reach = (network.reach(place(axis)) + multiple - 1) / multiple * multiple;
		return Math.min(reach, (least(axis) - multiple) / 2 / multiple * multiple);
	}

	private static Map<String, Object> config(final Usage usage) {
		return map("software", usage.software(), "normalisation", usage.normalisation(), "values", usage.classes().stream().map(
			SegmentationClass::value).toList(), "names", usage.classes().stream().map(SegmentationClass::name).toList(), "spacing_mm",
			usage.spacing(), "window", usage.window(), "multiple", usage.multiple(), "directions", usage.directions(), "limits",
			usage.limits(), "trainings", usage.trainings().stream().map(one -> map("stage", one.stage(), "steps", one.steps(),
				"seconds", one.seconds(), "cases", one.cases(), "device", one.device(), "software", one.software(), "finished", one
					.finished())).toList());
	}

	private static Map<String, Object> source(final Map<String, byte[]> files, final String name) {
		return map("source", name, "sha256", Sha256.of(files.get(name)));
	}

	private static Map<String, Object> map(final Object... keysAndValues) {
		final Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2)
			map.put((String) keysAndValues[i], keysAndValues[i + 1]);
		return map;
	}

	private static Map<String, Object> with(final Map<String, Object> map, final String key, final Object value) {
		final Map<String, Object> more = new LinkedHashMap<>(map);
		more.put(key, value);
		return more;
	}
}
