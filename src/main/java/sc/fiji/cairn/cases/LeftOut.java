// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sc.fiji.cairn.CairnException;

/**
 * A file that seems to be an image, but is left out, because it cannot be opened.
 *
 * @param file the file
 * @param why why it cannot be opened, and what to do; goes on after {@code is left out, because}
 */
public record LeftOut(Path file, String why) {

	/** Endings of images that are read nowhere, or where Bio-Formats is. */
	private static final Set<String> IMAGES = Set.of("czi", "lif", "lsm", "nd2", "oib", "oif", "oir", "vsi", "ims", "mrc",
		"mrcs", "h5", "hdf5", "n5", "zarr", "svs", "ndpi", "scn", "dv", "r3d", "stk", "mnc", "mgz", "mgh", "sld", "zvi",
		"qptiff", "btf", "tf8", "npy", "am", "vtk", "vti", "img", "hdr", "nii", "nrrd", "nhdr", "mha", "mhd", "tif",
		"tiff", "dcm", "png", "jpg", "jpeg", "bmp");

	/**
	 * Finds out whether a file of a folder is left out.
	 *
	 * @param opens whether one of the formats is responsible for it
	 */
	static Optional<LeftOut> of(final Path file, final boolean opens) {
		if (Files.isSymbolicLink(file) && !Files.exists(file)) return Optional.of(new LeftOut(file, "it is a link to " + target(file) +
			", which does not exist; restore that file, or remove the link"));
		if (opens || !IMAGES.contains(ending(file))) return Optional.empty();
		if (!Files.isReadable(file)) return Optional.of(new LeftOut(file, "it may not be read; check its permissions"));
		return Optional.of(new LeftOut(file, "its format is not read; save it as TIFF or NIfTI"));
	}

	private static String ending(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
		return name.substring(name.lastIndexOf('.') + 1);
	}

	private static String target(final Path link) {
		try {
			return "" + link.resolveSibling(Files.readSymbolicLink(link));
		}
		catch (final IOException e) {
			throw new CairnException("The link " + link + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
		}
	}

	/** Says what is left out, one sentence for all files of which the reason is the same. */
	static List<String> sentences(final List<LeftOut> files) {
		final Map<String, List<LeftOut>> reasons = new LinkedHashMap<>();
		files.forEach(one -> reasons.computeIfAbsent(one.why().replace(target(one), ""), why -> new ArrayList<>()).add(one));
		return reasons.values().stream().map(same -> same.get(0).sentence(same.size() - 1)).toList();
	}

	private static String target(final LeftOut one) {
		return Files.isSymbolicLink(one.file()) ? target(one.file()) : "\0";
	}

	/** Says that the file is left out. */
	public String sentence() {
		return sentence(0);
	}

	private String sentence(final int others) {
		return "The file " + file + (others == 0 ? " is left out, because " : " is left out, and " + others + (others == 1
			? " other like it" : " others like it") + ", because ") + why + ".";
	}
}
