// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.ZipFile;

import sc.fiji.cairn.CairnException;

/** Formats of models for other programs. */
public enum ExportFormat {

	/** A package of bioimage.io, format 0.5: a zip of the TorchScript module, its description, an example and a cover. */
	BIOIMAGEIO(".zip") {

		@Override
		boolean isLike(final Path file) throws IOException {
			return holds(file, RdfTree.FILE) && holds(file, RdfTree.WEIGHTS);
		}
	},

	/** A TorchScript module, which PyTorch loads without the suite. */
	TORCHSCRIPT(".pt") {

		@Override
		boolean isLike(final Path file) throws IOException {
			return holds(file, "cairn/extra/" + Usage.ENTRY);
		}
	},

	/** A graph of ONNX, operator set 13. */
	ONNX(".onnx") {

		@Override
		boolean isLike(final Path file) throws IOException {
			try (InputStream in = Files.newInputStream(file)) {
				final byte[] begin = OnnxModel.beginning();
				return Arrays.equals(in.readNBytes(begin.length), begin);
			}
		}
	};

	private final String suffix;

	ExportFormat(final String suffix) {
		this.suffix = suffix;
	}

	/** Gets what names of files end in. */
	public String suffix() {
		return suffix;
	}

	/** Gets its name in macros. */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Tells whether a file is one that an export in this format may have written. */
	public boolean isExport(final Path file) {
		try {
			return Files.isRegularFile(file) && isLike(file);
		}
		catch (final IOException e) {
			return false;
		}
	}

	/**
	 * Makes sure that the name of a file tells its format.
	 *
	 * @throws CairnException if it ends otherwise
	 */
	public void requireSuffix(final Path file) {
		final String name = file.getFileName().toString();
		if (!name.toLowerCase(Locale.ROOT).endsWith(suffix)) throw CairnException.of("output", "The parameter output is " + file +
			", but files of format=" + key() + " end in " + suffix + "; name it " + name.replaceFirst("\\.[^.]*$", "") + suffix +
			".");
	}

	abstract boolean isLike(Path file) throws IOException;

	private static boolean holds(final Path file, final String entry) throws IOException {
		try (ZipFile zip = new ZipFile(file.toFile())) {
			return zip.getEntry(entry) != null;
		}
	}
}
