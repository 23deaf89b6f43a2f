// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bioimageio;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;

import java.util.Arrays;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.sampling.Window;
import sc.fiji.cairn.torch.EngineFailure;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.ScriptModule;

/**
 * The network of a package, loaded, with what the package does before and after it. Images are arrays (channel, Z, Y, X),
 * mirrored beyond their borders where the network needs more; larger ones are seen through tiles, as far as the package says
 * that tiles can be trusted.
 */
public final class PackageNetwork {

	private final ModelPackage model;
	private final ScriptModule module;
	private final ScriptModule cast;

	/**
	 * Loads the network, which runs code of its maker.
	 *
	 * @param scope owns the network
	 * @throws CairnException if the engine cannot load it
	 */
	public PackageNetwork(final ModelPackage model, final Scope scope) {
		this.model = model;
		cast = ScriptModule.load(scope, PackageNetwork.class, "cast.torchscript");
		try {
			module = ScriptModule.load(scope, model.network());
		}
		catch (final EngineException e) {
			throw new CairnException("The network in the package " + model.file() + " cannot be loaded by this version of PyTorch (" +
				String.valueOf(e.getMessage()).lines().findFirst().orElse("") + "); ask its maker to export it by another one.", e);
		}
	}

	/**
	 * Does all that the package does to an image.
	 *
	 * @param progress asked between tiles whether to stop
	 * @return what the package gives (channel, Z, Y, X)
	 * @throws CairnException if the engine fails
	 */
	public HostArray run(final HostArray image, final Scope scope, final Progress progress) {
		final HostArray seen = model.before().apply(image);
		final int depth = (int) seen.shape()[1];
		final int height = (int) seen.shape()[2];
		final int width = (int) seen.shape()[3];
		final List<AxisTiles> axes = AxisTiles.of(model.space(), new int[] { model.isFlat() ? 1 : depth, height, width });
		final HostArray out = new HostArray(new long[] { model.channelsOut(), depth, height, width }, new float[Math.toIntExact(
			(long) model.channelsOut() * depth * height * width)]);
		for (int slice = 0; slice < (model.isFlat() ? depth : 1); slice++)
			for (final int z : axes.get(0).starts())
				for (final int y : axes.get(1).starts())
					for (final int x : axes.get(2).starts()) {
						progress.checkCancelled();
						copy(pass(tile(seen, axes, new int[] { z + slice, y, x }), scope), axes, new int[] { z, y, x }, slice, out);
					}
		return model.after().apply(out);
	}

	/** Runs what the package is tested with, and gets the largest difference to what should come out. */
	public double testError(final Scope scope, final Progress progress) {
		final HostArray expected = plain(model.testOutput(), model.outputs());
		final HostArray given = run(plain(model.testInput(), model.inputs()), scope, progress);
		if (!Arrays.equals(expected.shape(), given.shape())) throw unexpected(given.shape());
		double largest = 0;
		for (int i = 0; i < given.values().length; i++)
			largest = Math.max(largest, Math.abs(given.values()[i] - expected.values()[i]));
		return largest;
	}

	/** Cuts a tile out, (channel, Z, Y, X). */
	private static HostArray tile(final HostArray image, final List<AxisTiles> axes, final int[] start) {
		final long[] shape = { image.shape()[0], axes.get(0).tile(), axes.get(1).tile(), axes.get(2).tile() };
		final float[] values = new float[(int) (shape[0] * shape[1] * shape[2] * shape[3])];
		final int depth = (int) image.shape()[1];
		final int height = (int) image.shape()[2];
		final int width = (int) image.shape()[3];
		for (int c = 0, i = 0; c < shape[0]; c++)
			for (int z = 0; z < shape[1]; z++)
				for (int y = 0; y < shape[2]; y++) {
					final int row = ((c * depth + Window.mirror(start[0] + z, depth)) * height + Window.mirror(start[1] + y, height)) * width;
					for (int x = 0; x < shape[3]; x++)
						values[i++] = image.values()[row + Window.mirror(start[2] + x, width)];
				}
		return new HostArray(shape, values);
	}

	private HostArray pass(final HostArray tile, final Scope scope) {
		final HostArray in = arranged(tile, model.inputs());
		try (Scope step = scope.open()) {
			final NDArray out = cast.method("floats", step).with(module.method("forward", step).with(step.array(in.values(), in.shape()))
				.inference().get(0)).inference().get(0);
			if (out.getShape().dimension() != model.outputs().size()) throw unexpected(out.getShape().getShape());
			return plain(HostArray.of(out), model.outputs());
		}
		catch (final EngineException e) {
			throw EngineFailure.explain(e, "running the network in the package " + model.file(), "use device=cpu, or close other programs");
		}
	}

	/** Copies what of the output of a tile is used. */
	private void copy(final HostArray output, final List<AxisTiles> axes, final int[] start, final int slice, final HostArray out) {
		final long[] shape = output.shape();
		for (int d = 0; d < 3; d++)
			if (shape[d + 1] != axes.get(d).tile() - 2 * axes.get(d).shorter() || shape[0] != out.shape()[0]) throw unexpected(shape);
		final AxisTiles zs = axes.get(0);
		final AxisTiles ys = axes.get(1);
		final AxisTiles xs = axes.get(2);
		for (int c = 0; c < shape[0]; c++)
			for (int z = zs.from(start[0]); z < zs.to(start[0]); z++)
				for (int y = ys.from(start[1]); y < ys.to(start[1]); y++) {
					final int x = xs.from(start[2]);
					final long row = (c * shape[1] + z - start[0] - zs.shorter()) * shape[2] + y - start[1] - ys.shorter();
					System.arraycopy(output.values(), (int) (row * shape[3] + x - start[2] - xs.shorter()), out.values(), (int) (((c * out
						.shape()[1] + z + slice) * out.shape()[2] + y) * out.shape()[3] + x), xs.to(start[2]) - x);
				}
	}

	private CairnException unexpected(final long[] shape) {
		return new CairnException("The network in the package " + model.file() + " gives an array of another shape, " + Arrays.toString(
			shape) + ", than its description says; tell its maker.");
	}

	/** Brings (channel, Z, Y, X) into the order of some axes. */
	private static HostArray arranged(final HostArray array, final List<PackageAxis> axes) {
		final long[] shape = axes.stream().mapToLong(axis -> place(axis) < 0 ? 1 : array.shape()[place(axis)]).toArray();
		final float[] values = new float[array.values().length];
		transfer(array, axes, shape, (plain, own) -> values[own] = array.values()[plain]);
		return new HostArray(shape, values);
	}

	/** Brings an array into the order (channel, Z, Y, X); the batch of slices becomes Z. */
	private static HostArray plain(final HostArray array, final List<PackageAxis> axes) {
		final long[] shape = { 1, 1, 1, 1 };
		for (int d = 0; d < axes.size(); d++)
			if (place(axes.get(d)) >= 0) shape[place(axes.get(d))] = array.shape()[d];
			else if (array.shape()[d] > 1) shape[1] *= array.shape()[d];
		final HostArray plain = new HostArray(shape, new float[array.values().length]);
		transfer(plain, axes, array.shape(), (at, own) -> plain.values()[at] = array.values()[own]);
		return plain;
	}

	/** Hears of the places of a value. */
	@FunctionalInterface
	private interface Places {

		void at(int plain, int own);
	}

	/** Goes through all values of an array in its own order. */
	private static void transfer(final HostArray plain, final List<PackageAxis> axes, final long[] own, final Places places) {
		final long[] size = plain.shape();
		final long[] strides = { size[1] * size[2] * size[3], size[2] * size[3], size[3], 1 };
		final int[] at = new int[own.length];
		for (int i = 0; i < plain.values().length; i++) {
			long place = 0;
			for (int d = 0; d < own.length; d++)
				place += at[d] * strides[place(axes.get(d)) < 0 ? 1 : place(axes.get(d))];
			places.at((int) place, i);
			for (int d = own.length - 1; d >= 0 && ++at[d] == own[d]; d--)
				at[d] = 0;
		}
	}

	/** Returns the place of an axis in (channel, Z, Y, X); -1 for a batch. */
	private static int place(final PackageAxis axis) {
		return List.of("channel", "z", "y", "x").indexOf(axis.id());
	}
}
