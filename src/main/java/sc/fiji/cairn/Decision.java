// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.util.List;
import java.util.Locale;

/**
 * Something that only the user can decide: whether a file may be replaced, or what unclear data mean.
 * <p>
 * A macro decides by a key; a dialog asks with a button for each answer, and one to cancel. It is thrown as
 * {@link UndecidedException}.
 * </p>
 *
 * @param situation what there is to decide, as the beginning of a sentence, without a full stop:
 *          {@code The file a.csv exists}
 * @param key macro key, of a text, number or truth, that decides, unless an answer names another one
 * @param answers all values that the key may be given to decide
 */
public record Decision(String situation, String key, List<Answer> answers) {

	/**
	 * A possible decision.
	 *
	 * @param key macro key
	 * @param value of the key, as in a macro
	 * @param words what is done then, in a few words that begin with a verb and fit on a button: {@code Replace it}
	 */
	public record Answer(String key, String value, String words) {

		/** Answers by the key of the decision. */
		public Answer(final String value, final String words) {
			this("", value, words);
		}
	}

	public Decision {
		answers = answers.stream().map(answer -> answer.key().isEmpty() ? new Answer(key, answer.value(), answer.words())
			: answer).toList();
		if (answers.isEmpty()) throw new IllegalArgumentException("There is nothing to decide: " + situation);
	}

	/** As above. */
	public Decision(final String situation, final String key, final Answer... answers) {
		this(situation, key, List.of(answers));
	}

	/** Gets the sentence that a macro ends with, such as {@code The file a.csv exists; give overwrite=true to replace it.} */
	public String sentence() {
		return situation + "; give " + String.join(", or ", answers.stream().map(answer -> answer.key() + "=" + answer.value() + " to " +
			infinitive(answer.words())).toList()) + ".";
	}

	private static String infinitive(final String words) {
		return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
	}
}
