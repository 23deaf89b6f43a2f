// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.study.Counts;
import sc.fiji.cairn.study.StudyData;
import sc.fiji.cairn.study.StudyMethod;
import sc.fiji.cairn.survey.SurveyOptions;

/** The parameters that say which methods a study compares, and on what. */
abstract class ComparedCases extends CairnCommand implements HasCases {

	@Parameter(label = "Folder of images", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.IMAGES) },
		description = "Folder of all volumes of the data set.")
	private File images = new File("");

	@Parameter(label = "Folder of labels", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.LABELS) },
		description = "Folder of the label images, with the same base names as their images.")
	private File labels = new File("");

	@Parameter(label = "File of splits", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "JSON file with \"train\", \"validation\" (the cases to score on) and \"labelled_draws\"; empty to " +
			"divide the cases at random.")
	private File splits = new File("");

	@Parameter(label = "Test cases", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.COMPARISON), @Attr(name = Group.BASIC) },
		description = "Without a file of splits: base names of the cases to score on, separated by semicolons, or their " +
			"share, such as 0.2.")
	private String test = "0.2";

	@Parameter(label = "Group", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Regular expression with one part in brackets, by which cases stay together and count as one, such as " +
			"patient(\\d+)_.*; empty if each case stands for itself.")
	private String group = "";

	@Parameter(label = "Methods", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.COMPARISON), @Attr(name = Group.BASIC),
			@Attr(name = Group.SEVERAL) },
		description = "What to compare, separated by semicolons: scratch or a method of pretraining, each perhaps with " +
			"options of fine-tuning, as in global+selftraining.")
	private String methods = "scratch;global;positional";

	@Parameter(label = "Counts", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.COMPARISON), @Attr(name = Group.BASIC) },
		description = "Numbers of labelled volumes or groups, separated by semicolons; all adds a training from scratch with " +
			"all labels.")
	private String counts = "1;2;4";

	@Parameter(label = "Draws", min = "1", max = "1000", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.COMPARISON), @Attr(name = Group.BASIC) },
		description = "How often to draw the labelled volumes; a file of splits may have fewer.")
	private int draws = 3;

	@Parameter(label = "Other folders", style = FileWidget.DIRECTORY_STYLE, persist = false, required = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "For hierarchical: further folders of volumes to pretrain on, separated by semicolons.")
	private String others = "";

	@Parameter(label = "Domains", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "For hierarchical: what images and the other folders hold, one group:task each, separated by " +
			"semicolons; empty if each is a group of its own.")
	private String domains = "";

	@Shared
	private final LearntLabels learnt = new LearntLabels();

	@Shared({ "compare on", "where images have one" })
	private final ImagePart part = new ImagePart();

	@Override
	public final SurveyOptions data() {
		return new SurveyOptions(Inputs.folders("images", images, ""), Inputs.path(labels), false, learnt.rule(), part.selection());
	}

	@Override
	public List<String> proposals(final String key) {
		return key.equals("methods") ? StudyMethod.simple(methods()) : super.proposals(key);
	}

	/** Checks what there is to compare. */
	final void checkCases(final Problems problems) {
		problems.check("images", () -> folders().images(Inputs.folders("images", images, "")));
		problems.check("labels", () -> folders().files(Inputs.folder("labels", labels)));
		for (final Path folder : Inputs.paths(others))
			problems.check("others", () -> folders().files(folder));
		if (!Inputs.isEmpty(splits)) problems.check("splits", () -> Inputs.file("splits", splits));
		problems.check("methods", this::compared);
		problems.check("counts", this::counted);
	}

	/** Gets the cases and how they are divided. */
	final StudyData cases() {
		final List<Path> further = Inputs.paths(others);
		if (further.isEmpty() && !domains.isBlank()) throw CairnException.of("domains", "The parameter domains says what the folders " +
			"of images and others hold, but others is empty; name further folders, or leave domains empty.");
		return new StudyData(Inputs.folder("images", images), Inputs.folder("labels", labels), Inputs.path(splits), NameList.split(
			test), group, further, Inputs.domains(domains, 1 + further.size()), learnt.rule(), learnt.names(), part.selection());
	}

	final List<StudyMethod> compared() {
		return StudyMethod.list(methods, methods());
	}

	final Counts counted() {
		return Counts.parse(counts);
	}

	final int drawn() {
		return draws;
	}
}
