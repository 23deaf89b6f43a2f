// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.SparseLabels;
import sc.fiji.cairn.suggest.LabelBudget;
import sc.fiji.cairn.suggest.LabelStrategy;
import sc.fiji.cairn.suggest.SuggestOptions;
import sc.fiji.cairn.suggest.Suggesting;
import sc.fiji.cairn.suggest.Suggestion;
import sc.fiji.cairn.suggest.SuggestionTable;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Labels of train cases on those slices alone that a strategy has chosen, as if somebody had labelled them: for each run a
 * folder of label images whose other slices are unknown. A run with more slices has those of the one before, of the same
 * method and draw, and chooses the others with its model.
 */
final class RevealedLabels {

	/** Table of the slices that were chosen last; written when the labels are complete. */
	private static final String TABLE = "suggestions.csv";

	private static final String ENDING = ".nii.gz";

	private final StudyOptions options;
	private final StudyCases cases;
	private final Recipes recipes;
	private final VolumeIO io;
	private final Progress progress;

	RevealedLabels(final StudyOptions options, final StudyCases cases, final Recipes recipes, final VolumeIO io,
		final Progress progress)
	{
		this.options = options;
		this.cases = cases;
		this.recipes = recipes;
		this.io = io;
		this.progress = progress;
	}

	/** Gets the folder of the label images of a run. */
	static Path folder(final Path output, final RunKey run) {
		return output.resolve("labels").resolve(run.fileName());
	}

	/** Tells whether the labels of a run are revealed on some slices only. */
	static boolean isSparse(final StudyMethod method, final RunKey run) {
		return method.choice() != null && !run.isCeiling();
	}

	/** Gets the cases of which a run knows some slices, with these labels; before they are chosen, all that there are. */
	static List<Case> cases(final Path output, final RunKey run, final List<Case> pool) {
		final List<Case> known = revealed(output, run, pool).stream().filter(one -> one.label() != null).toList();
		return known.isEmpty() ? pool : known;
	}

	/** Gets all cases, those of which a run knows some slices with these labels, and the others without any. */
	private static List<Case> revealed(final Path output, final RunKey run, final List<Case> pool) {
		return pool.stream().map(one -> {
			final Path file = run == null ? null : folder(output, run).resolve(one.name() + ENDING);
			return new Case(one.name(), one.image(), file != null && Files.exists(file) ? file : null, one.domain());
		}).toList();
	}

	/** Chooses the slices of a run and writes their labels, unless that is done. */
	void reveal(final StudyMethod method, final RunKey run) {
		final Path folder = folder(options.output(), run);
		if (Files.exists(folder.resolve(TABLE))) return;
		final RunKey before = before(run);
		final List<Suggestion> chosen = new Suggesting(io, suggest(method, run, before), progress).run();
		final Map<String, Set<Integer>> slices = new TreeMap<>(chosen.stream().collect(Collectors.groupingBy(Suggestion::name,
			Collectors.mapping(one -> one.slice().orElseThrow() - 1, Collectors.toSet()))));
		final List<Case> earlier = revealed(options.output(), before, cases.labelled(run));
		earlier.stream().filter(one -> one.label() != null).forEach(one -> slices.computeIfAbsent(one.name(), none -> Set.of()));
		for (int i = 0; i < earlier.size(); i++)
			if (slices.containsKey(earlier.get(i).name())) write(cases.labelled(run).get(i), slices.get(earlier.get(i).name()), earlier
				.get(i).label(), folder);
		SuggestionTable.write(chosen, folder.resolve(TABLE));
	}

	/** Finds the run of the same method and draw with the next smaller number of slices; null if there is none. */
	private RunKey before(final RunKey run) {
		final int count = Integer.parseInt(run.labelled());
		return options.counts().numbers().stream().filter(one -> one < count).reduce((one, other) -> other).map(
			one -> new RunKey(run.method(), "" + one, run.draw())).orElse(null);
	}

	private SuggestOptions suggest(final StudyMethod method, final RunKey run, final RunKey before) {
		final LabelStrategy wanted = method.choice();
		final boolean cold = wanted.needsModel() && before == null;
		final Path pretrained = method.isFromScratch() ? null : recipes.pretrained(method, run);
		// NB: a pretraining on the labels of the run comes later.
		final Optional<Path> model = wanted.needsModel() && !cold ? Optional.of(recipes.model(before)) : Optional.ofNullable(
			pretrained).filter(Files::exists);
		final int count = Integer.parseInt(run.labelled()) - (before == null ? 0 : Integer.parseInt(before.labelled()));
		return new SuggestOptions(revealed(options.output(), before, cases.labelled(run)), SparseLabels.RULE, model, LabelBudget
			.slices(count), cold ? LabelStrategy.EQUAL : wanted, options.seed() + run.draw() - 1L, options.device(), options.data()
				.selection());
	}

	private void write(final Case one, final Set<Integer> slices, final Path earlier, final Path folder) {
		final Volume image = Waiting.call(() -> io.open(one.image()), progress);
		final Volume labels = options.data().selection().ofLabels(io.open(one.label()), one.label().toString());
		final SparseLabels known = SparseLabels.known(read(labels, options.data().rule(), one.label())).only(slices);
		if (earlier != null) known.keep(SparseLabels.known(io.open(earlier)));
		io.saveLabels(known.volume(options.data().selection().of(image, one.image().toString())), SparseLabels.UNKNOWN, folder
			.resolve(one.name() + ENDING));
	}

	/** Reads label values as the study does, with {@link SparseLabels#UNKNOWN} where nothing is known. */
	private static Volume read(final Volume labels, final LabelRule rule, final Path file) {
		final RandomAccessibleInterval<? extends RealType<?>> values = Converters.convert2(rule.view(labels.data()), (in,
			out) -> out.setReal(value(in.getRealDouble(), rule, file)), DoubleType::new);
		return new Volume(labels.name(), labels.axes(), values, labels.geometry(), labels.header());
	}

	private static double value(final double value, final LabelRule rule, final Path file) {
		if (rule.isIgnored(value)) return SparseLabels.UNKNOWN;
		if (value == SparseLabels.UNKNOWN) throw new CairnException("The label image " + file + " has a class " +
			SparseLabels.UNKNOWN + ", the value of unknown voxels where slices are chosen; give it as \"ignore\" if nothing is " +
			"known there, or number the classes otherwise.");
		return value;
	}
}
