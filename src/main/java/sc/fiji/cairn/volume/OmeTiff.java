package sc.fiji.cairn.volume;

import java.util.AbstractList;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

/** Arranges the planes of an OME-TIFF file as its XML says. */
final class OmeTiff {

	private OmeTiff() {}

	/**
	 * Sorts the slices of an image into ImageJ's order and sets dimensions and calibration.
	 *
	 * @param image with the slices in the order of the file
	 * @param directories number of directories in the file, each of which gives the same number of slices
	 * @throws OmeXml.Refused if a plane is missing
	 */
	static void arrange(final ImagePlus image, final OmePixels pixels, final int directories) throws OmeXml.Refused {
		final ImageStack unsorted = image.getStack();
		// Of colours with 8 bits ImageJ makes one slice, of those with 16 bits one slice each.
		final int slices = unsorted.size() / directories;
		final int[] order = pixels.directories();
		final int[] planes = new int[order.length * slices];
		for (int i = 0; i < planes.length; i++) {
			final int directory = order[i / slices];
			if (directory < 0 || directory >= directories) throw new OmeXml.Refused("its OME-XML asks for " + pixels.count() +
				" planes, but the file holds " + directories, null);
			planes[i] = directory * slices + i % slices;
		}
		image.setStack(sort(unsorted, planes));
		image.setDimensions(pixels.channels() * slices, pixels.sizes().get('Z'), pixels.sizes().get('T'));
		calibrate(image.getLocalCalibration(), pixels);
	}

	/** Puts slices into another order; those of a stack that is read slice by slice still are. */
	private static ImageStack sort(final ImageStack unsorted, final int[] order) {
		if (unsorted instanceof PlaneStack lazy) return new PlaneStack(lazy.getWidth(), lazy.getHeight(), lazy.getColorModel(),
			new AbstractList<>() {

				@Override
				public Object get(final int index) {
					return lazy.planes().get(order[index]);
				}

				@Override
				public int size() {
					return order.length;
				}
			});
		final ImageStack stack = new ImageStack(unsorted.getWidth(), unsorted.getHeight(), unsorted.getColorModel());
		for (final int index : order)
			stack.addSlice(unsorted.getSliceLabel(index + 1), unsorted.getPixels(index + 1));
		return stack;
	}

	private static void calibrate(final Calibration calibration, final OmePixels pixels) {
		final String unit = pixels.units().get(0);
		if (!Double.isNaN(pixels.spacing()[0])) {
			calibration.pixelWidth = pixels.spacing()[0];
			calibration.setXUnit(unit);
			calibration.pixelHeight = Double.isNaN(pixels.spacing()[1]) ? pixels.spacing()[0] : pixels.spacing()[1] * Lengths
				.factor(pixels.units().get(1), unit);
			calibration.setYUnit(null);
			calibration.pixelDepth = Double.isNaN(pixels.spacing()[2]) ? 1 : pixels.spacing()[2] * Lengths.factor(pixels.units()
				.get(2), unit);
			calibration.setZUnit(null);
		}
		if (pixels.interval() > 0) {
			calibration.frameInterval = pixels.interval();
			calibration.setTimeUnit("sec");
		}
	}
}
