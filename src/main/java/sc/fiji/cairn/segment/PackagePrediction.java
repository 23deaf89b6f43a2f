// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.bioimageio.ModelPackage;
import sc.fiji.cairn.bioimageio.PackageAxis;
import sc.fiji.cairn.bioimageio.PackageNetwork;
import sc.fiji.cairn.segment.BlockPredictor.Receiver;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Decimals;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Lengths;
import sc.fiji.cairn.volume.Volume;

/** What a package of bioimage.io predicts of a volume: all of it at once, because its steps take statistics of all. */
final class PackagePrediction implements Prediction {

	/** Arrays of the image, and of what comes out, that there are at the same time. */
	private static final int COPIES = 3;

	private static final double NEARLY = 0.1;

	private final ModelPackage model;
	private final PackageNetwork network;
	private final Volume image;
	private final Scope scope;
	private final Progress progress;
	private float[] scores;

	/**
	 * @throws CairnException if the image has another number of channels, or is too large
	 */
	PackagePrediction(final ModelPackage model, final PackageNetwork network, final Volume image, final Scope scope,
		final Progress progress)
	{
		this.model = model;
		this.network = network;
		this.image = image;
		this.scope = scope;
		this.progress = progress;
		if (image.size(Axis.CHANNEL) != model.channels() || image.size(Axis.TIME) > 1) throw new CairnException("The image " + image
			.name() + " has " + Words.count(image.size(Axis.CHANNEL), "channel") + ", but the package is for images of " + model
				.channels() + "; choose one by the parameter channel, from 1, or use other images.");
		final long numbers = voxels() * (model.channels() + model.classes().size());
		if (numbers >= Integer.MAX_VALUE || COPIES * numbers * Float.BYTES > Runtime.getRuntime().maxMemory()) throw new CairnException(
			"The image " + image.name() + " is too large for the package, which needs all of it at once; give Java more memory, or crop it.");
		tellScale();
	}

	private long voxels() {
		return image.size(Axis.X) * image.size(Axis.Y) * image.size(Axis.Z);
	}

	/** Packages do not resample, but some say what they are for. */
	private void tellScale() {
		final double millimetres = Lengths.millimetres(image.geometry().unit()).orElse(0);
		final List<Double> own = List.of(image.geometry().spacingZ(), image.geometry().spacingY(), image.geometry().spacingX());
		for (int d = 0; d < own.size(); d++) {
			final PackageAxis axis = model.space().get(d);
			final double wanted = axis.millimetres();
			if (wanted * millimetres == 0 || Math.abs(own.get(d) * millimetres / wanted - 1) < NEARLY) continue;
			progress.warn("The package is for voxels of " + Decimals.text(wanted, 4) + " mm along " + axis.id() + ", and those of " + image.name() +
				" have " + Decimals.text(own.get(d) * millimetres, 4) + " mm; they are not resampled, because packages do without.");
		}
	}

	@Override
	public int slab() {
		return (int) image.size(Axis.Z);
	}

	@Override
	public void predict(final Interval box, final Receiver receiver) {
		if (scores == null) scores = logarithms(network.run(read(), scope, progress));
		receiver.accept(box, Tiles.cut(scores, whole(), box));
	}

	private Interval whole() {
		return FinalInterval.createMinSize(0, 0, 0, image.size(Axis.X), image.size(Axis.Y), image.size(Axis.Z));
	}

	private HostArray read() {
		final int each = (int) voxels();
		final float[] values = new float[model.channels() * each];
		for (int channel = 0; channel < model.channels(); channel++) {
			final float[] one = model.channels() == 1 ? values : new float[each];
			FloatBlocks.copy(image.grid(channel, 0), whole(), one);
			if (one != values) System.arraycopy(one, 0, values, channel * each, each);
		}
		return new HostArray(new long[] { model.channels(), image.size(Axis.Z), image.size(Axis.Y), image.size(Axis.X) }, values);
	}

	/**
	 * Makes scores of probabilities. Where each channel is a class by itself, background is what none of them is: it is as likely
	 * as the likeliest of them is not, so that labels are there where a channel has more than one half.
	 */
	private float[] logarithms(final HostArray given) {
		final int each = (int) voxels();
		final float[] out = new float[model.classes().size() * each];
		final int shift = model.exclusive() ? 0 : each;
		System.arraycopy(given.values(), 0, out, shift, given.values().length);
		for (int i = 0; i < each && shift > 0; i++) {
			float highest = 0;
			for (int at = i + each; at < out.length; at += each)
				highest = Math.max(highest, out[at]);
			out[i] = 1 - highest;
		}
		for (int i = 0; i < out.length; i++)
			out[i] = (float) Math.log(Math.max(Float.MIN_NORMAL, out[i]));
		return out;
	}
}
