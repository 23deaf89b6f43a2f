// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.nio.file.Path;

/**
 * An engine whose files are on this computer.
 *
 * @param name under which the engine store knows it
 * @param folder that holds its libraries
 * @param flavor what it was built for
 * @param own true if it is a folder that the user has named, which is never changed
 */
public record InstalledEngine(String name, Path folder, Flavor flavor, boolean own) {

	/** Says which one it is, such as {@code 2.7.1-cpu-linux-x86_64}, or the folder of the user's own. */
	public String description() {
		return own ? flavor.id() + " in " + folder : name;
	}
}
