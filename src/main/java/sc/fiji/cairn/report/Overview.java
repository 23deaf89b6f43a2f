// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntFunction;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.evaluate.ClassScore;
import sc.fiji.cairn.evaluate.SegmentationMetrics;
import sc.fiji.cairn.model.ModelDescription;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Draws a figure of what was segmented: for some cases the slice with most foreground, with outlines of truth and
 * predictions and the Dice coefficient of the whole volume, and the losses of the trainings.
 */
public final class Overview {

	private final VolumeIO volumes;
	private final Progress progress;

	/**
	 * @param volumes opens the images
	 * @param progress told of each case; asked for cancel before each
	 */
	public Overview(final VolumeIO volumes, final Progress progress) {
		this.volumes = volumes;
		this.progress = progress;
	}

	/**
	 * Draws the figure.
	 * <p>
	 * Cases are those with an image, a label image, and a prediction in each folder; if there are more than rows, some
	 * spread evenly over the names.
	 * </p>
	 *
	 * @throws CairnException if a folder or model is missing, no case is complete, or a label image has another size than
	 *           its image
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	public BufferedImage draw(final OverviewOptions options) {
		final List<ModelDescription> models = options.models().stream().map(ModelFile::describe).toList();
		final List<String> columns = options.predictions().stream().map(folder -> folder.toAbsolutePath().normalize()
			.getFileName().toString()).toList();
		return draw(options, models, columns, names(models));
	}

	/**
	 * As above, without models.
	 *
	 * @param columns what to call the predictions
	 * @param names gives the name of a class
	 */
	BufferedImage draw(final OverviewOptions options, final List<String> columns, final IntFunction<String> names) {
		return draw(options, List.of(), columns, names);
	}

	private BufferedImage draw(final OverviewOptions options, final List<ModelDescription> models, final List<String> columns,
		final IntFunction<String> names)
	{
		final List<OverviewRow> rows = rows(options);
		final List<Curve> curves = new ArrayList<>();
		for (int i = 0; i < models.size(); i++)
			curves.add(Curve.loss(CaseFolder.baseName(options.models().get(i)), models.get(i).plan().provenance().stage(),
				models.get(i).log()));
		return new OverviewFigure(columns, rows, curves, names).paint();
	}

	private List<OverviewRow> rows(final OverviewOptions options) {
		final CaseFolder folder = new CaseFolder(volumes);
		final Map<String, Path> images = folder.files(options.images());
		final Map<String, Path> labels = folder.files(options.labels());
		final List<Map<String, Path>> predictions = options.predictions().stream().map(path -> folder.files(path))
			.toList();
		final List<String> complete = images.keySet().stream().filter(labels::containsKey).filter(name -> predictions
			.stream().allMatch(files -> files.containsKey(name))).toList();
		if (complete.isEmpty()) throw new CairnException("No image in " + options.images() + " has a label image in " +
			options.labels() + (predictions.isEmpty() ? "" : " and a prediction in each of " + options.predictions()) +
			"; give folders whose files have the same base names.");
		final List<String> shown = spread(complete, options.rows());
		progress.stage("Drawing", shown.size());
		final List<OverviewRow> rows = new ArrayList<>();
		for (final String name : shown) {
			final List<Path> predicted = predictions.stream().map(files -> files.get(name)).toList();
			rows.add(Waiting.call(() -> row(name, images.get(name), labels.get(name), predicted, options), progress));
			progress.advance(rows.size(), name);
		}
		return rows;
	}

	private static List<String> spread(final List<String> names, final int count) {
		if (names.size() <= count) return names;
		final List<String> some = new ArrayList<>();
		for (int i = 0; i < count; i++)
			some.add(names.get(count == 1 ? names.size() / 2 : (int) ((long) i * (names.size() - 1) / (count - 1))));
		return some;
	}

	private OverviewRow row(final String name, final Path image, final Path label, final List<Path> predicted,
		final OverviewOptions options)
	{
		final Selection selection = options.selection();
		final Volume volume = selection.of(volumes.open(image), image.toString());
		final RandomAccessibleInterval<? extends RealType<?>> truth = options.rule().view(open(label, selection, volume,
			image));
		final long z = Slice.richest(truth);
		final List<OverviewRow.Prediction> predictions = new ArrayList<>();
		for (final Path file : predicted) {
			final RandomAccessibleInterval<? extends RealType<?>> prediction = open(file, Selection.ALL, volume, image);
			predictions.add(new OverviewRow.Prediction(Slice.of(prediction, z), dice(prediction, truth)));
		}
		final Geometry geometry = volume.geometry();
		final double aspect = geometry.spacingY() / geometry.spacingX();
		return new OverviewRow(name + ", slice " + (z + 1), Slice.of(volume.grid(0, 0), z), Double.isFinite(aspect) &&
			aspect > 0 ? aspect : 1, Slice.of(truth, z), predictions);
	}

	private RandomAccessibleInterval<? extends RealType<?>> open(final Path file, final Selection selection,
		final Volume image, final Path imageFile)
	{
		final RandomAccessibleInterval<? extends RealType<?>> labels = selection.ofLabels(volumes.open(file), file
			.toString()).grid(0, 0);
		if (!Arrays.equals(labels.dimensionsAsLongArray(), image.grid(0, 0).dimensionsAsLongArray())) throw new CairnException(
			"The label image " + file + " has not the size of its image " + imageFile +
				"; give label images of the images themselves.");
		return labels;
	}

	private static double dice(final RandomAccessibleInterval<? extends RealType<?>> prediction,
		final RandomAccessibleInterval<? extends RealType<?>> truth)
	{
		return SegmentationMetrics.compare(prediction, truth, new double[] { 1, 1, 1 }, OptionalInt
			.empty()).stream().mapToDouble(ClassScore::dice).filter(dice -> !Double.isNaN(dice)).average().orElse(
				Double.NaN);
	}

	/** Takes the names of classes from a model that knows them. */
	private static IntFunction<String> names(final List<ModelDescription> models) {
		final Map<Integer, String> known = new HashMap<>();
		models.forEach(model -> model.plan().classes().forEach(one -> known.put(one.value(), one.name())));
		return label -> known.getOrDefault(label, "class " + label);
	}
}
