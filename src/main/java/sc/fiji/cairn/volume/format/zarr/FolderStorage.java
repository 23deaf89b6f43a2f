// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder.
 *
 * @param folder which need not exist
 */
record FolderStorage(Path folder) implements Storage {

	@Override
	public Optional<byte[]> read(final String key) throws IOException {
		try {
			return Optional.of(Files.readAllBytes(folder.resolve(key)));
		}
		catch (final NoSuchFileException e) {
			return Optional.empty();
		}
	}

	@Override
	public Optional<byte[]> read(final String key, final long from, final int length) throws IOException {
		try (FileChannel channel = FileChannel.open(folder.resolve(key))) {
			final long start = from < 0 ? channel.size() + from : from;
			// NB: before memory is taken, of which a damaged file may ask for too much.
			if (start < 0 || start > channel.size() - length) throw new EOFException("it is cut short");
			final ByteBuffer buffer = ByteBuffer.allocate(length);
			while (buffer.hasRemaining())
				if (channel.read(buffer, start + buffer.position()) < 0) throw new EOFException("it is cut short");
			return Optional.of(buffer.array());
		}
		catch (final NoSuchFileException e) {
			return Optional.empty();
		}
	}

	@Override
	public Storage at(final String path) {
		return new FolderStorage(folder.resolve(path).normalize());
	}

	@Override
	public String name() {
		return folder.toString();
	}
}
