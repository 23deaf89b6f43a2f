// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.nio.file.Path;
import java.util.List;

/**
 * What is settled before the first step, for those who watch.
 *
 * @param model file that will be written
 * @param device what does the work, as {@link sc.fiji.cairn.torch.Torch#description} says it, and the precision
 * @param trainings number of trainings that make the model, one after the other
 * @param classes names of the classes, background first; empty for a pretraining
 */
public record TrainingFacts(Path model, String device, int trainings, List<String> classes) {

	public TrainingFacts {
		classes = List.copyOf(classes);
	}
}
