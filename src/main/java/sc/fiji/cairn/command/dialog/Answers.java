// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.util.LinkedHashMap;
import java.util.Map;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

import sc.fiji.cairn.Decision;
import sc.fiji.cairn.command.Group;
import sc.fiji.cairn.command.Parameters;

/** What the user has answered in a dialog; it holds for what is entered there now, and for nothing else. */
final class Answers {

	private final Module module;
	private final Parameters parameters;
	private final Map<String, Object> unanswered = new LinkedHashMap<>();
	private final Map<String, String> given = new LinkedHashMap<>();

	Answers(final Module module) {
		this.module = module;
		parameters = Parameters.of(module.getInfo());
		for (final String key : parameters.keys()) {
			final ModuleItem<?> item = parameters.item(key);
			if (Group.isAsked(item)) unanswered.put(item.getName(), item.getValue(module));
		}
	}

	/** Takes back all answers; those of parameters that the dialog shows give way to what is entered there. */
	void forget() {
		given.clear();
		unanswered.forEach(module::setInput);
	}

	/** Notes an answer. */
	void add(final Decision.Answer answer) {
		given.put(answer.key(), answer.value());
	}

	/** Sets the parameters to their answers. */
	void apply() {
		given.forEach((key, value) -> module.setInput(parameters.item(key).getName(), parameters.parse(key, value)));
	}
}
