// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.Locale;
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
import sc.fiji.cairn.finetune.SelfTraining;
import sc.fiji.cairn.pretrain.PretrainRecipe;
import sc.fiji.cairn.report.StudyReport;
import sc.fiji.cairn.study.Budget;
import sc.fiji.cairn.study.FineTuneOption;
import sc.fiji.cairn.study.Study;
import sc.fiji.cairn.study.StudyData;
import sc.fiji.cairn.study.StudyOptions;
import sc.fiji.cairn.study.StudyOutlook;
import sc.fiji.cairn.study.StudyState;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.Preset;

/** Compares methods by how well they segment after learning from few labelled volumes, and reports it. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Compare Label Efficiency...", weight = 42) })
public class CompareCommand extends ComparedPretraining implements HasOutlook {

	private final StudyOutlook measured = new StudyOutlook();

	@Parameter(label = "Iterations", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.BASIC),
			@Attr(name = Group.UNIT, value = "steps") },
		description = "Training steps of a fine-tuning, or of each of its rounds; 0 for the preset's.")
	private int iterations = 0;

	@Parameter(label = "Batch", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.UNIT, value = "slices") },
		description = "Slices per training step of a fine-tuning, or parts of volumes in 3D; 0 for the preset's.")
	private int batch = 0;

	@Parameter(label = "Learning rate", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Largest learning rate of a fine-tuning; 0 for the preset's.")
	private double rate = 0;

	@Parameter(label = "Iterations of the ceiling", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.UNIT, value = "steps") },
		description = "Training steps of the training with all labels, if counts has all; 0 for as many as all others.")
	private int ceiling = 0;

	@Parameter(label = "Rotation", min = "-1", max = "180", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "degrees") },
		description = "Augmentation: largest angle by which slices are turned, in degrees; -1 for the preset's.")
	private double rotation = -1;

	@Parameter(label = "Scaling", min = "-1", max = "0.9", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "of the size") },
		description = "Augmentation: largest change of size, as a share: 0.1 for 10 %; -1 for the preset's.")
	private double scaling = -1;

	@Parameter(label = "Shift", min = "-1", max = "0.9", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "of the window") },
		description = "Augmentation: largest move along each axis, as a share of the window; -1 for the preset's.")
	private double shift = -1;

	@Parameter(label = "Bending", min = "-1", max = "0.9", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "of the window") },
		description = "Augmentation: standard deviation of smooth displacements, as a share of the window; -1 for " +
			"the preset's.")
	private double bending = -1;

	@Parameter(label = "Flip along X", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.AUGMENTATION),
		description = "Augmentation: whether left and right may be exchanged, which some anatomy forbids.")
	private boolean flipX = false;

	@Parameter(label = "Flip along Y", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.AUGMENTATION),
		description = "Augmentation: whether top and bottom may be exchanged, which some anatomy forbids.")
	private boolean flipY = false;

	@Parameter(label = "Rounds", min = "1", max = "20", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training: how often to predict the unlabelled volumes and train again.")
	private int rounds = 1;

	@Parameter(label = "Confidence", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training: probability from which a predicted pixel is learnt from.")
	private double confidence = 0.8;

	@Parameter(label = "Largest component", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training: whether only the largest connected component of each class of a predicted volume is " +
			"learnt from.")
	private boolean largest = false;

	@Parameter(label = "Mixup", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "For methods with +mixup: the larger, the more evenly labelled slices are mixed.")
	private double mixup = 0.1;

	@Parameter(label = "Seed", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Same seed, same draws and same results; each further draw counts it up.")
	private int seed = 1;

	@Parameter(label = "Device", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.COMPUTER),
		description = "Where to compute: auto, cpu, gpu0, gpu1, ...")
	private String device = "auto";

	@Parameter(label = "Precision", choices = { "auto", "float32", "bfloat16" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.COMPUTER),
		description = "Numbers to compute with; auto takes the faster where the device is good at it.")
	private String precision = "auto";

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
		final Preset chosen = chosen();
		return meaningsOfPretraining().training(chosen.fineTuning(), iterations, batch, rate).augmentation(chosen.places(),
			rotation, scaling, shift, bending).add("ceiling", ceiling == 0, "as the others").all();
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
		// NB: so that the recorder gets what was chosen, which on a busy computer can be another one the next time.
		precision = done.record().precision().name().toLowerCase(Locale.ROOT);
		progress.log("Wrote the report " + reportFile + ".");
	}

	/** Gets what the keys ask for, in plain numbers, which hold for a study that goes on even if the preset changes. */
	StudyOptions options() {
		final StudyData data = cases();
		final Preset chosen = chosen();
		final PretrainRecipe recipe = recipe();
		final SelfTraining selfTraining = new SelfTraining(rounds, confidence, SelfTraining.NONE.weight(), largest);
		final Budget fineTuning = Budget.of(chosen.fineTuning().with(iterations, batch, rate));
		return new StudyOptions(data, compared(), counted(), drawn(), network(), Budget.of(recipe.stages().get(0).recipe()), recipe
			.later(), contrast(recipe), supervision(data.rule()), fineTuning, new Budget(ceiling == 0 ? fineTuning.iterations()
				: ceiling, fineTuning.batch(), fineTuning.patches(), fineTuning.rate()), chosen.places().with(rotation, scaling, shift,
					bending, flipX, flipY), new FineTuneOption.Settings(selfTraining, mixup), seed, device, Inputs.choice(Precision.class,
						precision), Inputs.target("output", output), chosen);
	}
}
