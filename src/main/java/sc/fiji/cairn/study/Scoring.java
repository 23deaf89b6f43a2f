// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.evaluate.Evaluation;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.segment.Segmentation;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/** Segments the test cases with the model of a run, one at a time, and scores them on their own grid. */
final class Scoring {

	private final StudyOptions options;
	private final StudyCases cases;
	private final VolumeIO io;
	private final Progress progress;

	Scoring(final StudyOptions options, final StudyCases cases, final VolumeIO io, final Progress progress) {
		this.options = options;
		this.cases = cases;
		this.io = io;
		this.progress = progress;
	}

	/** Scores a model; predictions of the examples of a study are kept. */
	List<CaseResult> score(final RunKey run, final ModelFile model) {
		final StudyData data = options.data();
		final Evaluation evaluation = new Evaluation(io, progress);
		final List<String> kept = Examples.isExample(run, options.counts()) ? cases.examples(Examples.CASES) : List.of();
		final List<CaseResult> results = new ArrayList<>();
		try (Segmenter segmenter = new Segmenter(model, options.device(), progress)) {
			for (final Case one : cases.test()) {
				final Volume image = Waiting.call(() -> io.open(one.image()), progress);
				final Segmentation segmentation = segmenter.segment(data.selection().of(image, one.image().toString()), false);
				if (kept.contains(one.name())) segmentation.save(io, example(run, one.name()));
				results.add(CaseResult.of(run, evaluation.score(one.image(), segmentation.labels(), one.label(),
					data.selection(), data.rule()), model
					.plan().provenance().seconds()));
			}
		}
		return results;
	}

	private Path example(final RunKey run, final String name) {
		return Examples.folder(options.output(), run).resolve(name + ".nii.gz");
	}
}
