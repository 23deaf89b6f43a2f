// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

/**
 * Installs, tries, chooses and deletes engines, and says what it does.
 */
public final class EngineManager {

	private static final long PAUSE_MILLIS = 1_000;

	/** Where DJL looks first. */
	private static final String PATH = "PYTORCH_LIBRARY_PATH";

	/** Lies beside native libraries on the class path. */
	private static final String BUNDLED = "native/lib/pytorch.properties";

	private final EngineStore store;
	private final Supplier<Advice> advice;
	private final Supplier<List<String>> loaded;
	private final EngineSite site;
	private final EngineInstaller installer;
	private final SelfTest test;
	private final Predicate<String> consent;

	/**
	 * @param test to make before an engine is chosen
	 * @param consent is asked whether to fetch what the text describes
	 */
	public EngineManager(final EngineStore store, final EngineSite site, final SelfTest test,
		final Predicate<String> consent)
	{
		this(store, site, test, consent, Advice::current, LoadedLibraries::torch, new Disk() {}, PAUSE_MILLIS);
	}

	EngineManager(final EngineStore store, final EngineSite site, final SelfTest test, final Predicate<String> consent,
		final Supplier<Advice> advice, final Supplier<List<String>> loaded, final Disk disk, final long pause)
	{
		this.store = store;
		this.advice = advice;
		this.loaded = loaded;
		this.site = site;
		this.test = test;
		this.consent = consent;
		installer = new EngineInstaller(store, site.web(), disk, pause);
	}

	/**
	 * Installs the flavor that fits the driver, or the one for the CPU if that does not work. What is installed already is
	 * tested and chosen again.
	 *
	 * @return nothing if the user has not consented to the download
	 * @throws CairnException if none can be installed, or none works
	 */
	public Optional<InstalledEngine> installFitting(final Progress progress) {
		final Advice fitting = advice.get();
		progress.log(words(fitting));
		try {
			return install(fitting.flavor(), progress);
		}
		catch (final BrokenException e) {
			if (fitting.flavor() == Flavor.CPU) throw e;
			progress.log(e.getMessage() + " The CPU engine is used instead.");
			return install(Flavor.CPU, progress);
		}
	}

	/** An engine that has failed its test, so that another may be tried. */
	private static final class BrokenException extends CairnException {

		private static final long serialVersionUID = 1L;

		BrokenException(final InstalledEngine engine, final String reason) {
			super("The engine " + engine.description() + " does not work here (" + reason +
				"); install another flavor, or report this with action=report.");
		}
	}

	/**
	 * Installs a flavor, unless it is installed already, tests it and makes it the one to use.
	 *
	 * @return nothing if the user has not consented to the download
	 * @throws CairnException if it cannot be installed, or does not work; the choice is then as before
	 */
	public Optional<InstalledEngine> install(final Flavor flavor, final Progress progress) {
		final Optional<InstalledEngine> there = store.find(flavor).filter(engine -> isSound(engine, progress));
		final Optional<InstalledEngine> engine = there.isPresent() ? there : download(flavor, progress);
		engine.ifPresent(one -> use(one, progress));
		return engine;
	}

	private boolean isSound(final InstalledEngine engine, final Progress progress) {
		final Optional<String> damage = store.check(engine);
		damage.ifPresent(what -> progress.log("The engine " + engine.name() + " is damaged (" + what +
			") and is downloaded again."));
		return damage.isEmpty();
	}

	private Optional<InstalledEngine> download(final Flavor flavor, final Progress progress) {
		final Offer offer = site.offer(flavor, Platform.current(), progress);
		final String question = "Download " + offer.description() + ", into " + store.root() + ".";
		progress.log(question);
		if (!consent.test(question)) return Optional.empty();
		return Optional.of(installer.install(offer, progress));
	}

	/**
	 * Tests the PyTorch in a folder of the user's and makes it the one to use.
	 *
	 * @throws CairnException if there is none of the right version, or it does not work
	 */
	public InstalledEngine useOwn(final Path folder, final Progress progress) {
		final InstalledEngine engine = OwnEngine.open(folder);
		use(engine, progress);
		return engine;
	}

	/**
	 * Tests an engine; a crash before the test no longer counts.
	 *
	 * @throws CairnException if it is damaged or does not work
	 */
	public void test(final InstalledEngine engine, final Progress progress) {
		final Optional<String> damage = store.check(engine);
		if (damage.isPresent()) throw new BrokenException(engine, damage.get());
		progress.stage("Testing the engine", 1);
		final SelfTest.Outcome outcome = test.run(engine, progress);
		progress.advance(1, "");
		if (!outcome.works()) throw new BrokenException(engine, outcome.detail());
		progress.log("The engine " + engine.description() + " works: " + outcome.detail() + ".");
	}

	/**
	 * Tests an engine and makes it the one to use.
	 *
	 * @throws CairnException if it is damaged or does not work; the choice is then as before
	 */
	public void use(final InstalledEngine engine, final Progress progress) {
		test(engine, progress);
		store.choose(engine);
		final List<String> libraries = loaded.get();
		if (!libraries.isEmpty() && !LoadedLibraries.any(libraries, engine.folder())) progress.log(
			"Restart ImageJ to use it: this one has already loaded " + libraries.get(0) + ".");
	}

	/**
	 * Deletes the engines of a flavor, or all if none is given, and what interrupted downloads have left. The user's own
	 * files stay; they are only no longer used.
	 *
	 * @throws CairnException if this process has loaded one of them, and all stay, or a file cannot be deleted
	 */
	public void delete(final Optional<Flavor> flavor, final Progress progress) {
		final List<InstalledEngine> engines = store.list().stream().filter(engine -> flavor.filter(one -> one != engine
			.flavor()).isEmpty()).toList();
		engines.forEach(this::requireUnused);
		engines.forEach(engine -> delete(engine, progress));
		store.deleteDownloads();
	}

	/**
	 * Deletes an engine; the user's own files stay and are only no longer used.
	 *
	 * @throws CairnException if this process has loaded it, or a file cannot be deleted
	 */
	public void delete(final InstalledEngine engine, final Progress progress) {
		requireUnused(engine);
		store.delete(engine);
		progress.log((engine.own() ? "No longer used: " : "Deleted: ") + engine.description() + ".");
	}

	/** An engine loads some of its libraries only when it needs them, so that they have to stay while it runs. */
	private void requireUnused(final InstalledEngine engine) {
		if (!engine.own() && LoadedLibraries.any(loaded.get(), engine.folder())) throw new CairnException("The engine " +
			engine.name() + " cannot be deleted because this ImageJ has loaded it; restart ImageJ first.");
	}

	/** Gets how each engine stands. */
	public List<EngineState> states() {
		final Optional<InstalledEngine> chosen = store.chosen();
		final List<String> libraries = loaded.get();
		return store.list().stream().map(engine -> {
			final String words = EngineState.words(store.check(engine), store.history(engine).crashed(), test.last(
				engine));
			return new EngineState(engine, store.size(engine), chosen.filter(engine::equals).isPresent(),
				LoadedLibraries.any(libraries, engine.folder()), words);
		}).toList();
	}

	/** Says, in a sentence, which engine this ImageJ has started, or which it would. */
	public String inUse() {
		final List<String> libraries = loaded.get();
		if (!libraries.isEmpty()) return "In use now: " + store.list().stream().filter(engine -> LoadedLibraries.any(libraries,
			engine.folder())).findFirst().map(engine -> "the engine " + engine.description()).orElse("the one in " + Path.of(libraries
				.get(0)).getParent()) + ".";
		return "No engine has been started yet" + store.chosen().filter(engine -> instead().isEmpty()).map(
			engine -> "; the next task starts " + engine.description()).orElse("") + ".";
	}

	/** Says what is used instead of the engines that are listed, if anything is, in a sentence. */
	public Optional<String> instead() {
		final String path = System.getenv(PATH);
		if (path != null) return Optional.of("The environment variable " + PATH + " names " + path +
			", which is used whatever is chosen here.");
		final List<Path> bundled = ClassPath.find(BUNDLED);
		if (bundled.isEmpty() || store.chosen().isPresent()) return Optional.empty();
		return Optional.of("No engine is chosen, so the one in " + bundled.get(0) + " is used.");
	}

	/** Says what fits this computer, and why: {@code The cpu engine fits this computer: no NVIDIA driver was found.} */
	public String advice() {
		return words(advice.get());
	}

	private static String words(final Advice fitting) {
		return "The " + fitting.flavor().id() + " engine fits this computer: " + fitting.reason() + ".";
	}

	/** Writes a line for each engine to the log: its size, whether it is the one to use, and how it fares. */
	public void list(final Progress progress) {
		final List<EngineState> states = states();
		if (states.isEmpty()) progress.log("No engine is installed in " + store.root() + ".");
		for (final EngineState state : states)
			progress.log(state.engine().description() + ", " + state.size() + (state.use().isEmpty() ? "" : ", " + state.use()) +
				", " + state.condition());
	}
}
