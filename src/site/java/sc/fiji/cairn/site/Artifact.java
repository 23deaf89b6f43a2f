package sc.fiji.cairn.site;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A jar that Cairn needs at run time.
 *
 * @param name as group:artifact
 * @param jar the file, named as it will be in Fiji
 * @param pom its project
 */
record Artifact(String name, Path jar, Path pom) {

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
