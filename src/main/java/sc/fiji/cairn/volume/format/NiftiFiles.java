// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.cairn.CairnException;

/**
 * The one or two files of a NIfTI image.
 *
 * @param header the file with the header
 * @param voxels the file with the voxels; the same one unless the image is a pair
 * @param name file name without its extension
 */
record NiftiFiles(Path header, Path voxels, String name) {

	/** Tells whether a file name has one of the extensions of NIfTI. */
	static boolean matches(final Path path) {
		final String extension = extension(path);
		return !extension.isEmpty();
	}

	/**
	 * Finds the files of an image by the name of one of them. Of a pair the other one may be packed or not.
	 *
	 * @param exists false if the files are yet to be written: then both are packed if the given one is
	 * @throws CairnException if the other file of a pair is missing
	 */
	static NiftiFiles of(final Path path, final boolean exists) {
		final String extension = extension(path);
		final String file = path.getFileName().toString();
		final String name = file.substring(0, file.length() - extension.length());
		if (extension.toLowerCase(Locale.ROOT).startsWith(".nii")) return new NiftiFiles(path, path, name);
		final boolean isHeader = extension.toLowerCase(Locale.ROOT).startsWith(".hdr");
		final boolean upper = extension.startsWith(".H") || extension.startsWith(".I");
		final String other = isHeader ? upper ? ".IMG" : ".img" : upper ? ".HDR" : ".hdr";
		final String packing = extension.substring(4);
		Path companion = path.resolveSibling(name + other + packing);
		if (exists && !Files.exists(companion)) {
			companion = path.resolveSibling(name + other + (packing.isEmpty() ? ".gz" : ""));
			if (!Files.exists(companion)) throw new CairnException("The file " + path + " lacks its other half " + name +
				other + ": put both into the same folder.");
		}
		return isHeader ? new NiftiFiles(path, companion, name) : new NiftiFiles(companion, path, name);
	}

	/** Lists those files that are there of what may be a pair, packed or not. */
	static List<Path> present(final Path path) {
		final NiftiFiles files = of(path, false);
		final List<Path> present = new ArrayList<>();
		for (final Path file : List.of(files.header, files.voxels)) {
			final String plain = file.getFileName().toString().replaceFirst("(?i)\\.gz$", "");
			for (final Path candidate : List.of(file.resolveSibling(plain), file.resolveSibling(plain + ".gz")))
				if (!present.contains(candidate) && Files.exists(candidate)) present.add(candidate);
		}
		return files.isPair() ? present : List.of(path);
	}

	/** Tells whether header and voxels are in two files. */
	boolean isPair() {
		return !header.equals(voxels);
	}

	/** Tells whether the voxels are to be packed. */
	boolean isPacked() {
		return voxels.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
	}

	private static String extension(final Path path) {
		final String name = path.getFileName() == null ? "" : path.getFileName().toString();
		final String lower = name.toLowerCase(Locale.ROOT);
		final String unpacked = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
		for (final String extension : new String[] { ".nii", ".hdr", ".img" }) {
			if (unpacked.endsWith(extension)) return name.substring(unpacked.length() - extension.length());
		}
		return "";
	}
}
