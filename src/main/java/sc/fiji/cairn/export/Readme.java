// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.report.Citations;
import sc.fiji.cairn.report.ModelText;

/**
 * The documentation of a package.
 *
 * @param about what its publication says
 * @param model the model, of several the first
 * @param usage what programs have to know
 * @param citations what to cite
 */
record Readme(About about, ModelFile model, Usage usage, Citations citations) {

	/** Gets the text. */
	byte[] bytes() {
		final StringBuilder text = new StringBuilder("# " + about.name() + "\n\n");
		text.append("A U-Net that was trained with Cairn in ImageJ or Fiji. By ").append(String.join(", ", about.authors())).append(
			"; licence ").append(about.licence()).append(".\n\n| channel of the output | label value | class |\n|---|---|---|\n");
		int channel = 0;
		for (final SegmentationClass one : usage.classes())
			text.append("| " + channel++ + " | " + one.value() + " | " + one.name().replace("|", "\\|") + " |\n");
		text.append("\n## What the network expects\n\nThe label of a voxel is the channel of the highest probability.\n\n");
		usage.limits().forEach(limit -> text.append("* ").append(limit).append('\n'));
		text.append("\n## Training\n\n");
		usage.trainings().forEach(one -> text.append(String.format(Locale.ROOT, "* %s: %d steps on %d volumes in %.0f s, %s (%s)%n",
			one.stage(), one.steps(), one.cases(), one.seconds(), one.finished(), one.software())));
		text.append("\n## Validation\n\nDice: ").append(ModelText.validation(model.log())).append(
			".\n\nBefore use on other images, segment some that you have labels of, and compare (Dice, Hausdorff distance); look at " +
				"the results of all others.\n\n## Please cite\n\n");
		citations.works().forEach(work -> text.append("* ").append(work.text()).append('\n'));
		return text.toString().replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
	}
}
