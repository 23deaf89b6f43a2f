// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.torch.Computer;
import sc.fiji.cairn.volume.Selection;

/**
 * The parameters of the segmentation of a folder.
 *
 * @param cases volumes to segment
 * @param models model files, whose probabilities are averaged if there are several
 * @param output folder for the label images, which get the names of the images
 * @param format file ending of the label images: {@code nii.gz}, {@code tif}, {@code zarr}, {@code seg.nrrd} or {@code geojson}
 * @param probabilities whether to write the probabilities of the classes, too, into the folder {@code probabilities} of the
 *          output
 * @param flips whether to average over mirrored images
 * @param after what to do to the label images
 * @param selection channels and time points to segment
 * @param series number of the image to segment of files with several, from 1; 0 where they have one each
 * @param replacing whether label images that Cairn has written may be replaced
 * @param resume whether label images that an interrupted segmentation of the same kind has made are kept
 * @param computer where to compute, and in which numbers
 */
public record SegmentFolderOptions(List<Case> cases, List<Path> models, Path output, String format,
	boolean probabilities, boolean flips, PostprocessingOptions after, Selection selection, int series, Replacing replacing,
	boolean resume, Computer computer)
{

	private static final Set<String> FORMATS = Set.of("nii.gz", "tif", "zarr", "seg.nrrd", "geojson");

	/** Segments all volumes anew. */
	public SegmentFolderOptions(final List<Case> cases, final List<Path> models, final Path output, final String format,
		final boolean probabilities, final boolean flips, final PostprocessingOptions after, final Selection selection,
		final int series, final Replacing replacing, final String device)
	{
		this(cases, models, output, format, probabilities, flips, after, selection, series, replacing, false, Computer.exact(device));
	}

	/** Segments volumes whole, leaves the labels as the network gives them, and replaces nothing. */
	public SegmentFolderOptions(final List<Case> cases, final Path model, final Path output,
		final String format, final boolean probabilities, final String device)
	{
		this(cases, List.of(model), output, format, probabilities, false, PostprocessingOptions.NOTHING, Selection.ALL, 0, new Replacing(false), false,
			Computer.exact(device));
	}

	public SegmentFolderOptions {
		models = List.copyOf(models);
		cases = List.copyOf(cases);
		if (!FORMATS.contains(format)) throw CairnException.of("format", "The parameter format must be nii.gz, tif, zarr, seg.nrrd or geojson, not '" + format +
			"'.");
		if (output.toString().isBlank()) throw CairnException.of("output",
			"The parameter output is empty; name the folder that the label images are to be written to.");
	}

	/** Gets the file of the label image of a case. */
	Path output(final String name) {
		return output.resolve(name + "." + format);
	}
}
