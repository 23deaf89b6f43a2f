// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.nio.file.Path;
import java.util.List;

import ij.IJ;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.report.ModelText;
import sc.fiji.cairn.ui.TrainingWindow;

/** What the window of a training offers when its model is written. */
final class AfterTraining {

	private AfterTraining() {
		// Only static methods.
	}

	/** Offers to segment an image with a model, and to tell about it. */
	static List<TrainingWindow.Action> of(final Path model, final PretrainMethods methods) {
		return List.of(new TrainingWindow.Action("segment", "Segment an image with it", () -> segment(model)),
			new TrainingWindow.Action("show", "Show model", () -> show(model, methods)));
	}

	/** Opens the dialog of Cairn Segment, which offers the model. */
	private static void segment(final Path model) {
		LastUsed.gave(LastUsed.SEGMENTER, model.toString());
		// NB: in a thread of its own, as from the menu, in Fiji and in plain ImageJ.
		IJ.doCommand(Parameters.label(Parameters.describe(SegmentCommand.class)));
	}

	private static void show(final Path model, final PretrainMethods methods) {
		try {
			Texts.show(ModelInfoCommand.TITLE, ModelText.of(model, ModelFile.describe(model), methods), Progress.SILENT);
		}
		catch (final CairnException exc) {
			IJ.error(ModelInfoCommand.TITLE, exc.getMessage());
		}
	}
}
