// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.util.Arrays;
import java.util.Map;

import net.imglib2.RandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.network.StandaloneUNet;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Window;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.ScriptModule;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Intensity;
import sc.fiji.cairn.volume.Volume;

/**
 * The middle of an image, as large as the window of a network, and the probabilities that the network gives it.
 *
 * @param input intensities as they are in the image, (1, C, Z, Y, X), or (1, C, Y, X) for single slices
 * @param output probabilities, (1, classes, ...)
 */
record Example(HostArray input, HostArray output) {

	/** Slices of a stack for a 2D network. */
	private static final int SLICES = 3;

	/** What keeps packages of bioimage.io from dividing by 0. */
	static final double EPSILON = 1e-6;

	/**
	 * Cuts an example out and runs the network on it, with intensities normalised as the package asks for.
	 *
	 * @param slices whether a 2D network is to take a single slice
	 * @throws CairnException if the image has several time points, other channels, or no contrast in the middle
	 */
	static Example of(final Volume image, final Preprocessing preprocessing, final StandaloneUNet network, final boolean slices) {
		final HostArray input = middle(image, preprocessing, network.members().get(0).architecture().channels(), slices);
		final HostArray seen = network.normalises() ? input : normalised(input, image.name());
		try (Torch torch = Torch.open("cpu"); Scope step = torch.scope().open();
				ScriptModule module = ScriptModule.load(torch.scope(), network.archive(Map.of())))
		{
			return new Example(input, HostArray.of(module.method("forward", step).with(step.array(seen.values(), seen.shape()))
				.inference().get(0)));
		}
	}

	private static HostArray middle(final Volume image, final Preprocessing preprocessing, final int channels,
		final boolean slices)
	{
		if (image.size(Axis.TIME) > 1 || image.size(Axis.CHANNEL) != channels) throw CairnException.of("example",
			"The example " + image.name() + " has " + image.size(Axis.CHANNEL) + " channels and " + image.size(Axis.TIME) +
				" time points, but the model takes " + channels + " and 1; choose another image.");
		final int depth = preprocessing.isFlat() ? slices ? 1 : SLICES : preprocessing.depth();
		final int height = preprocessing.height();
		final int width = preprocessing.size();
		final float[] values = new float[Math.multiplyExact(channels, depth * height * width)];
		int i = 0;
		for (int channel = 0; channel < channels; channel++) {
			final RandomAccess<? extends RealType<?>> voxel = image.grid(channel, 0).randomAccess();
			for (int z = 0; z < depth; z++)
				for (int y = 0; y < height; y++)
					for (int x = 0; x < width; x++) {
						voxel.setPosition(place(x, width, image.size(Axis.X)), 0);
						voxel.setPosition(place(y, height, image.size(Axis.Y)), 1);
						voxel.setPosition(place(z, depth, image.size(Axis.Z)), 2);
						values[i++] = voxel.get().getRealFloat();
					}
		}
		return new HostArray(preprocessing.isFlat() && slices ? new long[] { 1, channels, height, width } : new long[] { 1,
			channels, depth, height, width }, values);
	}

	/** Finds the voxel of a window around the middle of an axis, mirrored beyond its ends. */
	private static long place(final int at, final int window, final long size) {
		return Window.mirror(at + Math.toIntExact(size - window) / 2, Math.toIntExact(size));
	}

	/** Normalises as {@code scale_range} and {@code clip} of the package do. */
	private static HostArray normalised(final HostArray raw, final String name) {
		final float[] values = raw.values().clone();
		final int channels = (int) raw.shape()[1];
		final int each = values.length / channels;
		for (int channel = 0; channel < channels; channel++) {
			final float[] copy = Arrays.copyOfRange(values, channel * each, (channel + 1) * each);
			final Intensity range = Intensity.of(ArrayImgs.floats(copy, each, 1, 1), name, Progress.SILENT);
			if (range.p99() <= range.p1()) throw CairnException.of("example", "The middle of the example " + name +
				" has one value nearly everywhere; choose another image.");
			for (int i = channel * each; i < (channel + 1) * each; i++)
				values[i] = (float) Math.min(Preprocessing.BRIGHTEST, Math.max(0, (values[i] - range.p1()) / (range.p99() - range
					.p1() + EPSILON)));
		}
		return new HostArray(raw.shape(), values);
	}
}
