// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Level;
import sc.fiji.cairn.sampling.Fingerprint;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Preprocessing.Normalisation;

/**
 * Plans a 3D network from what a data set is like, by the rules of nnU-Net (Isensee et al., Nature Methods 18, 2021) where
 * nothing else is said. Axes are Z, Y, X.
 * <ul>
 * <li>The network's voxels are the median ones; where slices lie far apart, it sees them as close as in the finest tenth
 * of the volumes.</li>
 * <li>The window holds a volume of median size or, of larger ones, a cube, in millimetres, of a number of voxels that a
 * laptop can train on.</li>
 * <li>An axis is pooled, and kernels reach along it, only once its voxels are less than twice as long as the shortest
 * ones, so that the network looks at equal distances.</li>
 * <li>Pooling ends where maps would have fewer than four voxels along an axis, or at the wanted number of levels.</li>
 * </ul>
 * A network for slices whose weights are to be carried over decides levels, pooling and pixels across; what is said above is
 * then for Z alone.
 */
final class VolumePlanner {

	/** Voxels of the largest window: a step of two patches takes about 1 GB at width 16, half of it in 16 bits. */
	static final long MOST_VOXELS = 1 << 17;

	/** Maps are not pooled to fewer voxels along an axis than this. */
	private static final int LEAST_MAP = 4;

	/** Axes whose voxels are that many times as long as the shortest ones are looked along only at coarser levels. */
	private static final double TOO_LONG = 2;

	/** Shorter distances, in millimetres, are told in micrometres. */
	private static final double MICROSCOPIC = 0.01;

	/** Slices that are that many times as far apart as pixels are far apart. */
	private static final double FAR = 3;

	private final Fingerprint fingerprint;
	private final NetworkOptions options;
	private final Architecture design;

	/** Whether the design is that of a network for slices, which is kept across. */
	private final boolean carried;

	/**
	 * Prepares to plan.
	 *
	 * @param channels channels of the images
	 */
	VolumePlanner(final Fingerprint fingerprint, final int channels, final NetworkOptions options) {
		this.fingerprint = fingerprint;
		this.options = options;
		design = options.design().architecture(3, channels, options.width(), options.levels());
		carried = false;
	}

	/**
	 * Prepares to plan a network for volumes that carries the weights of one for slices.
	 *
	 * @param flat the network for slices
	 * @param seen how volumes become its input
	 */
	VolumePlanner(final Fingerprint fingerprint, final Architecture flat, final Preprocessing seen,
		final NetworkOptions options)
	{
		this.fingerprint = fingerprint;
		this.options = new NetworkOptions(options.design(), options.width(), options.levels(), options.size(), seen.spacing() == 0
			? OptionalDouble.empty() : OptionalDouble.of(seen.spacing()), Dimensions.THREE, options.depth());
		design = flat;
		carried = true;
	}

	/**
	 * Plans.
	 *
	 * @throws CairnException if a wanted window does not suit the wanted levels, or the volumes are too small for a network
	 *           in 3D
	 */
	NetworkPlan plan() {
		final double[] spacing = spacing();
		final double[] wanted = window(spacing);
		final List<List<Integer>> pools = new ArrayList<>(List.of(List.of(1, 1, 1)));
		final List<List<Integer>> kernels = new ArrayList<>();
		final double[] length = spacing.clone();
		final double[] map = wanted.clone();
		List<Integer> kernel = List.of(1, 1, 1);
		while (true) {
			kernel = kernel(kernel, length);
			kernels.add(across(kernel, pools.size() - 1, Level::kernel));
			if (pools.size() == design.levels()) break;
			final List<Integer> pool = across(pool(map, length), pools.size(), Level::pool);
			if (!carried && !pool.contains(2)) break;
			pools.add(pool);
			for (int axis = 0; axis < 3; axis++) {
				map[axis] /= pool.get(axis);
				length[axis] *= pool.get(axis);
			}
		}
		if (pools.size() < 2) throw new CairnException("The volumes are too small for a 3D network, which sees " + Math.round(
			wanted[2]) + " x " + Math.round(wanted[1]) + " x " + Math.round(wanted[0]) + " voxels of them; set dimensions=2, or " +
			"a smaller spacing.");
		final Architecture architecture = new Architecture(3, design.channels(), IntStream.range(0, pools.size()).mapToObj(level -> new Level(
			design.width(level), kernels.get(level), pools.get(level))).toList(), design.style());
		final int[] sizes = IntStream.range(0, 3).map(axis -> size(axis, wanted[axis], median(axis, spacing), architecture
			.multiple(axis))).toArray();
		final boolean known = options.spacing().isPresent() || !carried && fingerprint.hasSpacing();
		return new NetworkPlan(architecture, new Preprocessing(sizes[2], known ? spacing[2] : 0, Normalisation.PERCENTILES_1_99,
			sizes[0], known && fingerprint.hasSpacing() ? spacing[0] : 0, sizes[1]), fingerprint);
	}

	/** Takes what a network for slices has across, if there is one. */
	private List<Integer> across(final List<Integer> planned, final int level, final Function<Level, List<Integer>> sizes) {
		if (!carried) return planned;
		final List<Integer> flat = sizes.apply(design.pyramid().get(level));
		return List.of(planned.get(0), flat.get(0), flat.get(1));
	}

	/** Chooses the distances of the network's voxels. */
	private double[] spacing() {
		final double across = options.spacing().orElse(fingerprint.hasSpacing() ? fingerprint.spacing().median() : 1);
		if (!fingerprint.hasSpacing()) return new double[] { across, across, across };
		final boolean far = fingerprint.anisotropy() > FAR && FAR * fingerprint.depth().median() < Math.min(fingerprint.width()
			.median(), fingerprint.height().median());
		final double along = far ? Math.max(across, fingerprint.spacingZ().low()) : fingerprint.spacingZ().median();
		return new double[] { along, across, across };
	}

	/** Returns the usual length of a volume along an axis, in voxels of the network. */
	private double median(final int axis, final double[] spacing) {
		final double voxels = List.of(fingerprint.depth(), fingerprint.height(), fingerprint.width()).get(axis).median();
		if (!fingerprint.hasSpacing()) return voxels;
		return voxels * (axis == 0 ? fingerprint.spacingZ() : fingerprint.spacing()).median() / spacing[axis];
	}

	/** Chooses the window: the wanted one, a whole volume, or a cube. */
	private double[] window(final double[] spacing) {
		double less = 0;
		double more = 0;
		for (int axis = 0; axis < 3; axis++)
			more = Math.max(more, median(axis, spacing) * spacing[axis]);
		if (volume(window(spacing, more)) <= MOST_VOXELS) return window(spacing, more);
		// The side of the cube is halved in on.
		for (int i = 0; i < 50; i++) {
			final double side = (less + more) / 2;
			if (volume(window(spacing, side)) > MOST_VOXELS) more = side;
			else less = side;
		}
		return window(spacing, less);
	}

	private double[] window(final double[] spacing, final double side) {
		return IntStream.range(0, 3).mapToDouble(axis -> given(axis).isPresent() ? given(axis).getAsInt() : Math.min(median(axis, spacing), Math.max(2 *
			LEAST_MAP, side / spacing[axis]))).toArray();
	}

	private static double volume(final double[] window) {
		return Arrays.stream(window).reduce(1, (a, b) -> a * b);
	}

	/** Gets the length of the window that the user wants, if any. */
	private OptionalInt given(final int axis) {
		return axis == 0 ? options.depth() : options.size();
	}

	private static List<Integer> kernel(final List<Integer> finer, final double[] length) {
		final double shortest = Arrays.stream(length).min().orElseThrow();
		return IntStream.range(0, 3).mapToObj(axis -> finer.get(axis) == 3 || length[axis] < TOO_LONG * shortest ? 3 : 1)
			.toList();
	}

	private static List<Integer> pool(final double[] map, final double[] length) {
		final double shortest = IntStream.range(0, 3).filter(axis -> map[axis] >= 2 * LEAST_MAP).mapToDouble(
			axis -> length[axis]).min().orElse(0);
		return IntStream.range(0, 3).mapToObj(axis -> map[axis] >= 2 * LEAST_MAP && length[axis] < TOO_LONG * shortest ? 2 : 1)
			.toList();
	}

	/** Rounds the window: up where it holds the whole volume, else down; what the user wants has to fit. */
	private int size(final int axis, final double wanted, final double median, final int multiple) {
		final String key = axis == 0 ? "depth" : "size";
		final OptionalInt given = given(axis);
		if (given.isPresent() && given.getAsInt() % multiple != 0) throw CairnException.of(key, "The parameter " + key + " must be a multiple of " + multiple + " for a 3D network of this number of levels; use " + Math.max(
				multiple, Math.round(wanted / multiple) * multiple) + " instead of " + given.getAsInt() + ".");
		final double multiples = wanted / multiple;
		final int least = axis == 0 ? 1 : 8;
		return Math.max(least, multiple * (int) Math.max(1, wanted >= median ? Math.ceil(multiples - 1e-6) : Math.floor(
			multiples + 1e-6)));
	}

	/** Says what was planned. */
	String words(final NetworkPlan plan) {
		final Preprocessing preprocessing = plan.preprocessing();
		// NB: those of microscopes in their own unit.
		final boolean small = preprocessing.spacing() < MICROSCOPIC;
		final double across = preprocessing.spacing() * (small ? 1000 : 1);
		final String voxels = preprocessing.spacing() == 0 || preprocessing.spacingZ() == 0 ? "" : String.format(Locale.ROOT,
			", of %.3g x %.3g x %.3g %s each,", across, across, preprocessing.spacingZ() * (small ? 1000 : 1), small ? "µm" : "mm");
		final long flat = plan.architecture().pyramid().stream().filter(level -> level.kernel().get(0) == 1).count();
		return String.format(Locale.ROOT,
			"Volumes usually have %.0f x %.0f x %.0f voxels; the 3D network sees %s%s at once, at %d resolutions%s.", fingerprint
				.width().median(), fingerprint.height().median(), fingerprint.depth().median(), preprocessing.window(), voxels, plan
					.architecture().levels(), flat == 0 ? "" : ", of which it looks at the finest " + (flat == 1 ? "one" : flat) +
						" slice by slice, because slices are much farther apart than pixels");
	}
}
