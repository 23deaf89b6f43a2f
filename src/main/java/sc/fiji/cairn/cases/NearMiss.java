// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what to do about names of images, label images and cases that nearly fit. */
public final class NearMiss {

	/** What other programs put behind the name of a case. */
	private static final Pattern CHANNEL = Pattern.compile("_\\d{4}$");
	private static final Pattern LABELS = Pattern.compile(
		"(?i)[-_. ]*(seg|segs|segmentation|segmentations|label|labels|labelmap|mask|masks|gt|truth|annotation|annotations)$");

	private static final int NAMED = 3;

	private NearMiss() {
		// Only static methods.
	}

	/**
	 * Finds the label image that is meant for an image that has none of its name.
	 *
	 * @param labels label images by base name
	 * @return what to do
	 */
	public static Optional<String> label(final Case image, final Map<String, Path> labels) {
		final String bare = bare(image.name());
		return labels.entrySet().stream().filter(one -> bare(one.getKey()).equals(bare)).findFirst().map(one -> one.getKey()
			.equals(withoutChannel(image.name())) ? "rename the image to " + renamed(image.image(), one.getKey()) +
				", without the number of the channel, because an image and its labels have the same name" : "rename the label image " + one
					.getValue().getFileName() + " to " + renamed(one.getValue(), image.name()) +
				", because an image and its labels have the same name");
	}

	/**
	 * Finds the image that a label image without an image of its name is meant for.
	 *
	 * @param label base name of the label image
	 * @param images base names of all images
	 */
	static Optional<String> image(final String label, final Collection<String> images) {
		return images.stream().filter(one -> bare(one).equals(bare(label))).findFirst();
	}

	private static String withoutChannel(final String name) {
		return CHANNEL.matcher(name).replaceFirst("");
	}

	private static String bare(final String name) {
		return LABELS.matcher(withoutChannel(name)).replaceFirst("").toLowerCase(Locale.ROOT);
	}

	private static String renamed(final Path file, final String name) {
		final String whole = NameList.comparable(file.getFileName().toString());
		return name + whole.substring(CaseFolder.baseName(file).length());
	}

	/**
	 * Says what to write instead of a name that no case has.
	 *
	 * @param name as given
	 * @param all names of all cases
	 * @return what to do
	 */
	static String name(final String name, final Collection<String> all) {
		final List<String> parts = List.of(name.split("[,;\\s]+"));
		if (parts.size() > 1 && all.contains(plain(parts.get(0)))) return "separate names by semicolons: " + NameList.join(
			parts.stream().map(NearMiss::plain).toList());
		if (name.matches("0?,\\d+")) return "write a share with a point: " + name.replace(',', '.');
		final String plain = plain(name);
		if (all.contains(plain)) return "leave the ending of the file out: " + plain;
		final Optional<String> meant = all.stream().filter(one -> bare(one).equals(bare(plain))).findFirst();
		if (meant.isPresent()) return "the name of its case is " + meant.get();
		return "there " + (all.size() == 1 ? "is " : "are ") + String.join(", ", all.stream().limit(NAMED).toList()) + (all
			.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "");
	}

	/** Takes a name for that of a file. */
	private static String plain(final String name) {
		return name.isEmpty() ? name : CaseFolder.baseName(Path.of(name));
	}
}
