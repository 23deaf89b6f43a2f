// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.study.CaseResult;
import sc.fiji.cairn.study.Counts;
import sc.fiji.cairn.study.StudyData;
import sc.fiji.cairn.study.StudyMethod;
import sc.fiji.cairn.study.StudyState;
import sc.fiji.cairn.study.Summary;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Reports a study, finished or not: {@code report.md}, {@code report.html} (one file that holds the figures, too), the
 * chart {@code label-efficiency.png} and {@code examples.png}, in the study's output folder.
 */
public final class StudyReport {

	private static final String CHART = "label-efficiency.png";

	/** Number of predictions side by side; more become too small to see anything. */
	private static final int EXAMPLE_COLUMNS = 4;

	private final Map<List<Path>, byte[]> drawnExamples;
	private final VolumeIO io;
	private final StudyState study;
	private final Summary summary;
	private final StudyTables tables;

	private StudyReport(final VolumeIO io, final PretrainMethods methods, final StudyState study,
		final Map<List<Path>, byte[]> drawnExamples) {
		this.io = io;
		this.study = study;
		this.drawnExamples = drawnExamples;
		summary = new Summary(study.results(), study.options().data().group());
		tables = new StudyTables(study, summary, methods);
	}

	/**
	 * Gets a writer of reports of one study, which replaces the files of the one before, each whole or not at all. It
	 * throws a {@link sc.fiji.cairn.CairnException} if the folder cannot be written to.
	 */
	public static Consumer<StudyState> writer(final VolumeIO io, final PretrainMethods methods) {
		// Examples take long to draw but do not change.
		final Map<List<Path>, byte[]> drawnExamples = new HashMap<>();
		return study -> new StudyReport(io, methods, study, drawnExamples).write();
	}

	private void write() {
		final Document document = document();
		write("report.md", document.markdown().getBytes(StandardCharsets.UTF_8));
		write("report.html", document.html().getBytes(StandardCharsets.UTF_8));
	}

	private void write(final String name, final byte[] content) {
		WholeFile.write(study.options().output().resolve(name), out -> out.write(content));
	}

	private Document document() {
		final Document document = new Document("Label efficiency");
		final int finished = (int) study.runs().stream().filter(study.results().runs()::contains).count();
		document.paragraph("Compared: " + String.join(", ", summary.methods().stream().map(tables::title).toList()) +
			"; numbers of " + tables.unit() + ": " + listed(summary.counts()) + "; " + Words.count(study.splits()
			.train().size(), "train case") + " and " + Words.count(study.splits().test().size(), "test case") + ". Finished: " + finished + " of " + study.runs().size() +
			" runs." + (finished < study.runs().size() ? " All figures below are of finished runs only." : ""));
		if (!summary.methods().isEmpty()) results(document);
		tables.conditions(document);
		return document;
	}

	private static String listed(final List<Integer> counts) {
		return String.join(", ", counts.stream().map(String::valueOf).toList());
	}

	private void results(final Document document) {
		document.section("Dice against the number of " + tables.unit());
		figure(document, CHART, "Mean Dice of the test cases against the number of " + tables.unit() +
			", a line for each method", Document.png(chart()));
		document.paragraph("Lines are means over the draws, dots are the draws, whiskers reach from the worst to the best draw.");
		tables.dice(document);
		tables.differences(document);
		tables.classes(document);
		tables.seconds(document);
		examples(document);
	}

	private BufferedImage chart() {
		final List<EfficiencyChart.Line> lines = new ArrayList<>();
		for (final String method : summary.methods()) {
			final SortedMap<Integer, List<Double>> draws = new TreeMap<>();
			for (final int count : summary.counts()) {
				final List<Double> scores = List.copyOf(summary.draws(method, "" + count, CaseResult::dice).values());
				if (!scores.isEmpty()) draws.put(count, scores);
			}
			lines.add(new EfficiencyChart.Line(tables.title(method), draws));
		}
		final double ceiling = summary.mean(StudyMethod.SCRATCH, Counts.ALL, CaseResult::dice);
		return new EfficiencyChart(lines, Double.isNaN(ceiling) ? null : new EfficiencyChart.Ceiling("all labels, scratch: " +
			StudyTables.number(ceiling), ceiling), tables.unit() + " (log scale)").paint();
	}

	/** Cases are chosen by their names alone, before any training. */
	private void examples(final Document document) {
		final List<Path> folders = study.exampleFolders();
		if (folders.isEmpty()) return;
		document.section("Examples");
		document.paragraph("With the fewest labels, first draw. Cases are spread evenly over the list of test cases, whatever " +
			"their scores; of each the slice with most foreground. The truth is dashed over the predictions.");
		for (int from = 0; from < folders.size(); from += EXAMPLE_COLUMNS) {
			final List<Path> some = folders.subList(from, Math.min(folders.size(), from + EXAMPLE_COLUMNS));
			figure(document, from == 0 ? "examples.png" : "examples-" + (from / EXAMPLE_COLUMNS + 1) + ".png",
				"Slices of test cases with the outlines of truth and predictions", drawnExamples.computeIfAbsent(some,
					this::drawExamples));
		}
	}

	private byte[] drawExamples(final List<Path> folders) {
		final StudyData data = study.options().data();
		return Document.png(new Overview(io, Progress.SILENT).draw(new OverviewOptions(data.images(), data.labels(), folders, List.of(), study.exampleCases().size(), new Selection(Math.max(1, data.selection().channel()), data
				.selection().frame()), data.rule()), folders.stream().map(folder -> tables.title(
				folder.getFileName().toString())).toList(), tables::className));
	}

	private void figure(final Document document, final String file, final String description, final byte[] png) {
		write(file, png);
		document.figure(file, description, png);
	}
}
