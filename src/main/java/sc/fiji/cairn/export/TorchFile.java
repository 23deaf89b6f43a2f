// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.torch.HostArray;

/**
 * Reads the arrays of a file that Python has written by {@code torch.save}, without running anything that is in it: of
 * Python's pickle only what arrays need is understood, and all else refused.
 */
final class TorchFile {

	private TorchFile() {}

	/**
	 * Reads a file.
	 *
	 * @return arrays of 32-bit floats by their names, those of dictionaries in dictionaries joined by dots
	 * @throws CairnException if it is missing, broken, no such file, or holds more than arrays, numbers and texts
	 */
	static Map<String, HostArray> read(final Path file) {
		final Map<String, byte[]> entries = new LinkedHashMap<>();
		try (ZipFile zip = new ZipFile(file.toFile())) {
			for (final ZipEntry entry : Collections.list(zip.entries()))
				entries.put(entry.getName().substring(entry.getName().indexOf('/') + 1), zip.getInputStream(entry).readAllBytes());
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be read as one of torch.save (" + e.getMessage() +
				"); copy it again, or save it anew with PyTorch 1.6 or later.", e);
		}
		if (!entries.containsKey("data.pkl")) throw new CairnException("The file " + file +
			" is no file of torch.save; name one with the weights of a network (.pt, .pth), or one in the safetensors format.");
		final Map<String, HostArray> arrays = new LinkedHashMap<>();
		try {
			flatten("", new Unpickler(entries).run(), arrays);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " " + e.getMessage() +
				", so it is not opened; in Python save the weights alone: torch.save(model.state_dict(), 'weights.pth').", e);
		}
		catch (final BufferUnderflowException | IndexOutOfBoundsException | ClassCastException | NullPointerException
				| IllegalArgumentException | ArithmeticException | NegativeArraySizeException e)
		{
			throw new CairnException("The file " + file + " is broken or cut short; copy it again.", e);
		}
		return arrays;
	}

	private static void flatten(final String prefix, final Object value, final Map<String, HostArray> arrays) {
		if (value instanceof HostArray array) arrays.put(prefix, array);
		else if (value instanceof Map<?, ?> map) map.forEach((key, one) -> flatten(prefix.isEmpty() ? key.toString() : prefix + "." +
			key, one, arrays));
	}
}
