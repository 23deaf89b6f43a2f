// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bioimageio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import sc.fiji.cairn.torch.ScriptArchive;

/** Packages of bioimage.io as other programs write them, with networks of one line. */
public final class TestPackages {

	/** One channel; the probability of foreground is what the sigmoid makes of the standardised intensity. */
	public static final String FOREIGN = """
		format_version: 0.5.4
		type: model
		name: brighter than average
		# as ruyaml writes it: items indented as their keys, and long texts folded
		description: Finds what is brighter than the average, which is a text so long that it
		  goes on here.
		authors: [{name: Ada}, {name: "Alan: the other"}]
		documentation: >-
		  Of
		  no use.
		inputs:
		- id: raw
		  axes:
		  - type: batch
		  - type: channel
		    channel_names: [grey]
		  - type: space
		    id: y
		    size: {min: 16, step: 8}
		    unit: micrometer
		    scale: 500
		  - id: x
		    type: space
		    size:
		      min: 16
		      step: 8
		  data: {type: float32}
		  preprocessing:
		  - id: ensure_dtype
		    kwargs: {dtype: float32}
		  - id: zero_mean_unit_variance
		    kwargs:
		      axes: [y, x]
		      eps: 1e-6
		outputs:
		- id: prob
		  axes:
		  - type: batch
		  - type: channel
		    channel_names: [bright]
		  - type: space
		    id: y
		    size: {tensor_id: raw, axis_id: y, offset: 0}
		    unit: micrometer
		    scale: 500
		    halo: 2
		  - {type: space, id: x, size: {tensor_id: raw, axis_id: x}, halo: 2}
		  postprocessing:
		  - id: sigmoid
		  test_tensor: {source: test_output.npy}
		weights:
		  torchscript:
		    source: weights.pt
		    pytorch_version: 2.1
		""";

	private TestPackages() {}

	/** Writes a package whose network is an expression of {@code x}. */
	public static Path write(final Path file, final String description, final String expression, final float... test) {
		final Map<String, byte[]> entries = new LinkedHashMap<>();
		entries.put("rdf.yaml", description.getBytes(StandardCharsets.UTF_8));
		entries.put("weights.pt", network(expression));
		entries.put("test_output.npy", npy("(1, " + test.length + ", 1, 1)", test));
		return write(file, entries);
	}

	static Path write(final Path file, final Map<String, byte[]> entries) {
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			for (final Map.Entry<String, byte[]> entry : entries.entrySet()) {
				zip.putNextEntry(new ZipEntry(entry.getKey()));
				zip.write(entry.getValue());
			}
			return file;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	static byte[] network(final String expression) {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			new ScriptArchive("Net", """
				class Net(Module):
				  __parameters__ = []
				  __buffers__ = []
				  training : bool
				  def forward(self: __torch__.cairn.Net, x: Tensor) -> Tensor:
				    return EXPRESSION
				""".replace("EXPRESSION", expression), Map.of(), Map.of(), Map.of()).write(bytes);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return bytes.toByteArray();
	}

	static byte[] npy(final String shape, final float... values) {
		final String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }\n";
		final ByteBuffer out = ByteBuffer.allocate(10 + header.length() + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
		out.put(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0 }).putShort((short) header.length()).put(header.getBytes(
			StandardCharsets.US_ASCII));
		for (final float value : values)
			out.putFloat(value);
		return out.array();
	}
}
