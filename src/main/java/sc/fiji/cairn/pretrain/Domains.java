// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the volumes of a pretraining come from: tasks, one a folder, and groups of tasks that show related anatomy.
 *
 * @param groups number of the group of each task, from 0
 * @param groupCount number of groups
 */
public record Domains(List<Integer> groups, int groupCount) {

	/** Groups tasks by the names of their groups, one for each task. */
	public static Domains of(final List<String> names) {
		final List<String> distinct = names.stream().distinct().toList();
		return new Domains(names.stream().map(distinct::indexOf).toList(), distinct.size());
	}

	/** Makes each of some tasks a group of its own. */
	public static Domains apart(final int tasks) {
		return new Domains(IntStream.range(0, tasks).boxed().toList(), tasks);
	}

	/** Returns the number of tasks. */
	int taskCount() {
		return groups.size();
	}

	/** Gets the tasks of a group. */
	List<Integer> tasks(final int group) {
		return IntStream.range(0, groups.size()).filter(task -> groups.get(task) == group).boxed().toList();
	}

	/** Returns true if contrast between groups says more than telling tasks apart: some group holds several tasks. */
	boolean nested() {
		return groupCount > 1 && groupCount < taskCount();
	}
}
