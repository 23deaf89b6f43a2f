// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.pretrain.PretrainMethod;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.study.Budget;
import sc.fiji.cairn.study.CaseResult;
import sc.fiji.cairn.study.Counts;
import sc.fiji.cairn.study.FineTuneOption;
import sc.fiji.cairn.study.StudyMethod;
import sc.fiji.cairn.study.StudyOptions;
import sc.fiji.cairn.study.StudyState;
import sc.fiji.cairn.study.Summary;
import sc.fiji.cairn.train.Preset;

/** The tables of a report, and the text that explains them. */
final class StudyTables {

	private static final String NONE = "";

	private final StudyState study;
	private final Summary summary;
	private final PretrainMethods methods;

	StudyTables(final StudyState study, final Summary summary, final PretrainMethods methods) {
		this.study = study;
		this.summary = summary;
		this.methods = methods;
	}

	/** Gets what a method is called where results are shown. */
	String title(final String method) {
		final String pretraining = StudyMethod.pretraining(method);
		return pretraining(method).map(known -> known.title() + method.substring(pretraining.length())).orElse(method);
	}

	/** Finds the pretraining of a method; there is none for training from scratch. */
	private Optional<PretrainMethod> pretraining(final String method) {
		return methods.find(StudyMethod.pretraining(method));
	}

	/** Gets what the numbers of labels count. */
	String unit() {
		final boolean single = study.splits().draws().entrySet().stream().allMatch(entry -> entry.getValue().stream()
			.allMatch(draw -> draw.size() == entry.getKey()));
		return single ? "labelled volumes" : "labelled groups of volumes";
	}

	String className(final int label) {
		final List<Integer> classes = List.copyOf(study.results().classes());
		final List<String> names = study.options().data().names();
		final int index = classes.indexOf(label);
		return index >= 0 && index < names.size() ? names.get(index) : "class " + label;
	}

	static String number(final double value) {
		return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.3f", value);
	}

	private static String signed(final double value) {
		return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%+.4f", value);
	}

	private static String time(final double seconds) {
		return Double.isNaN(seconds) ? NONE : String.format(Locale.ROOT, seconds < 10 ? "%.1f" : "%.0f", seconds);
	}

	private List<String> head(final String... first) {
		final List<String> head = new ArrayList<>(List.of(first));
		summary.counts().forEach(count -> head.add(count + " labelled"));
		return head;
	}

	void dice(final Document document) {
		document.table(head("mean Dice"), summary.methods().stream().map(method -> row(method, count -> spread(summary.draws(
			method, count, CaseResult::dice)))).toList());
		document.paragraph("Mean over the draws of the mean over the test cases, with the smallest and largest draw in brackets.");
		final double ceiling = summary.mean(StudyMethod.SCRATCH, Counts.ALL, CaseResult::dice);
		if (!Double.isNaN(ceiling)) document.paragraph("With all labels of the train cases, from scratch, " + study
			.options().ceiling().iterations() + " steps: " + number(ceiling) + ".");
		final List<String> units = study.results().runs().stream().flatMap(run -> study.results().of(run).stream()).map(
			CaseResult::unit).distinct().toList();
		if (units.size() != 1) return;
		document.table(head("mean HD95, " + units.get(0)), summary.methods().stream().map(method -> row(method, count -> String
			.format(Locale.ROOT, "%.2f", summary.mean(method, count, CaseResult::hd95)))).toList());
		document.paragraph("A class that the prediction misses altogether counts with the diagonal of the image.");
	}

	private List<String> row(final String method, final Function<String, String> cell) {
		final List<String> row = new ArrayList<>(List.of(title(method)));
		summary.counts().forEach(count -> row.add(summary.draws(method, "" + count, CaseResult::dice).isEmpty() ? NONE : cell
			.apply("" + count)));
		return row;
	}

	private static String spread(final Map<Integer, Double> draws) {
		final List<Double> values = List.copyOf(draws.values());
		final String mean = number(Summary.mean(values));
		return values.size() < 2 ? mean : mean + " [" + number(Collections.min(values)) + ", " + number(Collections.max(
			values)) + "]";
	}

	void differences(final Document document) {
		final List<List<String>> rows = new ArrayList<>();
		for (final int count : summary.counts())
			for (final String method : summary.methods()) {
				final Summary.Difference difference = summary.difference(method, StudyMethod.SCRATCH, "" + count);
				if (method.equals(StudyMethod.SCRATCH) || difference.draws().isEmpty()) continue;
				final long better = difference.draws().stream().filter(draw -> draw > 0).count();
				rows.add(List.of("" + count, title(method), signed(difference.mean()), String.join(" ", difference.draws().stream()
					.map(StudyTables::signed).toList()), better + " of " + difference.draws().size(), "" + difference.test().n(),
					p(difference.test().p())));
			}
		if (rows.isEmpty()) return;
		document.section("Difference to scratch");
		document.table(List.of("labelled", "method", "mean difference of Dice", "by draw", "draws better", "n", "p"), rows);
		final boolean grouped = !study.options().data().group().isBlank();
		document.paragraph("Each method against scratch with the same labelled volumes and seed, case by case. p: two-sided " +
			"Wilcoxon signed-rank test of the n " + (grouped ? "groups of test cases" : "test cases") + " that differ, each by " +
			"its mean over the draws" + (grouped ? " and its cases" : "") + "; not corrected for the number of rows. It says " +
			"whether other test cases would show the same; whether other labelled volumes would, the draws tell, by their " +
			"agreement.");
	}

	private static String p(final double p) {
		return p < 0.0001 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
	}

	void classes(final Document document) {
		final List<Integer> classes = List.copyOf(study.results().classes());
		if (classes.size() < 2) return;
		final List<String> head = new ArrayList<>(List.of("labelled", "method"));
		classes.forEach(label -> head.add(className(label)));
		final List<List<String>> rows = new ArrayList<>();
		for (final int count : summary.counts())
			for (final String method : summary.methods()) {
				final List<String> row = new ArrayList<>(List.of("" + count, title(method)));
				classes.forEach(label -> row.add(number(summary.mean(method, "" + count, one -> one.classDice().getOrDefault(label,
					Double.NaN)))));
				rows.add(row);
			}
		document.section("Dice of each class");
		document.table(head, rows);
	}

	void seconds(final Document document) {
		document.section("Time");
		document.table(List.of("method", "seconds of pretraining", "pretrainings", "seconds of a fine-tuning"), summary
			.methods().stream().map(method -> {
				final String pretraining = StudyMethod.pretraining(method);
				final List<Double> seconds = study.pretrainingSeconds().entrySet().stream().filter(entry -> entry.getKey().equals(
					pretraining + ".cairn") || entry.getKey().matches(Pattern.quote(pretraining) +
						"-(\\d+-\\d+|all)\\.cairn")).map(Map.Entry::getValue).toList();
				final List<Double> tuning = study.results().runs().stream().filter(run -> run.method().equals(method) && !run
					.isCeiling()).map(run -> study.results().of(run).get(0).seconds()).toList();
				return List.of(title(method), time(Summary.mean(seconds)), seconds.isEmpty() ? NONE : "" + seconds.size(), time(
					Summary.mean(tuning)));
			}).toList());
		document.paragraph("On " + study.record().device() + ". Of a training that was interrupted only the last part counts.");
	}

	/** Says under which conditions all this holds. */
	void conditions(final Document document) {
		final StudyOptions options = study.options();
		document.section("What was compared");
		final List<List<String>> rows = new ArrayList<>();
		rows.add(List.of("images, labels", options.data().images() + ", " + options.data().labels()));
		rows.add(List.of("division", options.data().splits().map(Path::toString).orElse("at random, seed " + options.seed()) + "; all names in splits.json"));
		if (options.preset() != Preset.COMMON) rows.add(List.of("preset", options.preset().name().toLowerCase(Locale.ROOT)));
		if (options.methods().stream().anyMatch(method -> !method.isFromScratch())) rows.add(List.of("pretraining", budget(options.pretraining()) + ", on the train cases" +
			fromOthers(options)));
		rows.add(List.of("fine-tuning", budget(options.fineTuning()) + ", from scratch and after pretraining alike" +
			rounds(options)));
		final Architecture architecture = study.record().architecture();
		rows.add(List.of("network", "width " + options.network().width() + ", " + architecture.levels() + " levels, windows of " + study.record().preprocessing().window() + (study.record().preprocessing().spacing() == 0 ? "" : String.format(Locale.ROOT, " of %.4g mm", study
				.record().preprocessing().spacing()))));
		rows.add(List.of("device", study.record().device() + ", " + study.record().precision().name().toLowerCase(
			Locale.ROOT)));
		rows.add(List.of("software", study.record().software()));
		document.table(List.of("", ""), rows);
		document.paragraph("Split, budget of a training, window, augmentation and seeds are the same for all methods. Test cases are in no " +
			"training, labelled or not, and nothing was chosen by their scores. Every score above follows from results.csv.");
		summary.methods().stream().map(this::pretraining).flatMap(Optional::stream).map(PretrainMethod::remark).filter(
			remark -> !remark.isEmpty()).distinct().forEach(document::paragraph);
		document.section("All parameters");
		document.code(study.record().text());
	}

	/** Says which methods learn from the further folders, too. */
	private String fromOthers(final StudyOptions options) {
		final String several = options.methods().stream().map(StudyMethod::pretraining).distinct().filter(name -> methods.find(
			name).filter(PretrainMethod::usesDomains).isPresent()).collect(Collectors.joining(" and "));
		return several.isEmpty() || options.data().others().isEmpty() ? "" : "; " + several + " also on " + options.data()
			.others().stream().map(Path::toString).collect(Collectors.joining(", "));
	}

	/** Says what self-training costs beside the others. */
	private static String rounds(final StudyOptions options) {
		if (options.methods().stream().noneMatch(method -> method.options().contains(FineTuneOption.SELFTRAINING))) return "";
		return "; with +selftraining " + (1 + options.settings().selfTraining().rounds()) + " such trainings, one after the other";
	}

	private String budget(final Budget budget) {
		return budget.iterations() + " steps of batch " + (study.record().preprocessing().isFlat() ? budget.batch() : budget
			.patches()) + " a stage, rate " + budget.rate();
	}
}
