// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.function.Supplier;

/** A command that can say what it is about to do, while its dialog is open: on which cases, for how long. */
public interface HasOutlook {

	/**
	 * Takes the parameters as they are, at once; what it returns works out a sentence or two from them, which may take
	 * seconds and is done in another thread.
	 *
	 * @throws sc.fiji.cairn.CairnException now or then, if the parameters are wrong, so that there is nothing to say
	 */
	Supplier<String> outlook();
}
