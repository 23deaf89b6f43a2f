// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.nio.file.Path;

/**
 * A folder of images.
 *
 * @param path the folder
 * @param names which of its files are meant
 */
public record ImageFolder(Path path, NamePattern names) {

	/** Takes all images of a folder. */
	public ImageFolder(final Path path) {
		this(path, NamePattern.ALL);
	}
}
