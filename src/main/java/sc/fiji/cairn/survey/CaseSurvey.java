// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.LabelledExtent;
import sc.fiji.cairn.cases.Spacings;
import sc.fiji.cairn.volume.Intensity;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/** Reads an image and its label image, a part at a time, and finds what is wrong with the two. */
final class CaseSurvey {

	private final SurveyOptions options;
	private final VolumeIO io;
	private final Progress progress;
	private final List<String> problems = new ArrayList<>();
	private Extent extent;
	private SortedMap<Integer, Long> voxels = new TreeMap<>();

	/**
	 * @param progress asked on the way whether to stop
	 */
	CaseSurvey(final SurveyOptions options, final VolumeIO io, final Progress progress) {
		this.options = options;
		this.io = io;
		this.progress = progress;
	}

	/** Looks at a case, whose image or label may be null. */
	SurveyedCase look(final Case one) {
		if (one.image() == null) problems.add("The label image has no image of its name.");
		else attempt(() -> image(one));
		if (one.label() != null) attempt(() -> label(one));
		else if (options.complete()) problems.add("The image has no label image of its name.");
		return new SurveyedCase(one.name(), Optional.ofNullable(one.image()), Optional.ofNullable(one.label()), Optional
			.ofNullable(extent), voxels, problems);
	}

	/** Reads, and notes why that fails, because the other cases are still worth looking at. */
	private void attempt(final Runnable reading) {
		try {
			reading.run();
		}
		catch (final CairnException exc) {
			problems.add(exc.getMessage());
		}
	}

	private void image(final Case one) {
		final String name = one.image().toString();
		final Volume image = options.selection().of(io.open(one.image()), name);
		extent = Extent.of(image);
		if (extent.slices() < 2 && one.label() == null) problems.add(
			"The image is a single slice, but training without labels needs stacks.");
		if (!extent.hasSpacing()) problems.add("The distances of voxels are not known (the unit is " + image.geometry()
			.unit() + "); set them in Image > Properties... and save the image.");
		for (int frame = 0; frame < extent.frames(); frame++)
			for (int channel = 0; channel < extent.channels(); channel++)
				// Refuses images that are constant or hold values that are no numbers.
				Intensity.of(image.grid(channel, frame), name, progress.silently());
	}

	private void label(final Case one) {
		final Volume label = options.selection().ofLabels(io.open(one.label()), one.label().toString());
		final Extent own = Extent.of(label);
		if (extent == null && one.image() == null) extent = own;
		attempt(() -> LabelledExtent.requireOneChannel(label, one.label().toString()));
		if (extent != null) compare(own);
		final LabelCount count = new LabelCount(options.rule(), own.geometry());
		for (int frame = 0; frame < own.frames(); frame++)
			count.add(label.grid(0, frame), progress);
		voxels = count.voxels();
		problems.addAll(count.problems());
	}

	private void compare(final Extent own) {
		if (!own.size().equals(extent.size())) problems.add("The label image has " + own.size() +
			" voxels, but its image has " + extent.size() + ".");
		if (own.frames() != extent.frames()) problems.add("The label image has " + Words.count(own.frames(), "time point") +
			", but its image has " + extent.frames() + "; say by the parameter frame, from 1, which is meant.");
		if (Spacings.differ(own.geometry(), extent.geometry())) problems.add("The voxels of the label image are " + Spacings.text(
			own.millimetres()) + " apart, but those of its image " + Spacings.text(extent.millimetres()) +
			"; check that the two belong together.");
	}
}
