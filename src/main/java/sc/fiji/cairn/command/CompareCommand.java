// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.Map;
import java.util.function.Supplier;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.pretrain.PretrainRecipe;
import sc.fiji.cairn.report.StudyReport;
import sc.fiji.cairn.study.Budget;
import sc.fiji.cairn.study.FineTuneOption;
import sc.fiji.cairn.study.Study;
import sc.fiji.cairn.study.StudyData;
import sc.fiji.cairn.study.StudyOptions;
import sc.fiji.cairn.study.StudyOutlook;
import sc.fiji.cairn.study.StudyState;
import sc.fiji.cairn.train.Preset;

/** Compares methods by how well they segment after learning from few labelled volumes, and reports it. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Compare Label Efficiency...", weight = 42) })
public class CompareCommand extends ComparedPretraining implements HasOutlook {

	private final StudyOutlook measured = new StudyOutlook();

	@Shared({ " of a fine-tuning, or of each of its rounds",
		"Slices per training step of a fine-tuning, or parts of volumes in 3D", "slices", "a fine-tuning" })
	private final TrainingSchedule schedule = new TrainingSchedule();

	@Parameter(label = "Iterations of the ceiling", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.UNIT, value = "steps") },
		description = "Training steps of the training with all labels, if counts has all; 0 for as many as all others.")
	private int ceiling = 0;

	@Shared
	private final AugmentationRange augmentation = new AugmentationRange();

	@Parameter(label = "Rounds", min = "1", max = "20", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training: how often to predict the unlabelled volumes and train again.")
	private int rounds = 1;

	@Shared
	private final PseudoLabelChoice pseudoLabels = new PseudoLabelChoice();

	@Parameter(label = "Mixup", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "For methods with +mixup: the larger, the more evenly labelled slices are mixed.")
	private double mixup = 0.1;

	@Shared("draws and same results; each further draw counts it up")
	private final Computing computing = new Computing();

	@Parameter(label = "Folder for the results", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "Folder for models, results.csv and the report; a study that was stopped goes on in the same folder.")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "Report",
		description = "The report, a web page.")
	private File reportFile;

	@Override
	public Supplier<String> outlook() {
		final StudyOptions study = options();
		final CaseFolder cases = folders();
		return () -> measured.of(study, cases, methods());
	}

	@Override
	public Map<String, String> meanings() {
		final ResolvedDefaults defaults = meaningsOfPretraining();
		schedule.resolve(defaults, chosen().fineTuning());
		augmentation.resolve(defaults, chosen().places());
		return defaults.add("ceiling", ceiling == 0, "as the others").all();
	}

	@Override
	protected void validate(final Problems problems) {
		checkCases(problems);
		problems.check("output", () -> {
			Inputs.newFolder("output", output);
			Study.requirePlace(output.toPath());
		});
		if (problems.isEmpty()) problems.check(Problems.ALL, () -> new Study(folders(), methods(), options(), Progress.SILENT, state -> {})
			.requireCases());
	}

	@Override
	protected void execute(final Progress progress) {
		final StudyOptions study = options();
		final StudyState done = LiveWindow.during("Cairn Compare", caller(), false, progress, live -> new Study(folders(), methods(), study,
			live, StudyReport.writer(io(), methods()), live).run());
		reportFile = output.toPath().resolve("report.html").toFile();
		computing.chosen(done.record().precision().name());
		progress.log("Wrote the report " + reportFile + ".");
	}

	/** Gets what the keys ask for, in plain numbers, which hold for a study that goes on even if the preset changes. */
	StudyOptions options() {
		final StudyData data = cases();
		final Preset chosen = chosen();
		final PretrainRecipe recipe = recipe();
		final Budget fineTuning = Budget.of(schedule.of(chosen.fineTuning()));
		return new StudyOptions(data, compared(), counted(), drawn(), network(), Budget.of(recipe.stages().get(0).recipe()), recipe
			.later(), contrast(recipe), supervision(data.rule()), fineTuning, new Budget(ceiling == 0 ? fineTuning.iterations()
				: ceiling, fineTuning.batch(), fineTuning.patches(), fineTuning.rate()), augmentation.of(chosen.places()),
					new FineTuneOption.Settings(pseudoLabels.in(rounds), mixup), computing.seed(), computing.device(), computing.precision(), Inputs.target("output", output), chosen);
	}
}
