// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A jar that Cairn needs at run time.
 *
 * @param name as group:artifact
 * @param jar the file
 * @param pom its project
 */
record Artifact(String name, Path jar, Path pom) {

	/** Group, and those below it, whose artifacts have names that anybody could give to theirs, such as {@code api}. */
	private static final String DJL = "ai.djl";

	/** What the jars of that group begin with in Fiji, whose sites know a jar by its name alone. */
	private static final String PREFIX = "djl-";

	/** Returns what the file is called in Fiji. */
	String filename() {
		final String file = jar.getFileName().toString();
		return name.startsWith(DJL) && !file.startsWith(PREFIX) ? PREFIX + file : file;
	}

	/**
	 * Recognises a jar of a local Maven repository by the folders it lies in: group, artifact, version.
	 *
	 * @param repository its folder
	 */
	static Artifact inRepository(final Path jar, final Path repository) {
		final Path version = jar.getParent();
		final Path artifact = version.getParent();
		final String group = StreamSupport.stream(repository.relativize(artifact.getParent()).spliterator(), false).map(
			Path::toString).collect(Collectors.joining("."));
		final String id = artifact.getFileName().toString();
		return new Artifact(group + ":" + id, jar, version.resolve(id + "-" + version.getFileName() + ".pom"));
	}
}
