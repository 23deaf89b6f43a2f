// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormat;

/** A format whose files are empty and whose volumes lie in memory. */
final class Labels implements VolumeFormat {

	private final Map<Path, Volume> volumes = new HashMap<>();

	@Override
	public boolean canRead(final Path path) {
		return volumes.containsKey(path);
	}

	@Override
	public Volume read(final Path path) {
		return volumes.get(path);
	}

	@Override
	public boolean canWrite(final Path path) {
		return true;
	}

	@Override
	public void write(final Volume volume, final Path path) {
		try {
			Files.createDirectories(path.getParent());
			Files.write(path, new byte[0]);
			volumes.put(path, volume);
		}
		catch (final IOException e) {
			throw new IllegalStateException(e);
		}
	}
}
