// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.OptionalDouble;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.NetworkOptions;

/** The parameters of a new network; {0} is what else there may be to say. */
final class NetworkShape {

	@Parameter(label = "Width", min = "0", max = "256", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "channels") },
		description = "Feature channels of the first level of the network; 0 as the preset says{0}.")
	private int width = 0;

	@Parameter(label = "Levels", min = "0", max = "8", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.NETWORK),
		description = "Resolution levels of the network; 0 as the preset says{0}.")
	private int levels = 0;

	@Parameter(label = "Size", min = "0", max = "4096", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "pixels") },
		description = "Width and height of the window through which the network sees a slice, in pixels; " +
			"0 for one that holds every slice{0}.")
	private int size = 0;

	@Parameter(label = "Spacing", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "mm") },
		description = "Distance of pixels as the network sees them, in mm; 0 for that of most volumes{0}.")
	private double spacing = 0;

	@Parameter(label = "Dimensions", choices = { "2", "3", "auto" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.NETWORK),
		description = "Whether the network sees slices (2) or volumes (3); auto for volumes where slices are less than twice " +
			"as far apart as pixels and stacks usually have 16 or more{0}.")
	private String dimensions;

	@Parameter(label = "Depth", min = "0", max = "4096", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "slices") },
		description = "Slices of the window through which a 3D network sees a volume; 0 to choose it by the volumes{0}.")
	private int depth = 0;

	/** Leaves to the volumes what the network sees. */
	NetworkShape() {
		this("auto");
	}

	/** @param dimensions what the network sees unless the user says so */
	NetworkShape(final String dimensions) {
		this.dimensions = dimensions;
	}

	/** Describes the network of a design. */
	NetworkOptions options(final Design design) {
		return options(design, width, levels, size, spacing, Dimensions.of(dimensions), depth);
	}

	/** Describes a network by numbers of which 0 leaves the choice to the design, or to the volumes. */
	static NetworkOptions options(final Design design, final int width, final int levels, final int size, final double spacing,
		final Dimensions dimensions, final int depth)
	{
		return new NetworkOptions(design, width == 0 ? design.width() : width, levels == 0 ? design.levels() : levels, Inputs.given(
			size), spacing == 0 ? OptionalDouble.empty() : OptionalDouble.of(spacing), dimensions, Inputs.given(depth));
	}

	/** Says what the values stand for that leave a choice open, which a pretrained model makes if there is one. */
	void resolve(final ResolvedDefaults defaults, final Design design, final File pretrained) {
		defaults.network(design, width, levels, size, spacing, pretrained);
	}
}
