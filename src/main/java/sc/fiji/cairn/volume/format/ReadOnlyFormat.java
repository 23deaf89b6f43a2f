// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormat;

/** A format that is read and never written. */
abstract class ReadOnlyFormat implements VolumeFormat {

	@Override
	public final boolean canWrite(final Path path) {
		return false;
	}

	@Override
	public final void write(final Volume volume, final Path path) {
		throw new UnsupportedOperationException("Files such as " + path + " are not written.");
	}

	/** Tells whether a file name has one of some endings, in upper or lower case. */
	static boolean endsWith(final Path path, final String... endings) {
		final String name = path.getFileName() == null ? "" : path.getFileName().toString().toLowerCase(Locale.ROOT);
		return Stream.of(endings).anyMatch(name::endsWith);
	}

	/** Gets the name of a file without its last extension. */
	static String stem(final Path path) {
		final String name = path.getFileName().toString();
		final int dot = name.lastIndexOf('.');
		return dot > 0 ? name.substring(0, dot) : name;
	}
}
