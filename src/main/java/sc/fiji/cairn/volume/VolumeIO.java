package sc.fiji.cairn.volume;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.scijava.InstantiableException;
import org.scijava.plugin.DefaultPluginFinder;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;

import sc.fiji.cairn.CairnException;

/**
 * Opens and saves volumes in any of the known formats.
 *
 * <pre>{@code
 * VolumeIO io = new VolumeIO();
 * Volume image = io.open(Path.of("brain.nii.gz"));
 * }</pre>
 * <p>
 * Safe for use by several threads.
 * </p>
 */
public final class VolumeIO {

	private final List<VolumeFormat> formats;

	/** Uses all formats on the class path, those of highest priority first. */
	public VolumeIO() {
		this(discover());
	}

	/** Uses the given formats; of several that can read a file the first does. */
	public VolumeIO(final List<VolumeFormat> formats) {
		this.formats = List.copyOf(formats);
	}

	/**
	 * Opens a volume.
	 *
	 * @throws CairnException if there is no such file, no format reads it, or it is broken
	 */
	public Volume open(final Path path) {
		if (!Files.exists(path)) throw new CairnException("There is no file " + path + ": check the path.");
		if (!Files.isReadable(path)) throw new CairnException("The file " + path +
			" cannot be read: check its permissions.");
		for (final VolumeFormat format : formats) {
			if (format.canRead(path)) return format.read(path);
		}
		throw new CairnException("The file " + path +
			" is not in a format that Cairn reads: convert it to NIfTI (.nii.gz) or TIFF.");
	}

	/** Tells whether one of the formats is responsible for this file. */
	public boolean canOpen(final Path path) {
		return Files.isReadable(path) && formats.stream().anyMatch(format -> format.canRead(path));
	}

	/**
	 * Saves a volume in the format that the file name asks for, replacing a file of that name.
	 *
	 * @throws CairnException if no format writes files of that name, or it cannot be written
	 */
	public void save(final Volume volume, final Path path) {
		for (final VolumeFormat format : formats) {
			if (format.canWrite(path)) {
				format.write(volume, path);
				return;
			}
		}
		throw new CairnException("The file " + path +
			" cannot be written in a format of that name: let it end in .nii.gz, .nii, .hdr or .tif.");
	}

	private static List<VolumeFormat> discover() {
		// The loader of this class, because plain ImageJ loads plugins by another one than its own.
		final PluginIndex index = new PluginIndex(new DefaultPluginFinder(VolumeIO.class.getClassLoader()));
		index.discover();
		final List<VolumeFormat> found = new ArrayList<>();
		for (final PluginInfo<VolumeFormat> info : index.getPlugins(VolumeFormat.class)) {
			try {
				found.add(info.createInstance());
			}
			catch (final InstantiableException e) {
				throw new CairnException("The volume format " + info.getClassName() +
					" cannot be used: remove its jar or update it.", e);
			}
		}
		return found;
	}
}
