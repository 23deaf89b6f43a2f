package sc.fiji.cairn.segment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.model.Provenance;

/**
 * A way to mirror windows before they go through the network, so that its scores can be averaged over several ways.
 *
 * @param x whether left and right are exchanged
 * @param y whether top and bottom are exchanged
 */
record Mirroring(boolean x, boolean y) {

	/** Windows as they are. */
	static final List<Mirroring> NONE = List.of(new Mirroring(false, false));

	/** Lists the ways that suit a model: along X, and along Y if it was trained on slices mirrored along Y. */
	static List<Mirroring> of(final Provenance provenance) {
		final List<Mirroring> ways = new ArrayList<>(NONE);
		ways.add(new Mirroring(true, false));
		if (isTrue(provenance.options(), "flipY")) {
			ways.add(new Mirroring(false, true));
			ways.add(new Mirroring(true, true));
		}
		return List.copyOf(ways);
	}

	private static boolean isTrue(final JsonElement options, final String key) {
		if (!(options instanceof JsonObject object)) return false;
		if (object.has(key)) return object.get(key).isJsonPrimitive() && object.get(key).getAsBoolean();
		return object.asMap().values().stream().anyMatch(part -> isTrue(part, key));
	}

	/**
	 * Mirrors images, in place.
	 *
	 * @param rows rows of all images, one after the other, X fastest
	 * @param height rows of an image
	 * @param width samples of a row
	 */
	void apply(final float[] rows, final int height, final int width) {
		if (x) for (int row = 0; row < rows.length; row += width)
			for (int i = row, j = row + width - 1; i < j; i++, j--)
				swap(rows, i, j);
		if (y) for (int image = 0; image < rows.length; image += height * width)
			for (int i = image, j = image + (height - 1) * width; i < j; i += width, j -= width)
				for (int c = 0; c < width; c++)
					swap(rows, i + c, j + c);
	}

	private static void swap(final float[] rows, final int i, final int j) {
		final float kept = rows[i];
		rows[i] = rows[j];
		rows[j] = kept;
	}
}
