// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.janelia.saalfeldlab.n5.N5Exception;
import org.janelia.saalfeldlab.n5.N5Reader;
import org.janelia.saalfeldlab.n5.N5URI;
import org.janelia.saalfeldlab.n5.imglib2.N5Utils;
import org.janelia.saalfeldlab.n5.universe.N5DatasetDiscoverer;
import org.janelia.saalfeldlab.n5.universe.N5Factory;
import org.janelia.saalfeldlab.n5.universe.N5TreeNode;
import org.janelia.saalfeldlab.n5.universe.metadata.MultiscaleMetadata;
import org.janelia.saalfeldlab.n5.universe.metadata.N5Metadata;
import org.janelia.saalfeldlab.n5.universe.metadata.SpatialMetadata;
import org.janelia.saalfeldlab.n5.universe.metadata.axes.AxisMetadata;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.realtransform.AffineTransform3D;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Series;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormat;

/**
 * What the N5 libraries of Fiji read: folders named {@code .n5}, HDF5 files, and containers in clouds, N5 or OME-Zarr, by addresses
 * such as {@code s3://BUCKET/image.zarr?GROUP}.
 * <p>
 * Blocks are read when they are asked for; the container stays open as long as the volume is in use. Images with their resolutions,
 * axes and steps are those that the libraries find; of containers with several one has to be chosen.
 * </p>
 * <p>
 * NB: only the class within names classes of N5, so that all else works where that is missing.
 * </p>
 */
@Plugin(type = VolumeFormat.class, priority = Priority.LOW)
public final class N5Format extends ReadOnlyFormat {

	private static final Set<String> CLOUDS = Set.of("s3", "gs");

	@Override
	public boolean canRead(final Path path) {
		return isInstalled() && (Files.isDirectory(path) ? endsWith(path, ".n5") : endsWith(path, ".h5", ".hdf5"));
	}

	@Override
	public boolean canRead(final URI address) {
		return isInstalled() && CLOUDS.contains(address.getScheme());
	}

	@Override
	public Volume read(final Path path) {
		return read(path, 0);
	}

	@Override
	public Volume read(final Path path, final int series) {
		return Images.read(path.toString(), path.toAbsolutePath().toString(), "", series);
	}

	@Override
	public Volume read(final URI address, final int series) {
		final N5URI place = new N5URI(address);
		return Images.read(address.toString(), place.getContainerPath(), place.normalizeGroupPath(), series);
	}

	private static boolean isInstalled() {
		return N5Format.class.getClassLoader().getResource("org/janelia/saalfeldlab/n5/universe/N5Factory.class") != null;
	}

	/** One resolution of an image, and the way to the others. */
	private record Images(N5Reader reader, String name, List<N5Metadata> levels, int level) implements Header {

		private static final List<Axis> AXES = List.of(Axis.X, Axis.Y, Axis.Z, Axis.CHANNEL, Axis.TIME);
		private static final List<String> LABELS = List.of("x", "y", "z", "c", "t");

		static Volume read(final String file, final String container, final String group, final int series) {
			try {
				final N5Reader reader = new N5Factory().openReader(container);
				final List<List<N5Metadata>> images = new ArrayList<>();
				collect(N5DatasetDiscoverer.discover(reader, group), images);
				if (images.isEmpty()) throw new CairnException("There is no image in " + file + "; check the path.");
				if (series > images.size()) throw Series.missing(file, series, images.size());
				if (series == 0 && images.size() > 1) throw Series.several(file, IntStream.rangeClosed(1, images.size()).boxed().toList(), images
					.stream().map(levels -> levels.get(0).getPath()).toList());
				final String name = container.replaceFirst("/*$", "").replaceFirst("^.*[/\\\\]", "").replaceFirst("\\.\\w+$", "");
				return new Images(reader, name, images.get(Math.max(0, series - 1)), 0).<UnsignedByteType>volume();
			}
			catch (final N5Exception e) {
				throw new CairnException("The container " + file + " cannot be read (" + e.getMessage() +
					"); check the path, and that it is complete.", e);
			}
		}

		private static void collect(final N5TreeNode node, final List<List<N5Metadata>> images) {
			if (node == null) return;
			if (node.getMetadata() instanceof MultiscaleMetadata<?> image) images.add(List.of(image.getChildrenMetadata()));
			else if (node.isDataset()) images.add(List.of(node.getMetadata()));
			else node.childrenList().forEach(child -> collect(child, images));
		}

		private N5Metadata here() {
			return levels.get(level);
		}

		/** NB: the type of voxels is that of the data set, whatever the compiler has to be told. */
		private <T extends NativeType<T> & RealType<T>> Volume volume() {
			final RandomAccessibleInterval<T> voxels = N5Utils.open(reader, here().getPath());
			if (!(((RandomAccessibleInterval<?>) voxels).getType() instanceof RealType)) throw new CairnException("The voxels of " + here()
				.getPath() + " in " + name + " are no numbers; choose another image as series.");
			return new Volume(name, axes(voxels.numDimensions()), voxels, geometry(), this);
		}

		private List<Axis> axes(final int rank) {
			final List<String> labels = here() instanceof AxisMetadata axes ? Arrays.asList(axes.getAxisLabels()) : LABELS.subList(0, Math.min(rank,
				LABELS.size()));
			if (labels.size() != rank || !LABELS.containsAll(labels)) throw new CairnException("The axes of " + here().getPath() + " in " + name +
				" are not of x, y, z, c and t; choose another image as series.");
			return labels.stream().map(label -> AXES.get(LABELS.indexOf(label))).toList();
		}

		private Geometry geometry() {
			if (!(here() instanceof SpatialMetadata place)) return Geometry.unknown();
			final AffineTransform3D steps = place.spatialTransform3d();
			final String unit = place.unit() == null || place.unit().isBlank() ? Geometry.unknown().unit() : place.unit();
			return new Geometry(Math.abs(steps.get(0, 0)), Math.abs(steps.get(1, 1)), Math.abs(steps.get(2, 2)), unit, List.of());
		}

		@Override
		public Optional<Volume> scale(final int number) {
			return number < levels.size() ? Optional.of(new Images(reader, name, levels, number).<UnsignedByteType>volume()) : Optional.empty();
		}

		@Override
		public List<Long> block() {
			final int[] block = reader.getDatasetAttributes(here().getPath()).getBlockSize();
			final List<Axis> axes = axes(block.length);
			return AXES.subList(0, 3).stream().map(axis -> axes.contains(axis) ? (long) block[axes.indexOf(axis)] : 1L).toList();
		}
	}
}
