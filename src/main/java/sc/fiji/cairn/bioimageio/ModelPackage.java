// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bioimageio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Sha256;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.torch.HostArray;

/**
 * A package of bioimage.io, format 0.5, with a TorchScript network of one input that labels can be made of. The network is a
 * program: whoever runs it trusts its maker.
 *
 * @param file where it lies
 * @param inputs axes of the input, in the order of the network
 * @param outputs axes of the output
 * @param before what is done before the network
 * @param after what is done to what it gives
 * @param classes what it tells apart, background first
 * @param exclusive whether channels are the probabilities of all classes, rather than each that of one class alone
 * @param network TorchScript
 * @param testInput what it is tested with; null if there is nothing
 * @param testOutput what comes out of it then
 */
public record ModelPackage(Path file, List<PackageAxis> inputs, List<PackageAxis> outputs, Processing before,
	Processing after, List<SegmentationClass> classes, boolean exclusive, byte[] network, HostArray testInput,
	HostArray testOutput)
{

	private static final List<String> DESCRIPTIONS = List.of("rdf.yaml", "bioimageio.yaml");

	/** What entries may unpack to, as a multiple of the file, and beside that. */
	private static final long MOST_UNPACKED = 50;
	private static final long SMALL = 1L << 24;

	/** Rounding of probabilities, which somebody may have saved with few digits. */
	private static final double TOLERANCE = 0.01;

	/** Tells, by what it holds, whether a file is a package, be it one that is understood or not. */
	public static boolean isPackage(final Path file) {
		if (!Files.isRegularFile(file)) return false;
		try (ZipFile zip = new ZipFile(file.toFile())) {
			return DESCRIPTIONS.stream().anyMatch(name -> zip.getEntry(name) != null);
		}
		catch (final IOException e) {
			// That is what other files are.
			return false;
		}
	}

	/**
	 * Reads a package, and runs nothing of it.
	 *
	 * @throws CairnException if it is broken, or cannot be run here; says why
	 */
	public static ModelPackage read(final Path file) {
		try (ZipFile zip = new ZipFile(file.toFile())) {
			final String name = DESCRIPTIONS.stream().filter(one -> zip.getEntry(one) != null).findFirst().orElseThrow();
			return of(zip, description(file, new String(bytes(zip, file, name), StandardCharsets.UTF_8)));
		}
		catch (final IOException e) {
			throw new CairnException("The package " + file + " cannot be read (" + e.getMessage() + "); copy or download it again.", e);
		}
	}

	private static Entry description(final Path file, final String text) {
		final Entry root;
		try {
			root = new Entry(file, "", YamlReader.read(text));
		}
		catch (final IllegalArgumentException e) {
			throw new CairnException("The description in the package " + file + " is not understood (" + e.getMessage() +
				"); download the package again, or ask its maker.", e);
		}
		if (!root.at("type").text("").equals("model")) throw root.unfit("it holds no model");
		final String format = String.valueOf(root.at("format_version").value());
		if (!format.startsWith("0.5")) throw new CairnException("The package " + file + " is of the format " + format +
			" of bioimage.io, and only 0.5 is read; update it in Python by bioimageio update-format, or download it anew.");
		return root;
	}

	private static ModelPackage of(final ZipFile zip, final Entry root) throws IOException {
		final Path file = root.file();
		final Entry input = only(root.at("inputs"), "input");
		final Entry output = only(root.at("outputs"), "output");
		final String tensor = input.at("id").text("input");
		final List<PackageAxis> inputs = input.at("axes").items().stream().map(PackageAxis::input).toList();
		final List<PackageAxis> outputs = output.at("axes").items().stream().map(axis -> PackageAxis.output(axis, tensor, inputs)).toList();
		requireAxes(input, inputs);
		requireAxes(output, outputs);
		if (inputs.stream().filter(PackageAxis::isSpace).count() != outputs.stream().filter(PackageAxis::isSpace).count()) throw output
			.unfit("its output lacks an axis of its input");
		final Entry weights = root.at("weights").at("torchscript");
		if (!weights.isThere()) throw root.unfit("its weights are not TorchScript but " + (root.at("weights").value() instanceof Map<?, ?> map
			? String.join(", ", map.keySet().stream().map(String::valueOf).toList()) : "missing"));
		final byte[] network = source(zip, weights);
		final HostArray expected = array(zip, output.at("test_tensor"));
		if (expected == null) throw output.unfit("it has no test output, which would tell what its numbers mean");
		final List<Entry> channels = names(output);
		final boolean exclusive = isExclusive(output, expected, outputs, channels.size());
		final boolean flat = inputs.stream().noneMatch(axis -> axis.id().equals("z"));
		return new ModelPackage(file, inputs, outputs, Processing.of(input.at("preprocessing"), flat, tensor), Processing.of(output.at(
			"postprocessing"), flat, output.at("id").text("output")), classes(root, channels, exclusive), exclusive, network, array(zip,
				input.at("test_tensor")), expected);
	}

	/** Gets the one array that goes in or comes out; others that come out are left. */
	private static Entry only(final Entry list, final String kind) {
		final List<Entry> needed = list.items().stream().filter(one -> one.at("optional").value() != Boolean.TRUE).toList();
		if (needed.isEmpty() || kind.equals("input") && needed.size() > 1) throw list.unfit("it has " + needed.size() + " " + kind +
			"s, where one is needed");
		return needed.get(0);
	}

	private static void requireAxes(final Entry tensor, final List<PackageAxis> axes) {
		final List<String> names = axes.stream().map(PackageAxis::id).toList();
		if (names.contains("y") && names.contains("x") && names.stream().distinct().count() == names.size())
			return;
		throw tensor.unfit("the axes of its " + tensor.path() + " are " + String.join(", ", names) + ", where y and x are needed, each once");
	}

	private static List<Entry> names(final Entry output) {
		return output.at("axes").items().stream().filter(axis -> axis.at("type").text().equals("channel")).findFirst().map(axis -> axis.at(
			"channel_names").items()).orElse(List.of(output.at("id")));
	}

	/** Tells by the test output what the channels mean. */
	private static boolean isExclusive(final Entry output, final HostArray test, final List<PackageAxis> axes, final int channels) {
		final int axis = axes.stream().map(PackageAxis::id).toList().indexOf("channel");
		final boolean fits = test.shape().length == axes.size() && (axis < 0 || test.shape()[axis] == channels);
		if (!fits) throw output.unfit("its test output has other axes than it says");
		int stride = 1;
		for (int d = test.shape().length - 1; d > axis && axis >= 0; d--)
			stride *= (int) test.shape()[d];
		boolean sums = channels > 1;
		for (int i = 0; i < test.values().length; i++) {
			final float value = test.values()[i];
			if (!(value >= -TOLERANCE && value <= 1 + TOLERANCE)) throw output.unfit("its output is not made of probabilities (" + value +
				" is in its test output), so that nobody can tell labels from it");
			if (i / stride % channels > 0 || !sums) continue;
			double sum = 0;
			for (int c = 0; c < channels; c++)
				sum += test.values()[i + c * stride];
			sums = Math.abs(sum - 1) < TOLERANCE;
		}
		return sums;
	}

	private static List<SegmentationClass> classes(final Entry root, final List<Entry> channels, final boolean exclusive) {
		final List<Entry> values = root.at("config").at("cairn").at("values").items();
		final List<Entry> titles = root.at("config").at("cairn").at("names").items();
		final boolean own = exclusive && values.size() == channels.size() && titles.size() == channels.size();
		final List<SegmentationClass> classes = new ArrayList<>();
		if (!exclusive) classes.add(new SegmentationClass(0, "background"));
		for (int i = 0; i < channels.size(); i++)
			classes.add(new SegmentationClass(own ? values.get(i).whole() : classes.size(), own ? titles.get(i).text() : channels.get(i)
				.text("channel " + i)));
		return List.copyOf(classes);
	}

	private static HostArray array(final ZipFile zip, final Entry file) throws IOException {
		if (!file.isThere()) return null;
		try {
			return NpyReader.read(source(zip, file));
		}
		catch (final IllegalArgumentException e) {
			throw file.unfit("its " + file.path() + " is not understood (" + e.getMessage() + ")");
		}
	}

	/** Reads a file that the description names, if it is in the package and is the one that is meant. */
	private static byte[] source(final ZipFile zip, final Entry file) throws IOException {
		final String name = file.at("source").text().replaceFirst("^\\./", "");
		if (zip.getEntry(name) == null) throw file.unfit("its file " + name + " is not in it; download the package whole");
		final byte[] content = bytes(zip, file.file(), name);
		final String sum = file.at("sha256").text("");
		if (!sum.isEmpty() && !Sha256.of(content).equalsIgnoreCase(sum)) throw new CairnException("The package " + file.file() +
			" is damaged: the checksum of " + name + " is wrong; copy or download it again.");
		return content;
	}

	private static byte[] bytes(final ZipFile zip, final Path file, final String name) throws IOException {
		final ZipEntry entry = zip.getEntry(name);
		final long most = Math.min(Integer.MAX_VALUE - 9, SMALL + MOST_UNPACKED * Files.size(file));
		try (InputStream in = zip.getInputStream(entry)) {
			final byte[] content = in.readNBytes((int) most + 1);
			if (content.length > most) throw new IOException(name + " is more than a file of its size can hold");
			return content;
		}
	}

	/** Tells whether the network sees single slices. */
	public boolean isFlat() {
		return inputs.stream().noneMatch(axis -> axis.id().equals("z"));
	}

	/** Returns the number of channels that go in. */
	public int channels() {
		return inputs.stream().filter(axis -> axis.id().equals("channel")).mapToInt(PackageAxis::min).findFirst().orElse(1);
	}

	/** Returns the number of channels that come out. */
	public int channelsOut() {
		return exclusive ? classes.size() : classes.size() - 1;
	}

	/** Gets the axes of space of the output, by Z, Y and X; one of the length 1 for the slices of a 2D network. */
	public List<PackageAxis> space() {
		final Map<String, PackageAxis> space = new LinkedHashMap<>();
		for (final String id : List.of("z", "y", "x"))
			space.put(id, outputs.stream().filter(axis -> axis.id().equals(id)).findFirst().orElse(new PackageAxis(id, 1, 0, 0, 0, 1, "")));
		return List.copyOf(space.values());
	}
}
