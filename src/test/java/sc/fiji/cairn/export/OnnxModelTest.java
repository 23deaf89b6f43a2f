// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Design;

/** What is in ONNX files; that runtimes compute the same with them is checked outside, by {@code src/bench/python}. */
class OnnxModelTest {

	@TempDir
	private Path folder;

	/** A field of a message: a number, or bytes. */
	private record Field(int number, long value, byte[] bytes) {

		String text() {
			return new String(bytes, StandardCharsets.UTF_8);
		}
	}

	private static List<Field> fields(final byte[] message) {
		final List<Field> fields = new ArrayList<>();
		final ByteBuffer in = ByteBuffer.wrap(message);
		while (in.hasRemaining()) {
			final long tag = varint(in);
			final int kind = (int) (tag & 7);
			final long value = kind == 5 ? in.getInt() : varint(in);
			final byte[] bytes = new byte[kind == 2 ? (int) value : 0];
			in.get(bytes);
			fields.add(new Field((int) (tag >> 3), value, bytes));
		}
		return fields;
	}

	private static long varint(final ByteBuffer in) {
		long value = 0;
		for (int shift = 0;; shift += 7) {
			final byte one = in.get();
			value |= (one & 0x7fL) << shift;
			if (one >= 0) return value;
		}
	}

	private static List<Field> all(final List<Field> fields, final int number) {
		return fields.stream().filter(field -> field.number() == number).toList();
	}

	private static String first(final byte[] message, final int number) {
		return all(fields(message), number).get(0).text();
	}

	private List<Field> export(final ModelFile model, final ExportOptions options) throws IOException {
		final Path file = folder.resolve("model.onnx");
		new ModelExport(List.of(model), ExportFormat.ONNX, options).write(file);
		assertTrue(ExportFormat.ONNX.isExport(file));
		return fields(Files.readAllBytes(file));
	}

	@ParameterizedTest
	@MethodSource("sc.fiji.cairn.export.Exports#architectures")
	void nodesUseWhatIsThereAndAllWeightsAreIn(final Architecture architecture) throws IOException {
		final ModelFile model = Exports.model(architecture, 3);
		final List<Field> graph = fields(all(export(model, ExportOptions.PLAIN), 7).get(0).bytes());
		final Set<String> known = new HashSet<>(Set.of("", "image"));
		for (final Field tensor : all(graph, 5)) {
			final List<Field> parts = fields(tensor.bytes());
			final String name = all(parts, 8).get(0).text();
			known.add(name);
			if (name.startsWith("net0.")) assertArrayEquals(model.weights().get(name.substring(5)).littleEndian(), all(parts, 9).get(0)
				.bytes(), name);
		}
		model.weights().keySet().forEach(name -> assertTrue(known.contains("net0." + name), name));
		for (final Field node : all(graph, 1)) {
			final List<Field> parts = fields(node.bytes());
			all(parts, 1).forEach(input -> assertTrue(known.contains(input.text()), input.text()));
			all(parts, 2).forEach(output -> assertTrue(known.add(output.text()), output.text()));
		}
		final List<String> outputs = all(graph, 12).stream().map(output -> first(output.bytes(), 1)).toList();
		assertEquals(List.of("probabilities", "logits"), outputs);
		assertTrue(known.containsAll(outputs));
	}

	@Test
	void theCommonNetworkIsMadeOfItsOperators() throws IOException {
		final List<Field> model = export(Exports.model(Design.COMMON.architecture(2, 1, 2, 2), 3), ExportOptions.PLAIN);
		final String unit = "Conv BatchNormalization LeakyRelu ";
		assertEquals(unit + unit + "MaxPool " + unit + unit + "Resize Concat " + unit + unit + "Conv Softmax Identity Identity", String
			.join(" ", all(fields(all(model, 7).get(0).bytes()), 1).stream().map(node -> first(node.bytes(), 4)).toList()));
		assertEquals(13, all(fields(all(model, 8).get(0).bytes()), 2).get(0).value(), "operator set");
		final Field usage = all(model, 14).get(0);
		assertEquals("cairn.json", first(usage.bytes(), 1));
		assertTrue(first(usage.bytes(), 2).contains("Intensities have to be normalised before (each channel of each volume: its 1st"),
			"what the graph does not do");
	}

	@Test
	void mirroredImagesAreAveraged() throws IOException {
		final List<Field> model = export(Exports.model(Design.COMMON.architecture(2, 1, 2, 2), 3), new ExportOptions(true, false,
			false));
		final List<String> operators = all(fields(all(model, 7).get(0).bytes()), 1).stream().map(node -> first(node.bytes(), 4))
			.toList();
		// NB: the tiny models are mirrored along X.
		assertEquals(2, operators.stream().filter("Slice"::equals).count());
		assertEquals(2, operators.stream().filter("Softmax"::equals).count());
		assertEquals(1, operators.stream().filter("Mean"::equals).count());
	}
}
