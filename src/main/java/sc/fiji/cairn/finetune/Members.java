// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.train.FinishedRun;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Fine-tunings that differ in their seeds alone, whose models segment together. Of {@code heart.cairn} the further members are
 * {@code heart-2.cairn}, {@code heart-3.cairn} and so on.
 */
public final class Members {

	private static final int MOST = 20;

	private final FineTuneOptions options;
	private final int count;

	/**
	 * Plans the trainings.
	 *
	 * @param options those of the first one; each further one counts up the seed
	 * @throws CairnException if the number is out of bounds
	 */
	public Members(final FineTuneOptions options, final int count) {
		this.options = options;
		this.count = count;
		if (count < 1 || count > MOST) throw CairnException.of("members", "The parameter members must be from 1 to " + MOST + ", not " +
			count + "; 3 to 5 are usual.");
	}

	/** Gets the files of all models. */
	public List<Path> files() {
		return IntStream.range(0, count).mapToObj(this::file).toList();
	}

	private Path file(final int member) {
		final Path first = options.run().model();
		if (member == 0) return first;
		final String name = first.getFileName().toString();
		final int dot = name.lastIndexOf('.') < 1 ? name.length() : name.lastIndexOf('.');
		return first.resolveSibling(name.substring(0, dot) + "-" + (member + 1) + name.substring(dot));
	}

	private FineTuneOptions options(final int member) {
		return member == 0 ? options : options.with(options.run().with(options.run().seed() + member, file(member)));
	}

	/** Gets the files that are still to be written: a run that is resumed takes finished members of the same parameters. */
	public List<Path> missing() {
		return IntStream.range(0, count).filter(member -> !isDone(member)).mapToObj(this::file).toList();
	}

	private boolean isDone(final int member) {
		return FinishedRun.is(options(member));
	}

	/**
	 * Trains, and writes the models. Where the user ends a training early, it is the last one.
	 *
	 * @param progress told, too, how to segment with all models
	 * @param listener hears of all that happens in each training
	 * @return the first model
	 * @throws CairnException as {@link FineTuning#run()}; models of earlier members stay
	 */
	public ModelFile run(final VolumeIO io, final Progress progress, final TrainingListener listener) {
		boolean stopped = false;
		int trained = 0;
		for (; trained < count && !stopped; trained++) {
			if (count > 1) progress.log("Member " + (trained + 1) + " of " + count + ".");
			stopped = new FineTuning(io, options(trained), progress, listener).run().plan().provenance().stopped();
		}
		if (trained > 1) progress.log("To segment with all members: model=[" + NameList.join(files().subList(0, trained).stream().map(
			Path::toString).toList()) + "]");
		return ModelFile.read(options.run().model());
	}
}
