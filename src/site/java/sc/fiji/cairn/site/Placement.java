// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sc.fiji.cairn.CairnException;

/**
 * Says which jars go on the site, and into which of Fiji's folders. The file has a line for each artifact: its name, then
 * a folder, or {@value #FIJI} if Fiji has it already, or {@value #NEVER}, then why.
 */
final class Placement {

	private static final String FIJI = "fiji";
	private static final String NEVER = "never";

	/** The updater's names of systems; a file in such a folder is for that system only. */
	private static final Set<String> PLATFORMS = Set.of("linux64", "linux-arm64", "linuxx", "macos64", "macos-arm64",
		"macosx", "win64", "win-arm64", "winx");

	private final Path file;
	private final Map<String, String> folders = new HashMap<>();

	private Placement(final Path file) {
		this.file = file;
	}

	/**
	 * Reads the file.
	 *
	 * @throws CairnException if a line is not understood
	 */
	static Placement read(final Path file) throws IOException {
		final Placement placement = new Placement(file);
		for (final String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
			if (line.isBlank() || line.startsWith("#")) continue;
			final String[] words = line.strip().split("\\s+", 3);
			if (words.length < 3 || !words[1].matches(FIJI + "|" + NEVER + "|plugins|jars(/[\\w-]+)?")) throw new CairnException(
				file + " has a line that is not understood, \"" + line + "\"; write ARTIFACT FOLDER REASON.");
			placement.folders.put(words[0], words[1]);
		}
		return placement;
	}

	/**
	 * Finds the folder for an artifact.
	 *
	 * @return nothing if it does not go on the site
	 * @throws CairnException if nobody has decided yet
	 */
	Optional<String> folder(final Artifact artifact) {
		final String folder = folders.get(artifact.name());
		if (folder == null) throw new CairnException("The artifact " + artifact.name() + " is not in " + file +
			"; find out whether Fiji has it and add a line.");
		return folder.equals(FIJI) || folder.equals(NEVER) ? Optional.empty() : Optional.of(folder);
	}

	/** Lists the systems that the files of a folder are for; none means all. */
	static List<String> platforms(final String folder) {
		final String last = folder.substring(folder.lastIndexOf('/') + 1);
		return PLATFORMS.contains(last) ? List.of(last) : List.of();
	}
}
