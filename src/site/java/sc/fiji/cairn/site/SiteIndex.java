// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.scijava.util.XML;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.WholeFile;

/** Reads and writes the list of a site's files, {@value #FILE}. */
final class SiteIndex {

	static final String FILE = "db.xml.gz";

	private SiteIndex() {}

	/**
	 * Reads the list in a folder.
	 *
	 * @return files by {@link SiteFile#key()}; none if there is no list yet
	 */
	static Map<String, SiteFile> read(final Path folder) {
		final Map<String, SiteFile> files = new TreeMap<>();
		final Path file = folder.resolve(FILE);
		if (!Files.exists(file)) return files;
		try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
			for (final Element plugin : new XML(in).elements("/pluginRecords/plugin")) {
				final SiteFile one = file(plugin);
				files.put(one.key(), one);
			}
		}
		catch (final Exception e) {
			throw new CairnException("The list " + file + " cannot be read (" + e.getMessage() +
				"); copy it from the published site again.", e);
		}
		return files;
	}

	private static SiteFile file(final Element plugin) {
		final String filename = plugin.getAttribute("filename");
		final List<Element> versions = children(plugin, "version");
		final List<Release> previous = children(plugin, "previous-version").stream().map(one -> release(one, one
			.getAttribute("filename").isEmpty() ? filename : one.getAttribute("filename"))).toList();
		if (versions.isEmpty()) return new SiteFile(null, previous, "", List.of(), List.of(), List.of());
		final Element version = versions.get(0);
		return new SiteFile(release(version, filename), previous, String.join(" ", texts(version, "description")), children(
			version, "dependency").stream().map(one -> one.getAttribute("filename")).toList(), texts(version, "author"), texts(
				plugin, "platform"));
	}

	private static Release release(final Element element, final String filename) {
		return new Release(element.getAttribute("checksum"), number(element, "timestamp", 0), number(element,
			"timestamp-obsolete", 0), filename, number(element, "filesize", -1));
	}

	private static long number(final Element element, final String attribute, final long otherwise) {
		return element.hasAttribute(attribute) ? Long.parseLong(element.getAttribute(attribute)) : otherwise;
	}

	private static List<String> texts(final Element parent, final String name) {
		return children(parent, name).stream().map(Element::getTextContent).toList();
	}

	private static List<Element> children(final Element parent, final String name) {
		final List<Element> children = new ArrayList<>();
		for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling())
			if (node instanceof Element element && element.getTagName().equals(name)) children.add(element);
		return children;
	}

	/** Writes the list of a folder. */
	static void write(final Path folder, final Map<String, SiteFile> files) {
		WholeFile.write(folder.resolve(FILE), out -> {
			try (OutputStream packed = new GZIPOutputStream(out)) {
				write(packed, files.values(), files);
			}
			catch (final XMLStreamException e) {
				throw new IOException(e);
			}
		});
	}

	private static void write(final OutputStream out, final Collection<SiteFile> files,
		final Map<String, SiteFile> all) throws XMLStreamException
	{
		final XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
		xml.writeStartDocument("UTF-8", "1.0");
		xml.writeStartElement("pluginRecords");
		for (final SiteFile file : files)
			write(xml, file, all);
		end(xml, 0);
		xml.writeEndDocument();
		xml.close();
	}

	private static void write(final XMLStreamWriter xml, final SiteFile file, final Map<String, SiteFile> all)
		throws XMLStreamException
	{
		start(xml, "plugin", "filename", file.current() == null ? file.previous().get(0).filename() : file.current()
			.filename());
		for (final String platform : file.platforms())
			text(xml, "platform", platform);
		if (file.current() != null) {
			start(xml, "version", "checksum", file.current().checksum(), "timestamp", file.current().timestamp(), "filesize",
				file.current().size());
			if (!file.description().isEmpty()) text(xml, "description", file.description());
			for (final String dependency : file.dependencies()) {
				line(xml, 3);
				start(xml, "dependency", "filename", dependency, "timestamp", all.get(dependency).current().timestamp());
				xml.writeEndElement();
			}
			for (final String author : file.authors())
				text(xml, "author", author);
			end(xml, 2);
		}
		for (final Release release : file.previous()) {
			line(xml, 2);
			start(xml, "previous-version", "timestamp", release.timestamp(), "timestamp-obsolete", release.obsolete(),
				"checksum", release.checksum(), "filename", release.filename());
			xml.writeEndElement();
		}
		end(xml, 1);
	}

	private static void text(final XMLStreamWriter xml, final String name, final String text) throws XMLStreamException {
		xml.writeStartElement(name);
		xml.writeCharacters(text);
		xml.writeEndElement();
	}

	private static void start(final XMLStreamWriter xml, final String name, final Object... attributes)
		throws XMLStreamException
	{
		xml.writeStartElement(name);
		for (int i = 0; i < attributes.length; i += 2)
			xml.writeAttribute(attributes[i].toString(), attributes[i + 1].toString());
	}

	private static void end(final XMLStreamWriter xml, final int depth) throws XMLStreamException {
		line(xml, depth);
		xml.writeEndElement();
	}

	/**
	 * Begins a line. NB: only where an element ends before the next text: to the updater, all white space since the last end
	 * of an element is the beginning of the text.
	 */
	private static void line(final XMLStreamWriter xml, final int depth) throws XMLStreamException {
		xml.writeCharacters("\n" + "\t".repeat(depth));
	}
}
