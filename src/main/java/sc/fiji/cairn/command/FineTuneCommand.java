// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.List;
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
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.finetune.CaseSplit;
import sc.fiji.cairn.finetune.FewLabels;
import sc.fiji.cairn.finetune.FineTuneOptions;
import sc.fiji.cairn.finetune.FineTuning;
import sc.fiji.cairn.finetune.Members;
import sc.fiji.cairn.finetune.Teaching;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.Selection;

/** Trains a network to segment, from a few labelled volumes and, if there is one, a pretrained model. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Fine-tune...", weight = 21) })
public class FineTuneCommand extends LabelledCases implements HasOutlook {

	@Shared({ "loss, optimiser, schedule and augmentation", " for all models, or as published for those of",
		"(of augmentation: -1) " })
	private final PresetChoice system = new PresetChoice();

	@Shared("; a pretrained model brings its own")
	private final NetworkShape shape = new NetworkShape();

	@Shared({ "", "Slices per training step, or parts of volumes in 3D", "slices", "the schedule" })
	private final TrainingSchedule schedule = new TrainingSchedule();

	@Shared
	private final AugmentationRange augmentation = new AugmentationRange();

	@Parameter(label = "Unlabelled volumes", style = FileWidget.DIRECTORY_STYLE, persist = false, required = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Folder of unlabelled volumes for self-training, teacher and copy-paste; slices of labelled volumes " +
			"that are not annotated are used in any case, by self-training single pixels, too.")
	private File unlabelled = new File("");

	@Parameter(label = "File names of unlabelled volumes", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Pattern of the file names of unlabelled volumes to read, such as *_t1.nii.gz; empty for all.")
	private String include = "";

	@Parameter(label = "Rounds", min = "0", max = "20", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training: how often to predict the unlabelled volumes and train again; 0 for not at all.")
	private int rounds = 0;

	@Shared
	private final PseudoLabelChoice pseudoLabels = new PseudoLabelChoice();

	@Parameter(label = "Teacher", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Whether to learn from unlabelled slices to predict what the moving average of the network predicts.")
	private boolean teacher = false;

	@Parameter(label = "Copy-paste", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Whether to learn from images put together of labelled and unlabelled slices; not with teacher or mixup.")
	private boolean copyPaste = false;

	@Parameter(label = "Consistency", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Whether to learn to find in strongly changed views of unlabelled slices what the moving average of the " +
			"network is sure of, by confidence, in unchanged ones; not with rounds, teacher, copy-paste or mixup.")
	private boolean consistency = false;

	@Parameter(label = "Mixup", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Mixes labelled slices and their labels; the larger, the more evenly; 0 for not at all.")
	private double mixup = 0;

	@Parameter(label = "Members", min = "1", max = "20", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.UNIT, value = "models") },
		description = "How many models to train, with seeds of their own, that segment together: of model.cairn the others " +
			"are model-2.cairn, model-3.cairn and so on; the log says what to give to Segment.")
	private int members = 1;

	@Shared({ "train on", "for all" })
	private final ImagePart part = new ImagePart();

	@Shared("result")
	private final Computing computing = new Computing();

	@Shared({ "trained", LastUsed.SEGMENTER })
	private final ModelToWrite model = new ModelToWrite();

	@Parameter(type = ItemIO.OUTPUT, label = "Model",
		description = "The model that was trained.")
	private File modelFile;

	@Override
	final Selection selection() {
		return part.selection();
	}

	@Override
	public Supplier<String> outlook() {
		final CaseSplit split = split(computing.seed());
		return split::words;
	}

	@Override
	public Map<String, String> meanings() {
		final Preset chosen = system.preset();
		final ResolvedDefaults defaults = new ResolvedDefaults();
		shape.resolve(defaults, chosen.design(), start());
		schedule.resolve(defaults, chosen.fineTuning());
		augmentation.resolve(defaults, chosen.places());
		return defaults.all();
	}

	@Override
	protected void validate(final Problems problems) {
		checkCases(problems);
		problems.check("unlabelled", this::unlabelled);
		problems.check("model", model::requireFile);
		if (!problems.isEmpty()) return;
		problems.check(Problems.ALL, this::options);
		if (!problems.isEmpty()) return;
		final FineTuning training = new FineTuning(io(), options(), Progress.SILENT);
		problems.check("pretrained", training::requireStart);
		problems.check("members", this::trainings);
		if (problems.isEmpty()) problems.check("model", () -> trainings().missing().forEach(model::requireFree));
	}

	@Override
	protected void execute(final Progress progress) {
		final FineTuneOptions training = options();
		final ModelFile trained = LiveWindow.during("Cairn Fine-tune", caller(), progress, training.run().model(), methods(),
			live -> {
				tellLeftOut(live);
				return trainings().run(io(), live, live);
			});
		modelFile = model.file();
		computing.chosen(TrainingRun.precision(trained.plan().provenance()));
	}

	private Members trainings() {
		return new Members(options(), members);
	}

	private List<Case> unlabelled() {
		return Inputs.isEmpty(unlabelled) ? List.of() : folders().images(Inputs.folders("unlabelled", unlabelled, include));
	}

	private FineTuneOptions options() {
		final Preset chosen = system.preset();
		final RunOptions run = new RunOptions(schedule.of(chosen.fineTuning()), computing.seed(), computing.device(), computing
			.precision(), model.path(), model.resume());
		final FewLabels fewLabels = new FewLabels(unlabelled(), mixup, Teaching.of(teacher, copyPaste, consistency),
			pseudoLabels.in(rounds));
		final NetworkOptions network = shape.options(chosen.design());
		return new FineTuneOptions(split(computing.seed()), Inputs.path(start()), classNames(), rule(),
			chosen.loss(), augmentation.of(chosen.places()), chosen.intensities(), fewLabels, network, run, selection());
	}
}
