// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.RoundsFolder;
import sc.fiji.cairn.roi.RoiReading;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Says what the parameters of {@link TrainOnImageCommand} stand for that a user leaves open.
 *
 * @param io opens images
 * @param input as given
 * @param annotations as given
 * @param names those of the classes
 * @param rest as given
 */
record RoundMeanings(VolumeIO io, String input, String annotations, List<String> names, String rest) {

	/** Returns the words by macro key. */
	Map<String, String> of(final File pretrained, final boolean anew, final File folder, final int iterations,
		final int moreSteps, final int firstSteps)
	{
		final ImagePlus image = Images.open(Annotations.imageOf(input));
		final String title = image == null ? Path.of(input).getFileName().toString() : image.getTitle();
		final Path file = image == null ? input.isBlank() ? null : Path.of(input) : Images.origin(image).orElse(null);
		final Path rounds = ImageRound.folder(folder, file, title);
		final RoundsFolder before = new RoundsFolder(rounds, io);
		final Path newest = anew ? null : before.newestModel().orElse(null);
		final boolean further = newest != null || !anew && !Inputs.isEmpty(pretrained);
		final ResolvedDefaults meanings = new ResolvedDefaults().add("input", input.isBlank(), image == null ? Images.active()
			: "the active image, " + title).add("pretrained", anew || Inputs.isEmpty(pretrained), newest == null
				? "none yet: from scratch" : newest.getFileName() + ", the latest of the folder").add("iterations", iterations == 0,
					further ? moreSteps : firstSteps).add("folder", Inputs.isEmpty(folder), rounds);
		drawn(meanings, image, title, before);
		return meanings.all();
	}

	private void drawn(final ResolvedDefaults meanings, final ImagePlus image, final String title, final RoundsFolder before) {
		try {
			final Annotations.Found found = Annotations.find(annotations, image, title);
			meanings.add("annotations", true, found.words());
			final ImageRound.Rest chosen = Inputs.choice(ImageRound.Rest.class, rest);
			if (found.rois().isEmpty()) {
				meanings.add("rest", true, chosen == ImageRound.Rest.UNKNOWN ? "unknown, if it is 0" : "background, if it is 0");
				meanings.add("names", names.isEmpty(), "by the values of the labels");
				return;
			}
			final RoiReading reading = ImageRound.reading(found.rois(), names, before.classes());
			meanings.add("rest", true, ImageRound.words(reading, chosen)).add("names", names.isEmpty(), reading.classes());
		}
		catch (final CairnException exc) {
			// OK says it in full.
			meanings.add("annotations", annotations.isBlank(), "nothing is drawn or painted yet");
		}
	}
}
