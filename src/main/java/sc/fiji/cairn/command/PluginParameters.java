// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.List;

import org.scijava.Context;

/** Parameters that come with plugins. */
interface PluginParameters {

	/**
	 * Gets the objects that hold them, the same each time.
	 *
	 * @param context whose plugins count; null for none
	 */
	List<?> in(Context context);
}
