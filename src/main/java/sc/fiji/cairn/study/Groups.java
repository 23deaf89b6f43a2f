// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import sc.fiji.cairn.CairnException;

/**
 * Which cases belong together, such as those of one patient.
 *
 * @param members names of the cases of each group, by the name of the group
 */
record Groups(Map<String, List<String>> members) {

	/**
	 * Groups cases.
	 *
	 * @param expression regular expression with one capturing group that gives the name of a case's group; empty if each
	 *          case is a group of its own
	 * @throws CairnException if it is no such expression, or does not fit a case
	 */
	static Groups of(final List<String> cases, final String expression) {
		final Map<String, List<String>> members = new LinkedHashMap<>();
		final Pattern pattern = expression.isBlank() ? null : compile(expression);
		for (final String one : cases)
			members.computeIfAbsent(pattern == null ? one : name(pattern, one), name -> new ArrayList<>()).add(one);
		return new Groups(members);
	}

	private static Pattern compile(final String expression) {
		try {
			final Pattern pattern = Pattern.compile(expression.trim());
			if (pattern.matcher("").groupCount() == 1) return pattern;
		}
		catch (final PatternSyntaxException e) {
			throw CairnException.of("group", "The parameter group, '" + expression + "', is no regular expression (" + e
				.getDescription() + "); use something like patient(\\d+)_.*.", e);
		}
		throw CairnException.of("group", "The parameter group, '" + expression +
			"', must have one part in brackets, the name of the group, as in patient(\\d+)_.*; add it.");
	}

	private static String name(final Pattern pattern, final String one) {
		final Matcher matcher = pattern.matcher(one);
		if (!matcher.matches() || matcher.group(1) == null) throw CairnException.of("group", "The case '" + one +
			"' does not fit the parameter group, '" + pattern + "'; change one of them.");
		return matcher.group(1);
	}

	/**
	 * Finds the cases that a name means: the case of that name, or the group of that name, or else those cases in whose
	 * names it stands at the same place as a whole word or number: {@code 041} means {@code patient041_frame01} and
	 * {@code patient041_frame11}.
	 *
	 * @throws CairnException if there is no such case, or several places fit
	 */
	List<String> resolve(final String name) {
		final List<String> cases = members.values().stream().flatMap(List::stream).toList();
		if (cases.contains(name)) return List.of(name);
		if (members.containsKey(name)) return members.get(name);
		final Pattern word = Pattern.compile((Character.isDigit(name.charAt(0)) ? "(?<!\\d)" : "(?<!\\p{L})") + Pattern
			.quote(name) + (Character.isDigit(name.charAt(name.length() - 1)) ? "(?!\\d)" : "(?!\\p{L})"));
		final Map<String, List<String>> places = new LinkedHashMap<>();
		for (final String one : cases) {
			final Matcher matcher = word.matcher(one);
			while (matcher.find())
				places.computeIfAbsent(one.substring(0, matcher.start()), place -> new ArrayList<>()).add(one);
		}
		if (places.isEmpty()) throw new CairnException("There is no case or group of cases '" + name +
			"' among those to choose from; check the division of the cases.");
		if (places.size() > 1) throw CairnException.of("group", "The name '" + name + "' fits several groups of cases, such as " +
			String.join(" and ", places.values().stream().limit(2).map(list -> list.get(0)).toList()) +
			"; give whole names, or the parameter group.");
		return places.values().iterator().next();
	}
}
