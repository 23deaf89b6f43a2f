// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.PartialFile;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.volume.Volume;

/**
 * A folder that an image is to be written to.
 *
 * @param folder of the image
 * @param version of Zarr
 * @param labels the group that lists it; empty if it stands alone
 */
record ZarrTarget(Path folder, int version, Optional<Path> labels) {

	private static final String ENDING = ".zarr";
	private static final String LABELS = "labels";

	/** Tells whether an image can be written under a name. */
	static boolean fits(final Path path) {
		return endsInZarr(path) || container(path).isPresent();
	}

	private static boolean endsInZarr(final Path path) {
		return path.getFileName() != null && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ENDING);
	}

	/** Finds the image that a label image is to belong to: {@code IMAGE.zarr} if the path is {@code IMAGE.zarr/labels/NAME}. */
	private static Optional<Path> container(final Path path) {
		final Path group = path.toAbsolutePath().normalize().getParent();
		if (group == null || group.getParent() == null || !group.endsWith(LABELS)) return Optional.empty();
		return Optional.of(group.getParent()).filter(image -> new ZarrFormat().canRead(image));
	}

	/** Looks at a folder that is to be written. */
	static ZarrTarget of(final Path path) {
		final Path folder = path.toAbsolutePath().normalize();
		final Optional<Path> container = container(folder);
		final boolean old = container.isPresent() && !Files.exists(container.get().resolve(MetadataV3.FILE));
		return new ZarrTarget(folder, old ? ZarrWriter.TWO : ZarrWriter.THREE, container.map(image -> image.resolve(LABELS)));
	}

	/**
	 * Makes sure that it can be written.
	 *
	 * @throws CairnException if its folder cannot be, or something else has its name
	 */
	void require() {
		if (!WholeFile.isPossible(folder.getParent())) throw new CairnException("The folder " + folder +
			" cannot be written because its folder cannot be made or is write-protected; choose another one.");
		if (Files.exists(folder) && !new ZarrFormat().canRead(folder)) throw new CairnException("The folder " + folder +
			" exists and is no Zarr image; choose another name.");
	}

	/** Writes an image, which gets its name once it is complete. */
	void write(final Volume volume, final OptionalInt largest) {
		require();
		final Path part = folder.resolveSibling("." + UUID.randomUUID() + "-" + folder.getFileName());
		try {
			final VolumeLayers layers = new VolumeLayers(volume);
			final ZarrWriter writer = new ZarrWriter(part, version, volume, layers.type(), largest, layers.depth());
			writer.begin();
			layers.write(writer.finest());
			for (int level = 1; level <= writer.coarser(); level++)
				writer.coarsen(level, () -> {});
			writer.complete();
			publish(part);
		}
		finally {
			delete(part);
		}
	}

	/** Gives a complete image its name, instead of an older one, and lists it. */
	void publish(final Path part) {
		final Path old = folder.resolveSibling("." + UUID.randomUUID() + "-" + folder.getFileName());
		sweep(part);
		try {
			if (Files.exists(folder)) Files.move(folder, old);
			Files.move(part, folder);
		}
		catch (final IOException e) {
			restore(old);
			throw new CairnException("The folder " + folder + " cannot be written (" + e.getMessage() +
				"); check the permissions of its folder.", e);
		}
		delete(old);
		labels.ifPresent(group -> list(group, folder.getFileName().toString()));
	}

	/** Removes what processes that were ended have left half-written. */
	private static void sweep(final Path part) {
		try (Stream<Path> files = Files.walk(part)) {
			for (final Path file : files.filter(one -> Files.isRegularFile(one) && PartialFile.is(one)).toList())
				Files.deleteIfExists(file);
		}
		catch (final IOException | UncheckedIOException e) {
			throw new CairnException("The folder " + part + " cannot be tidied (" + e.getMessage() + "); check its permissions.", e);
		}
	}

	private void restore(final Path old) {
		if (!Files.exists(old) || Files.exists(folder)) return;
		try {
			Files.move(old, folder);
		}
		catch (final IOException e) {
			throw new CairnException("The folder " + folder + " cannot be given its name again (" + e.getMessage() + "); rename " + old +
				".", e);
		}
	}

	/** Adds a label image to the list of those of an image, which may have been made by another program. */
	private void list(final Path group, final String name) {
		try {
			final JsonObject attributes = ZarrGroup.open(new FolderStorage(group)).map(found -> raw(found.attributes())).orElseGet(
				JsonObject::new);
			final boolean nested = version == ZarrWriter.THREE;
			if (nested && !attributes.has("ome")) attributes.add("ome", new JsonObject());
			final JsonObject ome = nested ? attributes.getAsJsonObject("ome") : attributes;
			if (nested) ome.addProperty("version", "0.5");
			if (!ome.has(LABELS)) ome.add(LABELS, new JsonArray());
			final JsonArray names = ome.getAsJsonArray(LABELS);
			if (!names.contains(new JsonPrimitive(name))) names.add(name);
			ZarrWriter.group(group, version, attributes);
		}
		catch (final IOException e) {
			throw new CairnException("The list of label images in " + group + " cannot be read (" + e.getMessage() +
				"); mend it, or choose another folder.", e);
		}
	}

	/** Undoes that what is of OME-Zarr was brought together. */
	private static JsonObject raw(final JsonObject attributes) {
		if (attributes.has("ome")) attributes.getAsJsonObject("ome").keySet().forEach(attributes::remove);
		return attributes;
	}

	/** Deletes a folder with all that is in it, or does nothing if it is not there. */
	static void delete(final Path folder) {
		if (!Files.exists(folder)) return;
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.sorted(Comparator.reverseOrder()).toList())
				Files.delete(file);
		}
		catch (final IOException | UncheckedIOException e) {
			throw new CairnException("The folder " + folder + " cannot be removed (" + e.getMessage() + "); remove it by hand.", e);
		}
	}
}
