// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** Writes DICOM files of 16-bit pixels, tag by tag, in explicit little-endian (PS3.5, section 7.1.2). */
final class DicomFixture {

	private final TreeMap<Integer, byte[]> tags = new TreeMap<>();
	private final ByteBuffer pixels;
	private final ByteArrayOutputStream items = new ByteArrayOutputStream();
	private String syntax = "1.2.840.10008.1.2.1";

	DicomFixture(final int columns, final int rows) {
		this(columns, rows, 1);
	}

	DicomFixture(final int columns, final int rows, final int frames) {
		pixels = ByteBuffer.allocate(2 * columns * rows * frames).order(ByteOrder.LITTLE_ENDIAN);
		if (frames > 1) text(0x00280008, "IS", String.valueOf(frames));
		number(0x00280002, 1);
		text(0x00280004, "CS", "MONOCHROME2");
		number(0x00280010, rows);
		number(0x00280011, columns);
		number(0x00280100, 16);
		number(0x00280101, 16);
		number(0x00280102, 15);
		number(0x00280103, 0);
	}

	DicomFixture signed() {
		return number(0x00280103, 1);
	}

	DicomFixture position(final String value) {
		return text(0x00200032, "DS", value);
	}

	DicomFixture orientation(final String value) {
		return text(0x00200037, "DS", value);
	}

	/** Adds positions of further frames, each in an item of a sequence of undefined length. */
	DicomFixture positions(final String... values) throws IOException {
		for (final String value : values)
			item(0x00200032, value);
		return this;
	}

	/** Adds a slope and an intercept for each frame, in items of the same sequence. */
	DicomFixture scales(final String[] slopes, final String[] intercepts) throws IOException {
		for (int i = 0; i < slopes.length; i++) {
			item(0x00281052, intercepts[i]);
			item(0x00281053, slopes[i]);
		}
		return this;
	}

	private void item(final int tag, final String value) throws IOException {
		items.write(new byte[] { -2, -1, 0, (byte) 0xE0, -1, -1, -1, -1 });
		items.write(element(tag, "DS", (value.length() % 2 == 0 ? value : value + " ").getBytes(StandardCharsets.US_ASCII)));
		items.write(new byte[] { -2, -1, 0x0D, (byte) 0xE0, 0, 0, 0, 0 });
	}

	private byte[] sequence() throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(new byte[] { 0, 0x52, 0x30, (byte) 0x92, 'S', 'Q', 0, 0, -1, -1, -1, -1 });
		out.write(items.toByteArray());
		out.write(new byte[] { -2, -1, (byte) 0xDD, (byte) 0xE0, 0, 0, 0, 0 });
		return out.toByteArray();
	}

	/** Sets the distance of rows, then of columns. */
	DicomFixture spacing(final String value) {
		return text(0x00280030, "DS", value);
	}

	DicomFixture series(final String uid, final String number, final String name) {
		return text(0x0020000E, "UI", uid).text(0x00200011, "IS", number).text(0x0008103E, "LO", name);
	}

	DicomFixture scale(final String slope, final String intercept) {
		return text(0x00281053, "DS", slope).text(0x00281052, "DS", intercept);
	}

	DicomFixture syntax(final String uid) {
		syntax = uid;
		return this;
	}

	DicomFixture pixel(final int index, final int value) {
		pixels.putShort(2 * index, (short) value);
		return this;
	}

	private DicomFixture number(final int tag, final int value) {
		tags.put(tag, element(tag, "US", new byte[] { (byte) value, (byte) (value >> 8) }));
		return this;
	}

	private DicomFixture text(final int tag, final String kind, final String value) {
		final String even = value.length() % 2 == 0 ? value : value + (kind.equals("UI") ? "\0" : " ");
		tags.put(tag, element(tag, kind, even.getBytes(StandardCharsets.US_ASCII)));
		return this;
	}

	private static byte[] element(final int tag, final String kind, final byte[] value) {
		final boolean wide = kind.equals("OW");
		final ByteBuffer bytes = ByteBuffer.allocate((wide ? 12 : 8) + value.length).order(ByteOrder.LITTLE_ENDIAN);
		bytes.putShort((short) (tag >>> 16)).putShort((short) tag).put(kind.getBytes(StandardCharsets.US_ASCII));
		if (wide) bytes.putShort((short) 0).putInt(value.length);
		else bytes.putShort((short) value.length);
		return bytes.put(value).array();
	}

	Path write(final Path path) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(new byte[128]);
		out.write("DICM".getBytes(StandardCharsets.US_ASCII));
		text(0x00020010, "UI", syntax);
		if (items.size() > 0) tags.put(0x52009230, sequence());
		tags.put(0x7FE00010, element(0x7FE00010, "OW", pixels.array()));
		for (final byte[] tag : tags.values())
			out.write(tag);
		return Files.write(path, out.toByteArray());
	}
}
