// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import sc.fiji.cairn.volume.TimeUnits;

/**
 * Reads the OME-XML in the description of an OME-TIFF file (docs.openmicroscopy.org, "OME-TIFF specification"), of any
 * schema since 2007.
 * <p>
 * NB: a dozen attributes are needed, which have not changed their names in these schemas; so the parser of the JDK does,
 * where OME's own library is a large dependency that has to fit the version in Fiji.
 * </p>
 */
final class OmeXml {

	/** Signals OME-XML that Cairn does not read, with the reason. */
	static final class Refused extends Exception {

		private static final long serialVersionUID = 1L;

		Refused(final String reason, final Exception cause) {
			super(reason, cause);
		}
	}

	/** Signals OME-XML that describes several images, of which one has to be chosen. */
	static final class Several extends Exception {

		private static final long serialVersionUID = 1L;

		private final transient List<String> names;

		Several(final List<String> names) {
			super(names.size() + " images");
			this.names = List.copyOf(names);
		}

		/** Returns what they are called; empty where they have no name. */
		List<String> names() {
			return names;
		}
	}

	private final int wanted;
	private final List<String> names = new ArrayList<>();
	private final Map<String, String> pixels = new HashMap<>();
	private final List<OmePixels.TiffData> data = new ArrayList<>();
	private String uuid = "";
	private int images;
	private int samples = 1;

	private OmeXml(final int wanted) {
		this.wanted = wanted;
	}

	/** Tells whether the description of a TIFF file is OME-XML. */
	static boolean isOme(final String description) {
		return description.contains("<OME ") || description.contains("<OME>") || description.contains(":OME ");
	}

	/**
	 * Reads the description of one of the images that the file holds.
	 *
	 * @param series number of the image, from 1; 0 for the only one
	 * @throws Refused if it is damaged, or speaks of several files
	 * @throws Several if there are not as many images
	 */
	static OmePixels parse(final String description, final int series) throws Refused, Several {
		final OmeXml xml = new OmeXml(Math.max(1, series));
		try {
			final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
			factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
			factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
			final XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(description.strip()));
			while (reader.hasNext())
				if (reader.next() == XMLStreamConstants.START_ELEMENT) xml.element(reader);
			if (xml.images > 1 && series == 0 || xml.images > 0 && series > xml.images) throw new Several(xml.names);
			return xml.result();
		}
		catch (final XMLStreamException | NumberFormatException e) {
			throw new Refused("its OME-XML is damaged", e);
		}
	}

	private void element(final XMLStreamReader reader) throws XMLStreamException, Refused {
		switch (reader.getLocalName()) {
			case "OME" -> uuid = text(reader, "UUID", "");
			case "BinaryOnly" -> throw new Refused("its OME-XML is in another file, " + text(reader, "MetadataFile", "?"),
				null);
			case "Image" -> names.add(text(reader, "Name", ""));
			case "Pixels" -> {
				if (++images != wanted) break;
				for (int i = 0; i < reader.getAttributeCount(); i++)
					pixels.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i).strip());
			}
			case "Channel" -> {
				if (images == wanted) samples = Math.max(samples, number(reader, "SamplesPerPixel", 1));
			}
			case "TiffData" -> {
				if (images != wanted) break;
				final boolean counted = reader.getAttributeValue(null, "PlaneCount") != null;
				final boolean placed = reader.getAttributeValue(null, "IFD") != null;
				data.add(new OmePixels.TiffData(Map.of('Z', number(reader, "FirstZ", 0), 'C', number(reader, "FirstC", 0), 'T',
					number(reader, "FirstT", 0)), number(reader, "IFD", 0), counted ? number(reader, "PlaneCount", 0) : placed ? 1
						: 0));
			}
			case "UUID" -> {
				if (images != wanted) break;
				final String file = text(reader, "FileName", "?");
				// NB: the name may be that before the file was renamed; the identifier is not.
				if (!reader.getElementText().strip().equals(uuid)) throw new Refused("it is one of several files of an image, " +
					"such as " + file, null);
			}
			default -> {
				// Nothing that places pixels.
			}
		}
	}

	private OmePixels result() throws Refused {
		if (images == 0) throw new Refused("its OME-XML describes no image", null);
		final Map<Character, Integer> sizes = Map.of('Z', size("SizeZ"), 'C', size("SizeC"), 'T', size("SizeT"));
		final String order = pixels.getOrDefault("DimensionOrder", "");
		if (!order.matches("XY(ZCT|ZTC|CZT|CTZ|TZC|TCZ)")) throw new Refused("its OME-XML has the DimensionOrder '" + order +
			"'", null);
		if ((long) sizes.get('Z') * sizes.get('C') * sizes.get('T') > Integer.MAX_VALUE - 8) throw new Refused(
			"its OME-XML has impossible sizes", null);
		if (sizes.get('C') % samples != 0) throw new Refused("its OME-XML has " + sizes.get('C') + " channels of " + samples +
			" samples", null);
		final double[] spacing = { length("PhysicalSizeX"), length("PhysicalSizeY"), length("PhysicalSizeZ") };
		final List<String> units = List.of(unit("PhysicalSizeX"), unit("PhysicalSizeY"), unit("PhysicalSizeZ"));
		final double interval = Double.parseDouble(pixels.getOrDefault("TimeIncrement", "0")) * TimeUnits.seconds(pixels
			.getOrDefault("TimeIncrementUnit", "s"));
		return new OmePixels(sizes, order.substring(2), spacing, units, interval, samples, pixels.getOrDefault("Type", pixels.getOrDefault(
			"PixelType", "")).equals("int8"), List.copyOf(data));
	}

	private int size(final String name) throws Refused {
		final int size = Integer.parseInt(pixels.getOrDefault(name, "0"));
		if (size < 1) throw new Refused("its OME-XML has no " + name, null);
		return size;
	}

	private double length(final String name) {
		final double length = Double.parseDouble(pixels.getOrDefault(name, "NaN"));
		return length > 0 && Double.isFinite(length) ? length : Double.NaN;
	}

	/** Gets the unit of a length: micrometres unless it is given, and always so in schemas before 2015. */
	private String unit(final String name) {
		return pixels.getOrDefault(name + "Unit", "\u00b5m");
	}

	private static String text(final XMLStreamReader reader, final String name, final String otherwise) {
		final String value = reader.getAttributeValue(null, name);
		return value == null ? otherwise : value;
	}

	private static int number(final XMLStreamReader reader, final String name, final int otherwise) {
		final String value = reader.getAttributeValue(null, name);
		return value == null || value.isBlank() ? otherwise : Integer.parseInt(value.strip());
	}
}
