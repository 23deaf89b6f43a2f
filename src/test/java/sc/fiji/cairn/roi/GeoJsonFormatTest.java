// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.imagej.LabelImages;

/** Outlines as QuPath reads them enclose the voxels of their labels, and no others. */
class GeoJsonFormatTest {

	private static final int WIDTH = 9;
	private static final int HEIGHT = 7;

	/** A ring of label 1 around an island of it, diagonal neighbours, and label 2. */
	private static final String SLICE = """
		111111100
		100000100
		101110100
		101110102
		100000120
		111111100
		000000002
		""";

	@TempDir
	private Path folder;

	private static Volume labels() {
		final byte[] values = new byte[2 * WIDTH * HEIGHT];
		final String digits = SLICE.replace("\n", "");
		for (int i = 0; i < digits.length(); i++)
			values[WIDTH * HEIGHT + i] = (byte) (digits.charAt(i) - '0');
		return new Volume("labels", List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.unsignedBytes(values, WIDTH, HEIGHT, 2), Geometry.unknown(),
			Header.NONE);
	}

	private static boolean contains(final JsonArray polygon, final double x, final double y) {
		final Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
		for (final JsonElement ring : polygon) {
			final JsonArray points = ring.getAsJsonArray();
			assertEquals(points.get(0), points.get(points.size() - 1), "closed");
			for (int i = 0; i < points.size(); i++) {
				final JsonArray point = points.get(i).getAsJsonArray();
				if (i == 0) path.moveTo(point.get(0).getAsDouble(), point.get(1).getAsDouble());
				else path.lineTo(point.get(0).getAsDouble(), point.get(1).getAsDouble());
			}
		}
		return path.contains(x, y);
	}

	@Test
	void outlinesEncloseTheirLabels() throws Exception {
		final Path file = folder.resolve("labels.geojson");
		TestPlugins.io().saveLabels(labels(), 2, Map.of(1, "ring", 2, "rest"), file);
		final JsonArray features = JsonParser.parseString(Files.readString(file)).getAsJsonObject().getAsJsonArray("features");
		assertEquals(2, features.size());
		for (int label = 1; label <= 2; label++) {
			final JsonObject feature = features.get(label - 1).getAsJsonObject();
			final JsonObject properties = feature.getAsJsonObject("properties");
			final Color colour = LabelImages.colours(2).get(label - 1);
			assertEquals("annotation", properties.get("objectType").getAsString());
			assertEquals("{\"name\":\"" + (label == 1 ? "ring" : "rest") + "\",\"color\":[" + colour.getRed() + "," + colour.getGreen() + "," +
				colour.getBlue() + "]}", properties.get("classification").toString());
			final JsonObject geometry = feature.getAsJsonObject("geometry");
			assertEquals("MultiPolygon", geometry.get("type").getAsString());
			assertEquals("{\"c\":-1,\"z\":1,\"t\":0}", geometry.get("plane").toString());
			final JsonArray polygons = geometry.getAsJsonArray("coordinates");
			for (int i = 0; i < WIDTH * HEIGHT; i++) {
				int inside = 0;
				for (final JsonElement polygon : polygons)
					if (contains(polygon.getAsJsonArray(), i % WIDTH + 0.5, i / WIDTH + 0.5)) inside++;
				assertEquals(SLICE.replace("\n", "").charAt(i) - '0' == label ? 1 : 0, inside, label + ": " + i % WIDTH + ", " + i / WIDTH);
			}
			if (label == 1) assertEquals(Set.of(1, 2), Set.of(polygons.get(0).getAsJsonArray().size(), polygons.get(1).getAsJsonArray()
				.size()), "the ring has a hole");
		}
	}

	@Test
	void otherImagesHaveNoOutlines() {
		final Path file = folder.resolve("image.geojson");
		assertThrows(CairnException.class, () -> TestPlugins.io().save(labels(), file));
		assertEquals(false, Files.exists(file));
	}
}
