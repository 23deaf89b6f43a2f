// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import sc.fiji.cairn.CairnException;

/**
 * Which channels and time points of images to use, and at which resolution.
 *
 * @param channel number of the channel, from 1; 0 for all
 * @param frame number of the time point, from 1; 0 for all
 * @param scale number of the resolution in files with several, from 0, the finest
 */
public record Selection(int channel, int frame, int scale) {

	/** Everything. */
	public static final Selection ALL = new Selection(0, 0);

	/** Selects of the finest resolution. */
	public Selection(final int channel, final int frame) {
		this(channel, frame, 0);
	}

	public Selection {
		if (scale < 0) throw CairnException.of("scale", "The parameter scale must be 0 for the finest resolution, or the number of a " +
			"coarser one, not " + scale + ".");
		if (channel < 0) throw CairnException.of("channel", "The parameter channel must be 0 for all channels, or a number from 1, not " +
			channel + ".");
		if (frame < 0) throw CairnException.of("frame", "The parameter frame must be 0 for all time points, or a number from 1, not " +
			frame + ".");
	}

	/**
	 * Gets what is selected of an image.
	 *
	 * @param name of the image, for the message
	 * @return a view without the axes along which one sample is selected
	 * @throws CairnException if there is no such channel, time point or resolution
	 */
	public Volume of(final Volume image, final String name) {
		return selectFrame(select(scaled(image, name), name, Axis.CHANNEL, "channel", channel), name);
	}

	/**
	 * Gets what is selected of a label image, whose channels, if it has any, are not those of the image. One of a single time
	 * point is that of the selected one.
	 */
	public Volume ofLabels(final Volume labels, final String name) {
		return selectFrame(scaled(labels, name), name);
	}

	private Volume scaled(final Volume image, final String name) {
		return scale == 0 ? image : image.header().scale(scale).orElseThrow(() -> CairnException.of("scale", "The image " + name +
			" has no resolution number " + scale + "; choose a smaller number as scale, or 0 for the finest."));
	}

	private Volume selectFrame(final Volume labels, final String name) {
		return labels.size(Axis.TIME) == 1 ? labels : select(labels, name, Axis.TIME, "frame", frame);
	}

	private static Volume select(final Volume image, final String name, final Axis axis, final String key,
		final int number)
	{
		if (number == 0) return image;
		if (number > image.size(axis)) throw new CairnException("The image " + name + " has " + Volume.count(image.size(axis),
			key) + ", but " + key + "=" + number + " is asked for; choose one that it has, or 0 for all.");
		return image.axes().contains(axis) ? image.at(axis, number - 1L) : image;
	}
}
