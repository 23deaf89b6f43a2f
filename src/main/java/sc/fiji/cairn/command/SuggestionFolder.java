// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import ij.measure.ResultsTable;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.report.ContactSheet;
import sc.fiji.cairn.roi.SuggestionRois;
import sc.fiji.cairn.suggest.Suggestion;
import sc.fiji.cairn.suggest.SuggestionTable;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/** Writes what is suggested: {@code suggestions.csv}, {@code suggestions.png}, and {@code rois/CASE.zip} for each volume. */
final class SuggestionFolder {

	/** Title of the table. */
	static final String TABLE = "Cairn Suggestions";

	/** Title of the contact sheet. */
	static final String SHEET = "Cairn Contact Sheet";

	private static final String ZIP = ".zip";

	private final Path folder;

	SuggestionFolder(final Path folder) {
		this.folder = folder;
	}

	/**
	 * Makes sure that nothing is there that would be replaced.
	 *
	 * @param overwrite whether the user allows it
	 * @throws sc.fiji.cairn.UndecidedException if there is something, and the user has not decided
	 */
	void require(final boolean overwrite) {
		final List<Path> files = new ArrayList<>(earlierRois());
		files.add(folder.resolve("suggestions.csv"));
		files.add(folder.resolve("suggestions.png"));
		new Replacing(overwrite).requireAll(files);
	}

	/** Finds files of ROIs of earlier suggestions, which would be taken for new ones. */
	private List<Path> earlierRois() {
		final Path rois = folder.resolve("rois");
		if (!Files.isDirectory(rois)) return List.of();
		try (Stream<Path> files = Files.list(rois)) {
			return files.filter(file -> file.getFileName().toString().endsWith(ZIP)).toList();
		}
		catch (final IOException e) {
			throw new CairnException("The folder " + rois + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
		}
	}

	/** Makes the table; it is not shown. */
	static ResultsTable table(final List<Suggestion> suggestions) {
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		for (final Suggestion one : suggestions) {
			final List<String> cells = SuggestionTable.cells(one);
			table.addRow();
			for (int i = 0; i < cells.size(); i++) {
				final boolean text = SuggestionTable.isText(i) || cells.get(i).isEmpty();
				if (text) table.addValue(SuggestionTable.COLUMNS.get(i), cells.get(i));
				else table.addValue(SuggestionTable.COLUMNS.get(i), Double.parseDouble(cells.get(i)));
			}
		}
		return table;
	}

	/**
	 * Writes all, in place of earlier suggestions.
	 *
	 * @return the contact sheet
	 */
	BufferedImage write(final List<Suggestion> suggestions, final Selection selection, final VolumeIO io, final Progress progress) {
		final BufferedImage sheet = new ContactSheet(io, selection, progress).draw(suggestions);
		earlierRois().forEach(SuggestionFolder::delete);
		final Map<Path, List<Suggestion>> byImage = suggestions.stream().filter(one -> one.slice().isPresent()).collect(Collectors
			.groupingBy(Suggestion::image, LinkedHashMap::new, Collectors.toList()));
		byImage.forEach((image, some) -> {
			final Volume volume = io.open(image);
			SuggestionRois.write(SuggestionRois.of(volume, some), folder.resolve("rois").resolve(some.get(0).name() + ZIP));
		});
		WholeFile.write(folder.resolve("suggestions.png"), out -> ImageIO.write(sheet, "png", out));
		SuggestionTable.write(suggestions, folder.resolve("suggestions.csv"));
		progress.log("Wrote the suggestions to " + folder + ".");
		return sheet;
	}

	private static void delete(final Path file) {
		try {
			Files.delete(file);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " of earlier suggestions cannot be deleted (" + e.getMessage() +
				"); delete it, or choose another folder as output.", e);
		}
	}
}
