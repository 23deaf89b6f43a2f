// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.NameList;

/**
 * Where the volumes of a pretraining come from: tasks, one a folder, and groups of tasks that show related anatomy.
 *
 * @param groups number of the group of each task, from 0
 * @param groupCount number of groups
 */
record Domains(List<Integer> groups, int groupCount) {

	/**
	 * Reads a list such as {@code brain:hippocampus;heart:acdc}, one item a folder; an item without a colon is a task that
	 * is a group of its own.
	 *
	 * @param list empty if every folder is a group of its own
	 * @param folders number of folders
	 * @throws CairnException if the numbers differ
	 */
	static Domains of(final String list, final int folders) {
		final List<String> items = NameList.split(list);
		if (items.isEmpty()) return new Domains(IntStream.range(0, folders).boxed().toList(), folders);
		if (items.size() != folders) throw CairnException.of("domains", "The parameter domains has " + items.size() +
			" items but images has " + folders + " folders; give one item a folder, such as heart:acdc.");
		final List<String> names = items.stream().map(item -> item.split(":")[0].trim()).toList();
		final List<String> distinct = names.stream().distinct().toList();
		return new Domains(names.stream().map(distinct::indexOf).toList(), distinct.size());
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
