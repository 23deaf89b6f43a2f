// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.ScriptArchive;
import sc.fiji.cairn.volume.Axis;

/**
 * U-Nets with their weights, as one TorchScript module that needs nothing else. Of its methods, all of which also train
 * after {@code train()} in Python:
 * <ul>
 * <li>{@code forward(x)} gives probabilities (N, classes, ...) of normalised intensities (N, C, ...), as mean over the
 * networks and over mirrored images; 2D networks also take stacks (N, C, Z, Y, X);</li>
 * <li>{@code normalise(x)} normalises the intensities of whole images;</li>
 * <li>{@code logits0(x)}, {@code logits1(x)}, ... give the class scores of each network;</li>
 * <li>{@code maps0(x)}, ... give the maps of each encoder, finest first.</li>
 * </ul>
 * Networks without a head have {@code maps0} only, and {@code forward} gives the coarsest map.
 *
 * @param members the networks, all for the same input and classes
 * @param classes number of classes, background included; 0 for encoders alone
 * @param mirroring axes along which images are mirrored, too, X or Y
 * @param normalises whether {@code forward} normalises the intensities that it is given
 */
public record StandaloneUNet(List<Member> members, int classes, List<Axis> mirroring, boolean normalises) {

	private static final String SELF = "self: __torch__.cairn.UNet";

	/**
	 * A network.
	 *
	 * @param weights its arrays, by the names that the architecture gives them
	 */
	public record Member(Architecture architecture, Map<String, HostArray> weights) {}

	/** Gets the module, with texts that Python reads as {@code _extra_files}. */
	public ScriptArchive archive(final Map<String, String> extras) {
		final Map<String, HostArray> parameters = new LinkedHashMap<>();
		final Map<String, HostArray> buffers = new LinkedHashMap<>();
		for (int i = 0; i < members.size(); i++) {
			final Member member = members.get(i);
			for (final String name : names(member.architecture()))
				(Weights.isStatistic(name) ? buffers : parameters).put(attribute(i, name), member.weights().get(name));
		}
		return new ScriptArchive("UNet", text(parameters.keySet(), buffers.keySet()), parameters, buffers, extras);
	}

	private List<String> names(final Architecture architecture) {
		final List<String> names = new ArrayList<>(architecture.encoder().keySet());
		if (classes > 0) names.addAll(architecture.decoder().keySet());
		if (classes > 0) names.addAll(architecture.head(classes).keySet());
		return names;
	}

	private static String attribute(final int member, final String name) {
		return "net" + member + "_" + name.replace('.', '_');
	}

	private static String attributes(final int member, final Collection<String> names) {
		return names.stream().map(name -> "self." + attribute(member, name)).collect(Collectors.joining(", ", "[", "]"));
	}

	private String text(final Collection<String> parameters, final Collection<String> buffers) {
		final StringBuilder text = new StringBuilder(resource("unet.torchscript") //
			.replace("__parameters__ = []", "__parameters__ = " + quoted(parameters)) //
			.replace("__buffers__ = []", "__buffers__ = " + quoted(buffers)) //
			.replace("  training : bool\n", "  training : bool\n" + declared(parameters) + declared(buffers)) //
			.replace("def logits(", "def network("));
		text.append("\n");
		for (int i = 0; i < members.size(); i++)
			append(text, i, members.get(i).architecture());
		if (classes == 0) return text.append(method("forward", "x: Tensor", "Tensor", "self.maps0(x)[-1]")).toString();
		text.append(method("dimensions", "", "int", "" + members.get(0).architecture().dimensions()));
		text.append(method("normalises", "", "bool", normalises ? "True" : "False"));
		return text.append(probabilities()).append(resource("standalone.torchscript")).toString();
	}

	private static String quoted(final Collection<String> names) {
		return names.stream().map(name -> '"' + name + "\", ").collect(Collectors.joining("", "[", "]"));
	}

	private static String declared(final Collection<String> names) {
		return names.stream().map(name -> "  " + name + " : Tensor\n").collect(Collectors.joining());
	}

	private static String method(final String name, final String parameters, final String type, final String result) {
		return "\n  def " + name + "(" + SELF + (parameters.isEmpty() ? "" : ", " + parameters) + ") -> " + type +
			":\n    return " + result + "\n";
	}

	private void append(final StringBuilder text, final int member, final Architecture architecture) {
		final String table = architecture.table().stream().map(Arrays::toString).collect(Collectors.joining(", ", "[", "]"));
		text.append(method("table" + member, "", "List[List[float]]", table));
		text.append(method("maps" + member, "x: Tensor", "List[Tensor]", "self.encode(x, " + attributes(member, architecture
			.encoder().keySet()) + ", self.table" + member + "()[:" + architecture
				.levels() + "], self.training, False, 1.)"));
		if (classes == 0) return;
		final List<String> body = new ArrayList<>(architecture.encoder().keySet());
		body.addAll(architecture.decoder().keySet());
		text.append(method("logits" + member, "x: Tensor", "Tensor", "self.network(x, " + attributes(member, body) + ", " +
			attributes(member, architecture.head(classes).keySet()) + ", torch.tensor(self.table" + member +
			"(), dtype=7), torch.tensor(self.training), torch.tensor(False))"));
	}

	/** Writes the method that averages over networks and mirrored images. */
	private String probabilities() {
		final List<String> terms = new ArrayList<>();
		for (final List<Integer> axes : ways())
			for (int i = 0; i < members.size(); i++)
				terms.add(axes.isEmpty() ? "torch.softmax(self.logits" + i + "(x), 1)" : "torch.flip(torch.softmax(self.logits" + i +
					"(torch.flip(x, " + axes + ")), 1), " + axes + ")");
		final StringBuilder text = new StringBuilder("\n  def probabilities(" + SELF + ", x: Tensor) -> Tensor:\n    y = " + terms
			.get(0) + "\n");
		terms.subList(1, terms.size()).forEach(term -> text.append("    y = y + ").append(term).append("\n"));
		return text.append(terms.size() == 1 ? "    return y\n" : "    return y / " + terms.size() + ".\n").toString();
	}

	/** Lists the axes, counted from the last, along which an image is mirrored for each pass: first along none. */
	public List<List<Integer>> ways() {
		final List<Integer> axes = mirroring.stream().map(axis -> axis == Axis.X ? -1 : -2).toList();
		return IntStream.range(0, 1 << axes.size()).mapToObj(way -> IntStream.range(0, axes.size()).filter(i -> (way >> i & 1) > 0)
			.mapToObj(axes::get).toList()).toList();
	}

	private static String resource(final String name) {
		try (InputStream in = StandaloneUNet.class.getResourceAsStream(name)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
