// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.util.List;

import sc.fiji.cairn.CairnException;

/**
 * What the publication of a model says of it, within the bounds that bioimage.io sets.
 *
 * @param name of the model, 5 to 128 letters, digits, blanks and {@code _+-()}
 * @param authors who made it, at least one
 * @param licence its identifier in the list of SPDX
 */
public record About(String name, List<String> authors, String licence) {

	/** Lengths of names. */
	public static final int SHORTEST = 5;
	public static final int LONGEST = 128;

	/** Licences that models usually have. */
	public static final List<String> LICENCES = List.of("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0", "MIT",
		"BSD-2-Clause", "BSD-3-Clause", "Apache-2.0");

	/**
	 * @throws CairnException if one of them is missing, or out of bounds
	 */
	public About {
		authors = List.copyOf(authors);
		if (!name.matches("[A-Za-z0-9_+\\- ()]{" + SHORTEST + "," + LONGEST + "}")) throw CairnException.of("name", "The parameter name is \"" + name +
			"\", but bioimage.io wants 5 to 128 letters, digits, blanks and _ + - ( ) only; choose such a name.");
		if (authors.isEmpty() || authors.stream().anyMatch(String::isBlank)) throw CairnException.of("authors",
			"A package of bioimage.io names who made the model; give their names, as in authors=[Ada Lovelace;Alan Turing].");
		if (authors.stream().anyMatch(author -> author.matches(".*[/\\\\].*"))) throw CairnException.of("authors",
			"The parameter authors is \"" + String.join(";", authors) + "\", but names of authors have no slashes; separate them by semicolons.");
		if (!LICENCES.contains(licence)) throw CairnException.of("licence", "The parameter licence is " + licence +
			"; choose one of " + String.join(", ", LICENCES) + ".");
	}
}
