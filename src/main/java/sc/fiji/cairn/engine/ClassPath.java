// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Tells where classes and other resources really come from: in Fiji, class loaders know more than the class path. */
public final class ClassPath {

	private ClassPath() {}

	/**
	 * Finds the jars or folders that hold a resource, the one that counts first.
	 *
	 * @param resource such as {@code ai/djl/engine/Engine.class}
	 */
	public static List<Path> find(final String resource) {
		final List<Path> places = new ArrayList<>();
		try {
			for (final URL url : Collections.list(ClassPath.class.getClassLoader().getResources(resource)))
				places.add(place(url.toString(), resource));
		}
		catch (final IOException | URISyntaxException e) {
			throw new IllegalStateException("The class path cannot be read.", e);
		}
		return places;
	}

	private static Path place(final String url, final String resource) throws URISyntaxException {
		return Path.of(new URI(url.startsWith("jar:") ? url.substring(4, url.lastIndexOf("!/")) : url.substring(0, url
			.length() - resource.length())));
	}
}
