// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Sha256;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.model.Json;
import sc.fiji.cairn.torch.Computer;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.Selection;

/**
 * How label images were made, for the list beside them.
 *
 * @param model model file; of several a list
 * @param sha256 its checksum; of several a list
 * @param flips whether probabilities were averaged over mirrored images
 * @param after what was done to the label images
 * @param selection channels and time points of the images
 * @param series number of the image in files with several, from 1; 0 where there is one
 * @param computer where it was asked to compute, and in which numbers
 * @param software versions of this suite, Java and the system
 * @param date when it began
 */
public record SegmentationRecord(String model, String sha256, boolean flips, PostprocessingOptions after,
	Selection selection, int series, Computer computer, String software, String date)
{

	/** Records a run that begins now. */
	public static SegmentationRecord of(final List<Path> models, final boolean flips, final PostprocessingOptions after,
		final Selection selection, final int series, final Computer computer)
	{
		try {
			final List<String> sums = new ArrayList<>();
			for (final Path model : models)
				sums.add(Sha256.of(model));
			final String names = models.size() == 1 ? models.get(0).toAbsolutePath().toString() : NameList.join(models.stream().map(
				model -> model.toAbsolutePath().toString()).toList());
			return new SegmentationRecord(names, String.join(";", sums), flips, after, selection, series,
				computer, TrainingRun.software(), OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString());
		}
		catch (final IOException e) {
			throw new CairnException("The model " + (models.size() == 1 ? "file " + models.get(0) : "files " + models) + " cannot be read (" + e.getMessage() +
				"); check its permissions.", e);
		}
	}

	/** Tells whether two records, as JSON, are of segmentations that give the same result. */
	static boolean isSame(final JsonElement one, final JsonElement other) {
		return one.isJsonObject() && undated(one).equals(undated(other));
	}

	private static JsonObject undated(final JsonElement record) {
		final JsonObject copy = record.getAsJsonObject().deepCopy();
		copy.remove("date");
		return copy;
	}

	/** Returns the record as JSON. */
	JsonElement json() {
		return Json.of(this);
	}
}
