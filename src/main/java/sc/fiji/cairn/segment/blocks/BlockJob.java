// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment.blocks;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Sha256;
import sc.fiji.cairn.segment.Ensemble;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.torch.Computer;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * What the labels of a volume depend on, the same for all processes that segment a part of it.
 *
 * @param image path of a file or folder that all processes see, or an address of the web
 * @param series number of the image in files with several, from 1; 0 where there is one
 * @param channel number of the channel, from 1; 0 for all
 * @param frame number of the time point, from 1; 0 for the only one
 * @param scale number of the resolution, from 0, the finest
 * @param model path of the model
 * @param sha256 checksum of the model
 * @param flips whether to average over mirrored images
 * @param half whether inner maps of the network have 16 bits
 * @param largest whether to keep only the largest component of each class
 * @param minimum components smaller than this, in the cubed unit of the image, become background; 0 to keep all
 * @param instances whether components are numbered from 1
 */
public record BlockJob(String image, int series, int channel, int frame, int scale, String model, String sha256, boolean flips,
	boolean half, boolean largest, double minimum, boolean instances) implements Serializable
{

	private static final long serialVersionUID = 1L;

	/**
	 * Describes a job.
	 *
	 * @param precision number format of inner maps; auto are 32 bits, because processes on other computers would choose for themselves
	 * @throws CairnException if the model cannot be read, or holes are to be filled, which takes the whole image
	 */
	public static BlockJob of(final String image, final int series, final Selection selection, final Path model, final boolean flips,
		final Precision precision, final PostprocessingOptions after)
	{
		if (after.holes()) throw CairnException.of("holes",
			"The parameter holes needs the whole label image at once, but a shard has a part of it; leave it out.");
		try {
			return new BlockJob(VolumeIO.isAddress(image) ? image : Path.of(image).toAbsolutePath().normalize().toString(), series, selection.channel(),
				selection.frame(), selection.scale(), model.toAbsolutePath().normalize().toString(), Sha256.of(model), flips,
				precision == Precision.BFLOAT16, after.largest(), after.minimum(), after.instances());
		}
		catch (final IOException e) {
			throw new CairnException("The model file " + model + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
		}
	}

	/** Opens the image. */
	Volume open(final VolumeIO io) {
		final Volume volume = VolumeIO.isAddress(image) ? io.open(URI.create(image), series) : io.open(Path.of(image), series);
		return new Selection(channel, frame, scale).of(volume, image);
	}

	/**
	 * Loads the model.
	 *
	 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
	 */
	public Segmenter segmenter(final String device, final Progress progress) {
		return new Segmenter(Ensemble.of(Segmenter.read(Path.of(model))), new Computer(device, half ? Precision.BFLOAT16
			: Precision.FLOAT32), flips, progress);
	}

	/** Gets what is to be done to the labels. */
	PostprocessingOptions after() {
		return new PostprocessingOptions(largest, minimum, false, instances);
	}

	/** Tells whether labels stay as the network gives them. */
	boolean isPlain() {
		return !largest && minimum == 0 && !instances;
	}
}
