// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.List;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.NameList;
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
		return new SurveyOptions(NameList.of(images), "", labels.getPath(), cases.isBlank(), rule(), selection());
	}

	/** Checks that there are images and labels. */
	final void checkCases(final Problems problems) {
		problems.check("images", () -> Inputs.images(io(), "images", images));
		problems.check("labels", () -> Inputs.images(io(), "labels", labels));
	}

	final String imageFolder() {
		return images.getPath();
	}

	final String labelFolder() {
		return labels.getPath();
	}

	final List<String> trained() {
		return NameList.split(cases);
	}

	final List<String> validated() {
		return NameList.split(validation);
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
