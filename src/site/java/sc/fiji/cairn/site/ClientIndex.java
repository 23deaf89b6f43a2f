// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;

import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** A site's list of files as a client reads it. */
final class ClientIndex extends DefaultHandler {

	/** What a client knows of a file. */
	static final class Entry {

		final String filename;
		String checksum;
		String timestamp;
		long size;
		final Set<String> older = new HashSet<>();
		final Map<String, String> dependencies = new LinkedHashMap<>();
		final List<String> platforms = new ArrayList<>();
		final List<String> authors = new ArrayList<>();
		String description = "";

		Entry(final String filename) {
			this.filename = filename;
		}
	}

	private final List<Entry> entries = new ArrayList<>();
	private StringBuilder text = new StringBuilder();

	private ClientIndex() {}

	/** Reads a packed list. */
	static List<Entry> read(final InputStream packed) throws IOException {
		final ClientIndex index = new ClientIndex();
		try (InputStream in = new GZIPInputStream(packed)) {
			SAXParserFactory.newInstance().newSAXParser().parse(in, index);
		}
		catch (final SAXException | ParserConfigurationException e) {
			throw new IOException(e);
		}
		return index.entries;
	}

	@Override
	public void startElement(final String uri, final String local, final String name, final Attributes attributes) {
		if (name.equals("plugin")) entries.add(new Entry(attributes.getValue("filename")));
		if (entries.isEmpty()) return;
		final Entry entry = entries.get(entries.size() - 1);
		switch (name) {
			case "version" -> {
				entry.checksum = attributes.getValue("checksum");
				entry.timestamp = attributes.getValue("timestamp");
				entry.size = Long.parseLong(attributes.getValue("filesize"));
			}
			case "previous-version" -> entry.older.add(attributes.getValue("checksum"));
			case "dependency" -> entry.dependencies.put(attributes.getValue("filename"), attributes.getValue("timestamp"));
			default -> {
				// Nothing that decides what to download.
			}
		}
	}

	@Override
	public void characters(final char[] characters, final int start, final int length) {
		text.append(characters, start, length);
	}

	@Override
	public void endElement(final String uri, final String local, final String name) {
		final Entry entry = entries.isEmpty() ? null : entries.get(entries.size() - 1);
		switch (name) {
			case "platform" -> entry.platforms.add(text.toString());
			case "author" -> entry.authors.add(text.toString());
			case "description" -> entry.description = text.toString();
			default -> {
				// No text.
			}
		}
		// NB: the updater forgets text here and nowhere else, so what stands before an element counts as its beginning.
		text = new StringBuilder();
	}
}
