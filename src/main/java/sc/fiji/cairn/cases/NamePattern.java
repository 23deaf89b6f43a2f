// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * A pattern of file names: {@code *} stands for any characters and {@code ?} for one. Brackets and braces stand for
 * themselves or for choices, as in {@code scan[12]*} and {@code *.{nii,tif}}: a name fits by either reading, so that each
 * name fits itself.
 */
public final class NamePattern {

	/** Fits all names. */
	public static final NamePattern ALL = new NamePattern("*");

	private final String text;

	private final Pattern plain;

	/** How the system reads the pattern; null where it cannot. */
	private final PathMatcher choices;

	/** Reads a pattern. */
	public NamePattern(final String text) {
		this.text = text;
		final String pattern = NameList.comparable(text.trim());
		plain = Pattern.compile(pattern.codePoints().mapToObj(NamePattern::plain).collect(Collectors.joining()), Pattern.DOTALL);
		choices = choices(pattern);
	}

	private static String plain(final int character) {
		return character == '*' ? ".*" : character == '?' ? "." : Pattern.quote(Character.toString(character));
	}

	private static PathMatcher choices(final String pattern) {
		try {
			return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
		}
		catch (final PatternSyntaxException e) {
			// NB: such as a bracket that is not closed, which a name may well have.
			return null;
		}
	}

	/** Tells whether the name of a file fits. */
	boolean fits(final Path file) {
		final String name = NameList.comparable(file.getFileName().toString());
		return plain.matcher(name).matches() || choices != null && choices.matches(Path.of(name));
	}

	/** Returns the pattern as it was written. */
	@Override
	public String toString() {
		return text;
	}
}
