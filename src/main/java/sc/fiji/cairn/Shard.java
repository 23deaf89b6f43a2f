// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The share of one process in work that several do, each without knowing of the others.
 *
 * @param number of the share, from 1
 * @param count how many shares there are
 */
public record Shard(int number, int count) {

	/** Macro key by which the user chooses a share. */
	public static final String KEY = "shard";

	/** What the user says for the last step, which brings the shares together. */
	public static final String FINISH = "finish";

	/** All of the work. */
	public static final Shard ALL = new Shard(1, 1);

	private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

	public Shard {
		if (number < 1 || number > count) throw CairnException.of(KEY, "The parameter shard must be one from 1/" + count + " to " + count +
			"/" + count + ", not " + number + "/" + count + ".");
	}

	/**
	 * Understands what the user says.
	 *
	 * @param text such as {@code 3/16}, the third of sixteen; empty for all
	 * @throws CairnException if it is something else
	 */
	public static Shard of(final String text) {
		if (text.isBlank()) return ALL;
		final Matcher matcher = TEXT.matcher(text.strip());
		if (!matcher.matches() || Integer.parseInt(matcher.group(2)) == 0) throw CairnException.of(KEY, "The parameter shard is '" + text +
			"'; write which share of how many, such as 3/16.");
		return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
	}

	/** Tells whether one of several pieces of work, counted from 0, is in this share. */
	public boolean has(final int piece) {
		return piece % count == number - 1;
	}

	/** Gets the pieces of work that are in this share. */
	public <T> List<T> of(final List<T> pieces) {
		return IntStream.range(0, pieces.size()).filter(this::has).mapToObj(pieces::get).toList();
	}

	@Override
	public String toString() {
		return number + "/" + count;
	}
}
