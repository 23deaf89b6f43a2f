// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An image, perhaps with a label image.
 *
 * @param name base name of the image's file
 * @param image file of the image
 * @param label file of the label image, null if there is none
 * @param domain which collection it comes from, counted from 0
 */
public record Case(String name, Path image, Path label, int domain) {

	/** Gets the image's file and, if there is one, the label image's. */
	public Stream<Path> files() {
		return Stream.of(image, label).filter(Objects::nonNull);
	}
}
