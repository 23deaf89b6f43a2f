// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.xml.parsers.ParserConfigurationException;

import org.scijava.util.XML;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What a Maven project says about itself.
 *
 * @param description what it is
 * @param developers their names
 * @param dependencies what it needs at run time, as group:artifact
 */
record Pom(String description, List<String> developers, List<String> dependencies) {

	/** Reads a {@code pom.xml}. */
	static Pom read(final Path file) throws IOException {
		try {
			final XML xml = new XML(file.toFile());
			final List<String> developers = new ArrayList<>();
			for (final Element developer : xml.elements("/project/developers/developer"))
				text(developer, "name").ifPresent(developers::add);
			final List<String> dependencies = new ArrayList<>();
			for (final Element dependency : xml.elements("/project/dependencies/dependency")) {
				final String scope = text(dependency, "scope").orElse("compile");
				if (scope.equals("compile") || scope.equals("runtime")) dependencies.add(text(dependency, "groupId").orElse("") +
					":" + text(dependency, "artifactId").orElse(""));
			}
			return new Pom(xml.cdata("/project/description"), developers, dependencies);
		}
		catch (final ParserConfigurationException | SAXException e) {
			throw new IOException(file + " is no pom: " + e.getMessage(), e);
		}
	}

	private static Optional<String> text(final Element element, final String name) {
		return Optional.ofNullable(element.getElementsByTagName(name).item(0)).map(node -> node.getTextContent().strip());
	}
}
