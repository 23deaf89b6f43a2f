// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import com.google.gson.JsonElement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Sha256;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.torch.HostArray;

/**
 * A model in a file: a zip of {@code model.json} (format number, checksums, {@link Plan}), {@code weights.safetensors}
 * and {@code training.csv} (the course of the training).
 *
 * @param plan how to use the weights
 * @param weights arrays by name
 * @param log the course of the training
 */
public record ModelFile(Plan plan, Map<String, HostArray> weights, List<TrainedStep> log) {

	public ModelFile {
		log = List.copyOf(log);
	}

	/** Number of the format, raised when an older version of this suite could not read it any more. */
	private static final int FORMAT = 3;

	private static final String DESCRIPTION = "model.json";
	private static final String WEIGHTS = "weights.safetensors";
	private static final String LOG = "training.csv";
	private static final Set<String> ENTRIES = Set.of(DESCRIPTION, WEIGHTS, LOG);

	/** Trained weights hardly become smaller by packing; what unpacks to much more is made to fill the memory. */
	private static final long MOST_UNPACKED = 50;
	private static final long SMALL = 1L << 24;

	/** What {@code model.json} holds. */
	private record Description(int format, Map<String, String> sha256, Plan plan) {}

	/** What {@code model.json} of every format holds. */
	private record Version(int format) {}

	/** Writes the file, whole or not at all. */
	public void write(final Path file) {
		WholeFile.write(file, out -> {
			final Map<String, byte[]> entries = new LinkedHashMap<>();
			entries.put(WEIGHTS, Safetensors.toBytes(weights));
			entries.put(LOG, TrainedStep.csv(log).getBytes(StandardCharsets.UTF_8));
			final Map<String, String> sums = new LinkedHashMap<>();
			entries.forEach((name, content) -> sums.put(name, Sha256.of(content)));
			try (ZipOutputStream zip = new ZipOutputStream(out)) {
				put(zip, DESCRIPTION, Json.GSON.toJson(new Description(FORMAT, sums, plan)).getBytes(StandardCharsets.UTF_8));
				for (final Map.Entry<String, byte[]> entry : entries.entrySet())
					put(zip, entry.getKey(), entry.getValue());
			}
		});
	}

	private static void put(final ZipOutputStream zip, final String name, final byte[] content) throws IOException {
		zip.putNextEntry(new ZipEntry(name));
		zip.write(content);
		zip.closeEntry();
	}

	/**
	 * Reads a file and checks that it is whole and that the weights fit the plan.
	 *
	 * @throws CairnException if it is missing, broken, changed, made by a newer version, or no model at all
	 */
	public static ModelFile read(final Path file) {
		final Map<String, byte[]> entries = unzip(file, true);
		final Description description = description(file, entries);
		final Map<String, HostArray> weights = Safetensors.parse(entries.get(WEIGHTS), file.toString()).arrays();
		final Map<String, long[]> shapes = new LinkedHashMap<>();
		weights.forEach((name, array) -> shapes.put(name, array.shape()));
		requireFit(file, description.plan(), shapes);
		return new ModelFile(description.plan(), weights, log(file, entries));
	}

	/**
	 * Reads all of a file but its weights, of which the names and shapes are checked alone.
	 *
	 * @throws CairnException as {@link #read}, but for damaged weights
	 */
	public static ModelDescription describe(final Path file) {
		final Map<String, byte[]> entries = unzip(file, false);
		final Map<String, long[]> shapes = Safetensors.shapes(entries.remove(WEIGHTS), file.toString());
		final Description description = description(file, entries);
		requireFit(file, description.plan(), shapes);
		return new ModelDescription(description.plan(), shapes.values().stream().mapToLong(shape -> Arrays.stream(shape).reduce(1,
			(a, b) -> a * b)).sum(), log(file, entries));
	}

	private static List<TrainedStep> log(final Path file, final Map<String, byte[]> entries) {
		try {
			return TrainedStep.parse(new String(entries.get(LOG), StandardCharsets.UTF_8));
		}
		catch (final RuntimeException e) {
			throw broken(file, e);
		}
	}

	/** Tells, by what it holds, whether a file is a model, be it damaged or not. */
	public static boolean isModel(final Path file) {
		try (ZipFile zip = new ZipFile(file.toFile())) {
			return zip.stream().map(ZipEntry::getName).collect(Collectors.toSet()).equals(ENTRIES);
		}
		catch (final IOException e) {
			return false;
		}
	}

	/** @param whole whether to read the weights, too, rather than what their entry begins with */
	private static Map<String, byte[]> unzip(final Path file, final boolean whole) {
		if (!Files.isRegularFile(file)) throw new CairnException("The model file " + file +
			" does not exist; check its path.");
		final Map<String, byte[]> entries = new LinkedHashMap<>();
		try (ZipFile zip = new ZipFile(file.toFile())) {
			long left = SMALL + MOST_UNPACKED * Files.size(file);
			for (final Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements();) {
				final ZipEntry entry = all.nextElement();
				if (!ENTRIES.contains(entry.getName())) throw new CairnException("The file " + file + " holds '" + entry
					.getName() + "', which has no place in a model, so it is not opened; use a file made by this suite.");
				try (InputStream in = zip.getInputStream(entry)) {
					final boolean read = whole || !entry.getName().equals(WEIGHTS);
					final byte[] content = read ? in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, left + 1)) : Safetensors.head(
						in);
					left -= content.length;
					if (left < 0) throw new ZipException("more than a file of its size can hold");
					if (read && crc32(content) != entry.getCrc()) throw new ZipException("wrong checksum of " + entry.getName());
					entries.put(entry.getName(), content);
				}
			}
		}
		catch (final ZipException e) {
			throw new CairnException("The file " + file +
				" is not a model, or it is cut short or damaged; copy or train it again.", e);
		}
		catch (final IOException e) {
			throw new CairnException("The model file " + file + " cannot be read (" + e.getMessage() + ").", e);
		}
		if (!entries.keySet().equals(ENTRIES)) throw new CairnException("The file " + file +
			" is a zip file but not a model; use a file made by Cairn Pretrain or Cairn Fine-tune.");
		return entries;
	}

	private static Description description(final Path file, final Map<String, byte[]> entries) {
		final JsonElement tree = parsed(file, new String(entries.get(DESCRIPTION), StandardCharsets.UTF_8), JsonElement.class);
		// NB: looked at first, because the rest of a newer format may look like a broken one.
		final int format = parsed(file, tree, Version.class).format();
		if (format > FORMAT) throw new CairnException("The model file " + file +
			" was made by a newer version of this suite (format " + format + "); update to use it.");
		if (format < FORMAT) throw new CairnException("The model file " + file +
			" was made before the first release of this suite (format " + format + "); train it again.");
		final Description description = parsed(file, tree, Description.class);
		final Plan plan = description.plan();
		if (plan == null || plan.architecture() == null || plan.preprocessing() == null || plan
			.classes().size() == 1 || description.sha256() == null || !description.sha256().keySet().equals(Set.of(WEIGHTS,
				LOG))) throw broken(file, null);
		description.sha256().forEach((name, sum) -> {
			if (entries.containsKey(name) && !Sha256.of(entries.get(name)).equals(sum)) throw new CairnException(
				"The model file " + file + " is damaged: the checksum of " + name + " is wrong; copy or train it again.");
		});
		return description;
	}

	private static <T> T parsed(final Path file, final Object json, final Class<T> type) {
		final T value;
		try {
			value = json instanceof JsonElement tree ? Json.GSON.fromJson(tree, type) : Json.GSON.fromJson((String) json, type);
		}
		// NB: what a record's constructor throws comes out as a bare RuntimeException.
		catch (final RuntimeException e) {
			throw broken(file, e);
		}
		if (value == null) throw broken(file, null);
		return value;
	}

	private static CairnException broken(final Path file, final Exception cause) {
		return new CairnException("The description in the model file " + file +
			" is broken; copy or train the file again.", cause);
	}

	/** Weights of another width would load without complaint and give nonsense; the plan is what guards against it. */
	private static void requireFit(final Path file, final Plan plan, final Map<String, long[]> shapes) {
		final Map<String, long[]> expected = new LinkedHashMap<>(plan.architecture().encoder());
		if (plan.segments()) {
			expected.putAll(plan.architecture().decoder());
			expected.putAll(plan.architecture().head(plan.classes().size()));
		}
		expected.forEach((name, shape) -> {
			final long[] there = shapes.get(name);
			if (!Arrays.equals(there, shape)) throw new CairnException("The weights in " + file +
				" are not those of the network that it describes (" + name + " should be " + Arrays.toString(shape) +
				(there == null ? " but is missing" : " but is " + Arrays.toString(there)) +
				"); copy or train the file again.");
		});
	}

	private static long crc32(final byte[] content) {
		final CRC32 crc = new CRC32();
		crc.update(content);
		return crc.getValue();
	}
}
