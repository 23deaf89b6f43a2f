// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;

/**
 * What a folder of a Zarr hierarchy holds that can be read as images.
 *
 * @param storage the folder
 * @param attributes of the group, those of OME-Zarr brought together wherever its version puts them; empty for an array
 * @param version of Zarr: 2 or 3
 */
record ZarrGroup(Storage storage, JsonObject attributes, int version) {

	private static final String IMAGES = "multiscales";

	/** A group of groups, each of which is an image, numbered from 0. */
	private static final String COLLECTION = "bioformats2raw.layout";

	/**
	 * Opens a folder.
	 *
	 * @return empty if it is neither a group nor an array
	 * @throws IOException if it cannot be read
	 */
	static Optional<ZarrGroup> open(final Storage storage) throws IOException {
		final Optional<JsonObject> three = MetadataJson.read(storage, MetadataV3.FILE);
		if (three.isPresent()) {
			final JsonObject attributes = MetadataJson.has(three.get(), "attributes") ? three.get().getAsJsonObject("attributes")
				: new JsonObject();
			if (MetadataJson.has(attributes, "ome")) attributes.getAsJsonObject("ome").entrySet().forEach(each -> attributes.add(each
				.getKey(), each.getValue()));
			return Optional.of(new ZarrGroup(storage, attributes, 3));
		}
		final Optional<JsonObject> two = MetadataJson.read(storage, MetadataV2.ATTRIBUTES);
		if (two.isEmpty() && storage.read(MetadataV2.ARRAY).isEmpty() && storage.read(MetadataV2.GROUP).isEmpty()) return Optional.empty();
		return Optional.of(new ZarrGroup(storage, two.orElseGet(JsonObject::new), 2));
	}

	/**
	 * Reads an image.
	 *
	 * @param name of the image
	 * @param series number of the image, from 1; 0 for the only one
	 * @throws CairnException if there is no such image, or it is damaged or of a kind that is not supported
	 */
	Volume read(final String name, final int series) {
		try {
			if (attributes.has(COLLECTION)) return ofCollection(name, series);
			if (!attributes.has(IMAGES)) return bare(name, series);
			final JsonArray images = attributes.getAsJsonArray(IMAGES);
			if (series > images.size() || images.isEmpty()) throw new CairnException("The Zarr folder " + storage.name() + " holds " + images
				.size() + " images, but image " + Math.max(1, series) + " is asked for; choose another number as series.");
			final List<Multiscale> all = new ArrayList<>();
			for (final JsonElement each : images)
				all.add(MultiscaleJson.read(each.getAsJsonObject()));
			if (series == 0 && all.size() > 1) throw new CairnException("The Zarr folder " + storage.name() + " holds " + all.size() +
				" images; choose one by the parameter series, from 1.");
			return ScaledImage.of(this, name, all.get(Math.max(0, series - 1)), 0);
		}
		catch (final IOException | NullPointerException | IllegalStateException | ClassCastException
			| UnsupportedOperationException | NumberFormatException e)
		{
			throw new CairnException("The Zarr folder " + storage.name() + " cannot be read (" + (e instanceof IOException ? e
				.getMessage() : "its metadata lack something, or have it in another form") + "); convert it, or check where it lies.", e);
		}
	}

	private Volume ofCollection(final String name, final int series) throws IOException {
		if (series == 0 && open(storage.at("1")).isPresent()) throw new CairnException("The Zarr folder " + storage.name() +
			" holds several images; choose one by the parameter series, from 1.");
		final ZarrGroup image = open(storage.at(Integer.toString(Math.max(0, series - 1)))).orElseThrow(() -> new CairnException(
			"The Zarr folder " + storage.name() + " holds no image " + series + "; choose a smaller number as series."));
		return image.read(name, 0);
	}

	/** Reads an array that nothing says more about; its axes have the usual names, or come in the usual order. */
	private Volume bare(final String name, final int series) throws IOException {
		final ArrayMetadata array = MetadataJson.array(storage).orElseThrow(() -> new CairnException("The Zarr folder " + storage
			.name() + " holds no image of its own; name a folder in it."));
		if (series > 1) throw new CairnException("The Zarr array " + storage.name() + " is one image, but series=" + series +
			" is asked for; leave it out.");
		final List<Axis> usual = List.of(Axis.TIME, Axis.CHANNEL, Axis.Z, Axis.Y, Axis.X);
		if (array.rank() < 2 || array.rank() > usual.size()) throw new IOException("it has " + array.rank() + " axes");
		final List<Multiscale.Dimension> axes = new ArrayList<>();
		for (int d = 0; d < array.rank(); d++) {
			final Axis axis = array.names().isEmpty() ? usual.get(usual.size() - array.rank() + d) : MultiscaleJson.axis(array.names()
				.get(d));
			axes.add(new Multiscale.Dimension(axis, ""));
		}
		final List<Double> ones = IntStream.range(0, array.rank()).mapToObj(d -> 1.0).toList();
		final List<Double> zeros = IntStream.range(0, array.rank()).mapToObj(d -> 0.0).toList();
		return ScaledImage.of(this, name, new Multiscale("", axes, List.of(new Multiscale.Level("", ones, zeros))), 0);
	}
}
