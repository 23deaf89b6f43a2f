// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bioimageio;

import java.util.List;

import sc.fiji.cairn.volume.Lengths;

/**
 * An axis of what a network takes or gives.
 *
 * @param id {@code batch}, {@code channel}, or {@code z}, {@code y}, {@code x}
 * @param min smallest length of a space axis; number of channels
 * @param step lengths are longer by multiples of it; 0 for one length alone
 * @param shorter how many voxels the output is shorter than the input
 * @param halo voxels at either end of the output that depend on what lies beyond
 * @param scale distance of voxels
 * @param unit of the scale; empty if it is not told
 */
public record PackageAxis(String id, int min, int step, int shorter, int halo, double scale,
	String unit)
{

	private static final List<String> SPACE = List.of("z", "y", "x");

	/** Tells whether it is one of the three of space. */
	boolean isSpace() {
		return SPACE.contains(id);
	}

	/** Gets the distance of voxels in millimetres; 0 if it is not told. */
	public double millimetres() {
		return scale * Lengths.millimetres(unit).orElse(0);
	}

	/** Gets the smallest length that the network takes and that holds some voxels. */
	public int holding(final int voxels) {
		return step == 0 ? min : min + (Math.max(0, voxels - min) + step - 1) / step * step;
	}

	/** Gets the largest length that the network takes and that is no longer; the smallest one if there is none. */
	public int within(final int voxels) {
		return step == 0 ? min : min + Math.max(0, voxels - min) / step * step;
	}

	/** Reads an axis of an input. */
	static PackageAxis input(final Entry axis) {
		final Entry size = axis.at("size");
		return switch (axis.at("type").text()) {
			case "batch" -> new PackageAxis("batch", 1, 0, 0, 0, 1, "");
			case "channel" -> new PackageAxis("channel", axis.at("channel_names").items().size(), 0, 0, 0, 1,
				"");
			case "space" -> size.at("tensor_id").isThere() ? refuse(axis, "the length of its axis " + axis.at("id").text() +
				" depends on another one") : size.at("min").isThere() ? new PackageAxis(space(axis), size.at("min").whole(), size.at(
					"step").whole(), 0, 0, scale(axis), unit(axis)) : new PackageAxis(space(axis), size.whole(), 0, 0, 0, scale(axis),
						unit(axis));
			default -> refuse(axis, "it has an axis of the type " + axis.at("type").text());
		};
	}

	/** Reads an axis of an output, whose lengths follow from the input. */
	static PackageAxis output(final Entry axis, final String inputId, final List<PackageAxis> inputs) {
		if (!axis.at("type").text().equals("space")) return input(axis);
		final String id = space(axis);
		final PackageAxis input = inputs.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(() -> axis.unfit(
			"its output has an axis " + id + " that its input has not"));
		final Entry size = axis.at("size");
		final boolean follows = size.at("tensor_id").isThere() ? size.at("tensor_id").text().equals(inputId) && size.at("axis_id").text()
			.equals(id) : input.step() == 0 && size.whole() == input.min();
		final double offset = size.at("offset").number(0);
		if (!follows || scale(axis) != input.scale() || offset > 0 || offset % 2 != 0) throw axis.unfit(
			"its output does not lie voxel by voxel on its input along " + id);
		final int halo = axis.at("halo").whole(0);
		if (input.min() + offset - 2 * halo < 1 && input.step() == 0) throw axis.unfit("its halo leaves nothing of its only size along " + id);
		return new PackageAxis(id, input.min(), input.step(), (int) -offset, halo, input.scale(), input.unit());
	}

	private static String space(final Entry axis) {
		final String id = axis.at("id").text("x");
		return SPACE.contains(id) ? id : refuse(axis, "it has an axis of space named " + id + ", which is not z, y or x");
	}

	private static <T> T refuse(final Entry axis, final String reason) {
		throw axis.unfit(reason);
	}

	private static double scale(final Entry axis) {
		return axis.at("scale").number(1);
	}

	private static String unit(final Entry axis) {
		return axis.at("unit").text("");
	}
}
