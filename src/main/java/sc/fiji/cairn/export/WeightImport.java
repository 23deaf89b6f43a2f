// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.model.Json;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.Provenance;
import sc.fiji.cairn.model.Safetensors;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Level;
import sc.fiji.cairn.network.Style;
import sc.fiji.cairn.network.Style.Last;
import sc.fiji.cairn.network.Style.Normalisation;
import sc.fiji.cairn.network.Style.Upsampling;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.train.TrainingRun;

/**
 * Weights of a U-Net of another program on the way to a model that fine-tuning starts from: two convolutions with batch or
 * instance normalisation and rectifiers a level, max pooling by 2 or strides. The decoder comes along where it upsamples by
 * transposed convolutions.
 */
public final class WeightImport {

	/** What the families have. */
	private static final double EPSILON = 1e-5;
	private static final double MOMENTUM = 0.1;

	private static final int POOL = 2;
	private static final String DECODER = "decoder.";

	private final Path file;
	private final WeightFamily family;
	private final Map<String, HostArray> weights;
	private final int given;
	private final Architecture architecture;

	private WeightImport(final Path file, final String key, final int channels) {
		this.file = file;
		final Map<String, HostArray> foreign = read(file);
		given = foreign.size();
		family = WeightFamily.of(key, foreign, file);
		weights = family.placed(foreign);
		if (channels > 0) weights.computeIfPresent("encoder.0.conv0.kernel", (name, kernel) -> forChannels(kernel, channels));
		architecture = architecture();
		complete();
	}

	/** Lists the families of U-Nets that are known, by their names in macros. */
	public static List<String> families() {
		return WeightFamily.all().stream().map(WeightFamily::key).toList();
	}

	/**
	 * Reads the weights.
	 *
	 * @param file of {@code torch.save}, or in the safetensors format
	 * @param family one of {@link #families}, or {@code auto}
	 * @param channels number of channels of the images to learn from; 0 for as many as the network has
	 * @throws CairnException if the file is broken, or holds no network that fits
	 */
	public static WeightImport of(final Path file, final String family, final int channels) {
		return new WeightImport(file, family, channels);
	}

	private static Map<String, HostArray> read(final Path file) {
		return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".safetensors") ? Safetensors.read(file).arrays()
			: TorchFile.read(file);
	}

	/** Keeps the sum of what each kernel gives for an image whose channels are alike. */
	private static HostArray forChannels(final HostArray kernel, final int channels) {
		final long[] shape = kernel.shape().clone();
		final int before = (int) shape[1];
		if (before == channels) return kernel;
		shape[1] = channels;
		final int size = kernel.values().length / (int) (shape[0] * before);
		final float[] values = new float[(int) shape[0] * channels * size];
		for (int i = 0; i < values.length; i++) {
			final int out = i / (channels * size);
			float sum = 0;
			for (int c = 0; c < before; c++)
				sum += kernel.values()[(out * before + c) * size + i % size];
			values[i] = sum / channels;
		}
		return new HostArray(shape, values);
	}

	/** Reads the shape of the network off its kernels. */
	private Architecture architecture() {
		final List<Level> pyramid = new ArrayList<>();
		HostArray kernel = weights.get("encoder.0.conv0.kernel");
		final int dimensions = kernel.shape().length - 2;
		final int channels = (int) kernel.shape()[1];
		while (kernel != null) {
			final HostArray first = kernel;
			pyramid.add(new Level((int) kernel.shape()[0], sizes(first), pyramid.isEmpty() ? Collections.nCopies(dimensions, 1)
				: Collections.nCopies(dimensions, POOL)));
			kernel = weights.get("encoder." + pyramid.size() + ".conv0.kernel");
		}
		for (int level = 1; level < pyramid.size() && family.strided(); level++) {
			final HostArray up = weights.get(DECODER + (pyramid.size() - 1 - level) + ".up.kernel");
			if (up == null) throw CairnException.of("weights", "The file " + file + " holds no decoder, which tells the strides of " + family
				.title() + "; save the weights of the whole network.");
			pyramid.set(level, new Level(pyramid.get(level).width(), pyramid.get(level).kernel(), sizes(up)));
		}
		final boolean transposed = weights.containsKey(DECODER + "0.up.kernel");
		final boolean batch = weights.containsKey("encoder.0.conv0.mean");
		return new Architecture(dimensions, channels, pyramid, new Style(batch ? Normalisation.BATCH : Normalisation.INSTANCE, EPSILON,
			MOMENTUM, family.slope(), transposed ? Upsampling.TRANSPOSED : Upsampling.NEAREST, batch ? transposed : weights.containsKey(
				"encoder.0.conv0.bias"), 2, new Last(0, 1, true), family.strided()));
	}

	/** Gets the sizes of a kernel along the axes. */
	private static List<Integer> sizes(final HostArray kernel) {
		return Arrays.stream(kernel.shape()).skip(2).mapToObj(Math::toIntExact).toList();
	}

	/** Brings the arrays into the form that the network wants; a decoder that does not fit whole is left out. */
	private void complete() {
		foldBiases();
		if (family.skipFirst()) weights.replaceAll(this::exchanged);
		final boolean fits = fits(architecture.decoder());
		if (!fits) weights.keySet().removeIf(name -> name.startsWith(DECODER));
		architecture.encoder().forEach((name, shape) -> {
			final HostArray array = weights.get(name);
			if (array != null && Arrays.equals(array.shape(), shape)) return;
			throw CairnException.of("weights", "The network in " + file + " has other layers than " + family.title() + " (" + name +
				" should be " + Arrays.toString(shape) + (array == null ? " but is missing" : " but is " + Arrays.toString(array.shape())) +
				"), so it cannot be a start here.");
		});
		weights.keySet().retainAll(fits ? union() : architecture.encoder().keySet());
	}

	private List<String> union() {
		final List<String> names = new ArrayList<>(architecture.encoder().keySet());
		names.addAll(architecture.decoder().keySet());
		return names;
	}

	private boolean fits(final Map<String, long[]> shapes) {
		return shapes.entrySet().stream().allMatch(one -> weights.containsKey(one.getKey()) && Arrays.equals(weights.get(one.getKey())
			.shape(), one.getValue()));
	}

	/** A bias before a normalisation is part of its mean; where the network has biases, all of these are then 0. */
	private void foldBiases() {
		for (final String mean : List.copyOf(weights.keySet())) {
			if (!mean.endsWith(".mean")) continue;
			final HostArray bias = weights.remove(mean.replace(".mean", ".bias"));
			final float[] values = weights.get(mean).values().clone();
			for (int i = 0; bias != null && i < values.length; i++)
				values[i] -= bias.values()[i];
			weights.put(mean, new HostArray(weights.get(mean).shape(), values));
			if (architecture.style().biases()) weights.put(mean.replace(".mean", ".bias"), new HostArray(new long[] { values.length },
				new float[values.length]));
		}
	}

	/** Exchanges the halves of what a decoder block joins. */
	private HostArray exchanged(final String name, final HostArray kernel) {
		if (!name.matches("decoder\\.\\d+\\.conv0\\.kernel")) return kernel;
		final int level = architecture.levels() - 2 - Integer.parseInt(name.split("\\.")[1]);
		final int in = (int) kernel.shape()[1];
		final int skip = level < 0 ? 0 : architecture.width(level);
		final int size = kernel.values().length / (int) (kernel.shape()[0] * in);
		final float[] values = new float[kernel.values().length];
		for (int i = 0; i < values.length; i++) {
			final int channel = i / size % in;
			values[i] = kernel.values()[i + ((channel + skip) % in - channel) * size];
		}
		return new HostArray(kernel.shape(), values);
	}

	/** Says in a sentence what was taken over. */
	public String summary() {
		final boolean decoder = weights.keySet().stream().anyMatch(name -> name.startsWith(DECODER));
		return "Of the " + given + " arrays in " + file.getFileName() + " (" + family.title() + ") the " + (decoder
			? "encoder and the decoder are" : "encoder is") + " taken over: " + architecture.dimensions() + "D, " + architecture
				.levels() + " levels, " + architecture.width(0) + " to " + architecture.width(architecture.levels() - 1) + " channels.";
	}

	/**
	 * Makes a model that fine-tuning can start from.
	 *
	 * @param size side of the window, in pixels
	 * @param spacing distance of pixels in the network in millimetres; 0 leaves them as they are
	 * @throws CairnException if the size does not suit the pooling
	 */
	public ModelFile model(final int size, final double spacing) {
		final int multiple = architecture.multiple();
		if (size % multiple != 0) throw CairnException.of("size", "The parameter size must be a multiple of " + multiple +
			" for this number of levels; use " + Math.max(multiple, Math.round((double) size / multiple) * multiple) + " instead of " +
			size + ".");
		final boolean flat = architecture.dimensions() == 2;
		final Map<String, Object> options = new LinkedHashMap<>(Map.of("weights", file.toString(), "family", family.key(), "size",
			size, "spacing", spacing));
		final Provenance provenance = new Provenance("import", Json.of(options), List.of(), "none", TrainingRun.software(),
			OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(), 0, 0, null);
		return new ModelFile(new Plan(architecture, new Preprocessing(size, spacing, Preprocessing.Normalisation.PERCENTILES_1_99, flat
			? 0 : size, flat ? 0 : spacing), List.of(), provenance), weights, List.of());
	}
}
