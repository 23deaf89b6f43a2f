// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.nio.file.Path;
import java.util.List;

import sc.fiji.cairn.TestPlugins;

/** Finds cases as commands do. */
public final class TestCases {

	private TestCases() {}

	/** Finds all images of a folder, or of several. */
	public static List<Case> images(final Path... folders) {
		return new CaseFolder(TestPlugins.io()).images(List.of(folders).stream().map(ImageFolder::new).toList());
	}

	/** Finds the images of a folder whose names fit a pattern. */
	public static List<Case> images(final String folder, final String include) {
		return new CaseFolder(TestPlugins.io()).images(List.of(new ImageFolder(Path.of(folder), new NamePattern(include))));
	}

	/** Finds images with their labels; all of a folder if none is named. */
	public static List<Case> labelled(final Path images, final Path labels, final List<String> names) {
		return new CaseFolder(TestPlugins.io()).labelled(List.of(new ImageFolder(images)), labels, names);
	}
}
