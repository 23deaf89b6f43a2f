// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Ends the suite's commands in Fiji. They have shown their outputs themselves, because Fiji does not do that in batch mode,
 * so Fiji must not do it again; and the recorder gets the parameters that count, instead of all.
 */
@Plugin(type = PostprocessorPlugin.class, priority = AfterCommand.PRIORITY)
public class AfterCommand extends AbstractPostprocessorPlugin {

	/** Just above that of what displays and records, in SciJava and Fiji. */
	static final double PRIORITY = Priority.VERY_LOW + 1;

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof CairnCommand command)) return;
		module.getInfo().outputs().forEach(item -> module.resolveOutput(item.getName()));
		Recording.finish(command);
	}
}
