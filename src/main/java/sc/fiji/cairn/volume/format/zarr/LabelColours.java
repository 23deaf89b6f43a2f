// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.awt.Color;
import java.util.List;

import sc.fiji.cairn.volume.imagej.LabelImages;

/** Says of an image of OME-Zarr that it holds labels, and in which colours to show them. */
final class LabelColours {

	/** Of more labels, objects rather than classes, viewers choose the colours. */
	private static final int MOST = 255;

	private static final int OPAQUE = 255;

	private LabelColours() {}

	/** Describes labels up to a largest one. */
	static JsonObject of(final int largest, final int version) {
		final JsonObject json = new JsonObject();
		if (version == ZarrWriter.TWO) json.addProperty("version", "0.4");
		final JsonArray colours = new JsonArray();
		final List<Color> list = LabelImages.colours(largest);
		for (int label = 1; label <= largest && largest <= MOST; label++) {
			final Color colour = list.get(label - 1);
			final JsonObject one = new JsonObject();
			one.addProperty("label-value", label);
			one.add("rgba", MetadataJson.array(List.of(colour.getRed(), colour.getGreen(), colour.getBlue(), OPAQUE)));
			colours.add(one);
		}
		if (!colours.isEmpty()) json.add("colors", colours);
		return json;
	}
}
