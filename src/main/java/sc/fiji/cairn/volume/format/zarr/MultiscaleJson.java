// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import sc.fiji.cairn.volume.Axis;

/** The metadata of OME-Zarr: reads versions up to 0.5, writes 0.4 and 0.5. */
final class MultiscaleJson {

	/** Axes of the versions before 0.3, which do not name them. */
	private static final List<String> UNNAMED = List.of("t", "c", "z", "y", "x");

	private MultiscaleJson() {}

	/** Understands one of the images of a group. */
	static Multiscale read(final JsonObject json) throws IOException {
		final List<Multiscale.Dimension> axes = axes(json.has("axes") ? json.getAsJsonArray("axes") : unnamed());
		final List<Multiscale.Level> levels = new ArrayList<>();
		for (final JsonElement each : json.getAsJsonArray("datasets"))
			levels.add(level(each.getAsJsonObject(), json, axes.size()));
		if (levels.isEmpty()) throw new IOException("its list of datasets is empty");
		return new Multiscale(MetadataJson.has(json, "name") ? json.get("name").getAsString() : "", axes, levels);
	}

	private static JsonArray unnamed() {
		final JsonArray names = new JsonArray();
		UNNAMED.forEach(names::add);
		return names;
	}

	private static List<Multiscale.Dimension> axes(final JsonArray json) throws IOException {
		final List<Multiscale.Dimension> axes = new ArrayList<>();
		for (final JsonElement each : json) {
			final boolean plain = each.isJsonPrimitive();
			final String name = plain ? each.getAsString() : each.getAsJsonObject().get("name").getAsString();
			final String unit = !plain && MetadataJson.has(each.getAsJsonObject(), "unit") ? each.getAsJsonObject().get("unit")
				.getAsString() : "";
			axes.add(new Multiscale.Dimension(axis(name), unit));
		}
		if (axes.stream().map(Multiscale.Dimension::axis).distinct().count() < axes.size()) throw new IOException(
			"two of its axes have the same meaning");
		return axes;
	}

	/** Finds the meaning of an axis. */
	static Axis axis(final String name) throws IOException {
		return switch (name.toLowerCase(Locale.ROOT)) {
			case "x" -> Axis.X;
			case "y" -> Axis.Y;
			case "z" -> Axis.Z;
			case "c", "channel" -> Axis.CHANNEL;
			case "t", "time" -> Axis.TIME;
			default -> throw new IOException("its axis " + name + " is not supported");
		};
	}

	private static Multiscale.Level level(final JsonObject level, final JsonObject image, final int rank) throws IOException {
		final double[] scale = new double[rank];
		final double[] translation = new double[rank];
		Arrays.fill(scale, 1);
		for (final JsonObject from : List.of(level, image)) {
			if (!MetadataJson.has(from, "coordinateTransformations")) continue;
			for (final JsonElement each : from.getAsJsonArray("coordinateTransformations"))
				apply(each.getAsJsonObject(), scale, translation);
		}
		return new Multiscale.Level(level.get("path").getAsString(), list(scale), list(translation));
	}

	private static void apply(final JsonObject transformation, final double[] scale, final double[] translation)
		throws IOException
	{
		final String type = transformation.get("type").getAsString();
		if (type.equals("identity")) return;
		if (!transformation.has(type) || !transformation.get(type).isJsonArray() || transformation.getAsJsonArray(type).size() != scale.length)
			throw new IOException("its transformation " + transformation + " is not supported");
		final List<Double> numbers = MetadataJson.doubles(transformation.get(type));
		for (int d = 0; d < scale.length; d++) {
			switch (type) {
				case "scale" -> {
					scale[d] *= numbers.get(d);
					translation[d] *= numbers.get(d);
				}
				case "translation" -> translation[d] += numbers.get(d);
				default -> throw new IOException("its transformation " + type + " is not supported");
			}
		}
	}

	private static List<Double> list(final double[] numbers) {
		return Arrays.stream(numbers).boxed().toList();
	}

	/** Describes an image. */
	static JsonObject write(final Multiscale image, final String method) {
		final JsonObject json = new JsonObject();
		json.addProperty("name", image.name());
		final JsonArray axes = new JsonArray();
		image.axes().forEach(axis -> axes.add(write(axis)));
		json.add("axes", axes);
		final JsonArray datasets = new JsonArray();
		image.levels().forEach(level -> datasets.add(write(level)));
		json.add("datasets", datasets);
		json.addProperty("type", method);
		return json;
	}

	private static JsonObject write(final Multiscale.Dimension axis) {
		final JsonObject json = new JsonObject();
		json.addProperty("name", name(axis.axis()));
		json.addProperty("type", switch (axis.axis()) {
			case TIME -> "time";
			case CHANNEL -> "channel";
			default -> "space";
		});
		if (!axis.unit().isEmpty()) json.addProperty("unit", axis.unit());
		return json;
	}

	/** Gets the name of an axis. */
	static String name(final Axis axis) {
		return axis == Axis.CHANNEL ? "c" : axis == Axis.TIME ? "t" : axis.name().toLowerCase(Locale.ROOT);
	}

	private static JsonObject write(final Multiscale.Level level) {
		final JsonArray transformations = new JsonArray();
		transformations.add(transformation("scale", level.scale()));
		// NB: most readers are content without, and some know nothing else.
		if (!level.translation().equals(Collections.nCopies(level.translation().size(), 0.0))) transformations.add(transformation(
			"translation", level.translation()));
		final JsonObject json = new JsonObject();
		json.addProperty("path", level.path());
		json.add("coordinateTransformations", transformations);
		return json;
	}

	private static JsonObject transformation(final String type, final List<Double> numbers) {
		final JsonObject json = new JsonObject();
		json.addProperty("type", type);
		json.add(type, MetadataJson.array(numbers));
		return json;
	}
}
