// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import com.google.gson.Gson;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.torch.HostArray;

/**
 * U-Nets of other programs that have the layers of those here, under other names; {@code families.json} lists them.
 *
 * @param key its name in macros
 * @param title what it is
 * @param slope slope of its rectifiers
 * @param skipFirst whether the encoder's maps come before the upsampled ones where they are joined; here they come after
 * @param strided whether strides lead from level to level, and not pooling by 2; they are those of its transposed convolutions
 * @param rules how names become those here, all of them one after the other
 */
record WeightFamily(String key, String title, double slope, boolean skipFirst, boolean strided,
	List<Rule> rules)
{

	private static final Pattern KNOWN = Pattern.compile(
		"(encoder\\.\\d+\\.conv\\d+|decoder\\.\\d+\\.(conv\\d+|up))\\.(kernel|bias|scale|shift|mean|variance)");

	/** A regular expression, and what replaces it. */
	record Rule(String from, String to) {}

	/** Lists all that are known. */
	static List<WeightFamily> all() {
		final InputStream resource = WeightFamily.class.getResourceAsStream("families.json");
		try (Reader in = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
			return List.of(new Gson().fromJson(in, WeightFamily[].class));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Gets the arrays whose places here are known, by their names here. */
	Map<String, HostArray> placed(final Map<String, HostArray> foreign) {
		final Map<String, HostArray> placed = new LinkedHashMap<>();
		foreign.forEach((name, array) -> {
			String here = name;
			for (final Rule rule : rules)
				here = here.replaceAll(rule.from(), rule.to());
			if (KNOWN.matcher(here).matches()) placed.put(here, array);
		});
		return placed;
	}

	/**
	 * Finds the family of some arrays: the one that places most of them.
	 *
	 * @param key the only one to try, or {@code auto}
	 * @param file where they are from, for messages
	 * @throws CairnException if none places any
	 */
	static WeightFamily of(final String key, final Map<String, HostArray> foreign, final Path file) {
		WeightFamily best = null;
		for (final WeightFamily family : all()) {
			if (!key.equals("auto") && !key.equals(family.key())) continue;
			if (!family.placed(foreign).containsKey("encoder.0.conv0.kernel")) continue;
			if (best == null || family.placed(foreign).size() > best.placed(foreign).size()) best = family;
		}
		if (best != null) return best;
		throw CairnException.of("weights", "The arrays in " + file + " (" + foreign.keySet().stream().limit(3).collect(Collectors.joining(
			", ")) + ", ...) are not those of a known family of U-Nets: " + all().stream().map(family -> family.key() + ", " + family
				.title()).collect(Collectors.joining("; ")) + "; rename them in Python as one of these does.");
	}
}
