// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.List;
import java.util.Optional;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.finetune.CaseSplit;
import sc.fiji.cairn.survey.SurveyOptions;
import sc.fiji.cairn.volume.Selection;

/** The parameters that say which labelled cases a training learns from, and from which model it starts. */
abstract class LabelledCases extends CairnCommand implements HasCases {

	@Parameter(label = "Folder of images", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.IMAGES) },
		description = "Folder of the volumes that are labelled.")
	private File images = new File("");

	@Parameter(label = "Folder of labels", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.LABELS) },
		description = "Folder of the label images, with the same base names as their images.")
	private File labels = new File("");

	@Parameter(label = "Cases", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC) },
		description = "Base names of the cases to train on, separated by semicolons; empty for all.")
	private String cases = "";

	@Parameter(label = "Pretrained model", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.PRETRAINED) },
		description = "Model to start from; empty to train from scratch.")
	private File pretrained = new File("");

	@Parameter(label = "Validation", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC) },
		description = "Base names of the cases to validate on, separated by semicolons, or their share, such as 0.2; " +
			"empty for none.")
	private String validation = "";

	@Shared
	private final LearntLabels learnt = new LearntLabels();

	/** Says which part of each image is used. */
	abstract Selection selection();

	@Override
	public final SurveyOptions data() {
		return new SurveyOptions(Inputs.folders("images", images, ""), Inputs.path(labels), cases.isBlank(), rule(), selection());
	}

	/** Checks that there are images and labels. */
	final void checkCases(final Problems problems) {
		problems.check("images", () -> folders().images(Inputs.folders("images", images, "")));
		problems.check("labels", () -> folders().files(Inputs.folder("labels", labels)));
	}

	/**
	 * Finds the cases, and divides them.
	 *
	 * @param seed of a random division
	 * @throws CairnException if a folder is missing, a wanted case lacks an image or a label, or none is left to train on
	 */
	final CaseSplit split(final long seed) {
		final List<Case> trained = labelled(NameList.split(cases));
		final List<String> items = NameList.split(validation);
		if (items.size() == 1 && isShare(items.get(0))) return CaseSplit.of(trained, Double.parseDouble(items.get(0)), seed);
		return new CaseSplit(trained, items.isEmpty() ? List.of() : labelled(items));
	}

	private List<Case> labelled(final List<String> chosen) {
		return folders().labelled(Inputs.folders("images", images, ""), Inputs.folder("labels", labels), chosen);
	}

	/** Tells a share from the name of a case, which may be a number, too. */
	private boolean isShare(final String text) {
		return text.matches("0?\\.\\d+|0|1|1\\.0+") && !folders().files(images.toPath()).containsKey(text);
	}

	/** Tells of files that seem to belong to the cases, but are left out. */
	final void tellLeftOut(final Progress progress) {
		folders().tellLeftOut(Inputs.folders("images", images, ""), cases.isBlank() ? Inputs.path(labels) : Optional.empty(), progress);
	}

	final List<String> classNames() {
		return learnt.names();
	}

	final File start() {
		return pretrained;
	}

	final LabelRule rule() {
		return learnt.rule();
	}
}
