// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import com.google.gson.stream.JsonWriter;

import java.awt.Color;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import ij.gui.Roi;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormat;

/**
 * Outlines of labels as GeoJSON ({@code .geojson}), written only, as QuPath reads them: an annotation for each label and slice,
 * of its class, in pixels from the corner of the image, with the number of the slice and the time point from 0.
 */
@Plugin(type = VolumeFormat.class, priority = Priority.NORMAL)
public final class GeoJsonFormat implements VolumeFormat {

	@Override
	public boolean canRead(final Path path) {
		return false;
	}

	@Override
	public Volume read(final Path path) {
		throw new UnsupportedOperationException("Outlines are no image.");
	}

	@Override
	public boolean canWrite(final Path path) {
		return path.toString().toLowerCase(Locale.ROOT).endsWith(".geojson");
	}

	@Override
	public void write(final Volume volume, final Path path) {
		throw new CairnException("The file " + path + " would hold outlines, of which labels have some, and other images none: let it end in " +
			".nii.gz.");
	}

	@Override
	public void writeLabels(final Volume labels, final int largest, final Path path) {
		writeLabels(labels, largest, Map.of(), path);
	}

	@Override
	public void writeLabels(final Volume labels, final int largest, final Map<Integer, String> names, final Path path) {
		WholeFile.write(path, out -> {
			final JsonWriter json = new JsonWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
			json.beginObject().name("type").value("FeatureCollection").name("features").beginArray();
			for (int time = 0; time < labels.size(Axis.TIME); time++) {
				final RandomAccessibleInterval<? extends RealType<?>> grid = labels.grid(0, time);
				for (int z = 0; z < grid.dimension(2); z++)
					for (final Roi roi : LabelRois.of(slice(grid, z), largest, false))
						feature(json, roi, names, z, time);
			}
			json.endArray().endObject().flush();
		});
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> RandomAccessibleInterval<T> slice(
		final RandomAccessibleInterval<? extends RealType<?>> grid, final int z)
	{
		return Views.addDimension(Views.hyperSlice((RandomAccessibleInterval<T>) grid, 2, z), 0, 0);
	}

	private static void feature(final JsonWriter json, final Roi roi, final Map<Integer, String> names, final int z, final int time)
		throws IOException
	{
		final int label = Integer.parseInt(roi.getName().substring(0, roi.getName().indexOf('-')));
		final Color colour = roi.getStrokeColor();
		json.beginObject().name("type").value("Feature").name("geometry").beginObject().name("type").value("MultiPolygon").name(
			"coordinates").beginArray();
		for (final List<double[][]> polygon : Rings.polygons(roi)) {
			json.beginArray();
			for (final double[][] ring : polygon) {
				json.beginArray();
				for (final double[] point : ring)
					json.beginArray().value(point[0]).value(point[1]).endArray();
				json.endArray();
			}
			json.endArray();
		}
		json.endArray().name("plane").beginObject().name("c").value(-1).name("z").value(z).name("t").value(time).endObject().endObject();
		json.name("properties").beginObject().name("objectType").value("annotation").name("classification").beginObject().name("name").value(
			names.getOrDefault(label, "label " + label)).name("color").beginArray().value(colour.getRed()).value(colour.getGreen()).value(
				colour.getBlue()).endArray().endObject().endObject().endObject();
	}
}
