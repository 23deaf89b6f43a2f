// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.pretrain.Domains;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;

/** Files and folders may be called whatever they like; macro options name them in every list and pattern. */
class FileNamesTest {

	/** A letter that systems write in two ways, where the system at hand can write it. */
	private static final String UMLAUT = Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode("ü\u0308")
		? "ü" : "u";

	/** With what ends items, choices, values and keys elsewhere. */
	private static final List<String> NAMES = List.of("a;b", "a, b", "{a,b}", "[1] a", "{a", "a=b", "mixed; [a, {b", "M" + UMLAUT + "ller 1");

	@TempDir
	private Path folder;

	private Path images;
	private Path labels;

	@BeforeEach
	void makeFolders() throws IOException {
		images = Files.createDirectory(folder.resolve("scans; [all], {raw} " + UMLAUT));
		labels = Files.createDirectory(folder.resolve("labels; " + UMLAUT));
		for (final String name : NAMES) {
			image(images, name);
			// NB: as files that have been on another system are called.
			image(labels, Normalizer.normalize(name, Normalizer.Form.NFD));
		}
	}

	private static void image(final Path parent, final String name) throws IOException {
		TestVolumes.write(parent.resolve(name + ".nii"), TestVolumes.floats(name, Geometry.unknown(), 2, 2, 2, (x, y, z) -> x));
	}

	/** Reads options as a macro gives them, and says what is wrong. */
	private static List<String> problems(final Class<? extends CairnCommand> command, final String options)
		throws Exception
	{
		return List.copyOf(filled(command, options).problems().sentences().values());
	}

	static CairnCommand filled(final Class<? extends CairnCommand> command, final String options) throws Exception {
		return filled(command, options, TestPlugins.context());
	}

	/** Makes a command of a context with options as a macro gives them. */
	static CairnCommand filled(final Class<? extends CairnCommand> command, final String options, final Context context)
		throws Exception
	{
		final CommandModule module = TestPlugins.module(command, context);
		final Parameters parameters = Parameters.of(module.getInfo());
		MacroOptions.split(options).forEach((key, text) -> module.setInput(parameters.item(key).getName(), parameters.parse(key,
			text)));
		return (CairnCommand) module.getDelegateObject();
	}

	private String data() {
		return "images=[" + images + "] labels=[" + labels + "]";
	}

	@Test
	void casesAreNamed() throws Exception {
		final String options = data() + " model=[" + folder + "/m.cairn] validation='a, b; M" + UMLAUT + "ller 1' ";
		assertEquals(List.of(), problems(FineTuneCommand.class, options + "cases='" + NameList.join(NAMES) + "'"));
		assertEquals(List.of(), problems(FineTuneCommand.class, options));
		final List<String> cut = problems(FineTuneCommand.class, options + "cases=[a;b]");
		assertTrue(cut.get(0).contains("There is no image named 'a'"), cut::toString);
	}

	@Test
	void casesToTestOnAreNamed() throws Exception {
		final String options = data() + " output=[" + folder + "/study] methods=scratch;hierarchical counts=1;2 others=[" + NameList
			.of(labels.toString()) + "] test=";
		assertEquals(List.of(), problems(CompareCommand.class, options + "'" + NameList.join(NAMES.subList(0, 6)) + "'"));
		final List<String> wrong = problems(CompareCommand.class, options + "'a;b'");
		assertEquals(1, wrong.size(), wrong::toString);
	}

	@Test
	void severalFoldersHaveAPatternEach() throws Exception {
		final String options = "images='" + NameList.join(List.of(images.toString(), labels.toString())) + "' model=[" + folder +
			"/m.cairn] include=";
		for (final String include : List.of("''", "*.nii", "'a;;b*;[1]*'", "'{a.nii;mixed;; [a, {?.nii'"))
			assertEquals(List.of(), problems(PretrainCommand.class, options + include), include);
		assertTrue(problems(PretrainCommand.class, options + "'a;;b*;none*'").get(0).contains("whose name fits 'none*'"));
		assertEquals("The parameter include has 3 patterns but images has 2 folders; give one pattern for all, or one a folder, such " +
			"as *.", problems(PretrainCommand.class, options + "a;b;c").get(0));
		assertTrue(problems(PretrainCommand.class, "images= include= model=[" + folder + "/m.cairn]").get(0).contains("images is empty"));
	}

	@Test
	void whatFoldersHoldIsSaidOfEach() throws Exception {
		final String options = "images='" + NameList.join(List.of(images.toString(), labels.toString())) + "' model=[" + folder +
			"/m.cairn] domains=";
		assertEquals(List.of(), problems(PretrainCommand.class, options + "heart:acdc;hippocampus"));
		assertEquals(Domains.of(List.of("heart", "hippocampus")), ((PretrainTask) filled(PretrainCommand.class, options +
			"'heart:acdc; hippocampus'")).domains());
		assertTrue(problems(PretrainCommand.class, options + "heart:acdc").get(0).contains("domains has 1 items but images has 2 folders"));
		assertTrue(problems(CompareCommand.class, data() + " output=[" + folder + "/study] domains=a:b").get(0).contains(
			"others is empty"));
	}

	@Test
	void aPatternIsTheNameOrFitsIt() {
		for (final String name : NAMES)
			assertEquals(List.of(name), names(TestCases.images(images.toString(), name + ".nii")), name);
		assertEquals(List.of("a, b", "mixed; [a, {b", "{a,b}"), names(TestCases.images(images.toString(), "*,*")));
		assertEquals(List.of("a;b", "a=b"), names(TestCases.images(images.toString(), "a{;,=}b.nii")));
		assertEquals(List.of("M" + UMLAUT + "ller 1"), names(TestCases.images(images.toString(), Normalizer.normalize("M*" + UMLAUT + "*", Normalizer.Form.NFD))));
	}

	private static List<String> names(final List<Case> cases) {
		return cases.stream().map(Case::name).toList();
	}

	@Test
	void imagesHaveTheLabelsOfTheirNames() throws IOException {
		final Map<String, Path> expected = new TreeMap<>();
		try (Stream<Path> files = Files.list(labels)) {
			files.forEach(file -> expected.put(CaseFolder.baseName(file), file));
		}
		final Map<String, Path> found = new TreeMap<>();
		TestCases.labelled(images, labels, List.of()).forEach(one -> found
			.put(one.name(), one.label()));
		assertEquals(expected, found);
		assertEquals(List.copyOf(new TreeMap<>(found).keySet()), NAMES.stream().sorted().toList());
	}
}
