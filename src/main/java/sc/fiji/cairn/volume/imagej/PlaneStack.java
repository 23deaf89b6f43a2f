// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.imagej;

import java.awt.image.ColorModel;
import java.util.List;

import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/** An ImageJ stack that takes its planes from a list when they are asked for. */
public final class PlaneStack extends VirtualStack {

	private final List<?> planes;

	/**
	 * @param colours null for grey
	 * @param planes arrays of bytes, shorts or floats, or ints for RGB; not copied
	 */
	public PlaneStack(final int width, final int height, final ColorModel colours, final List<?> planes) {
		super(width, height);
		this.planes = planes;
		setColorModel(colours);
		setBitDepth(processor(planes.get(0)).getBitDepth());
	}

	/** Gets the list. */
	List<?> planes() {
		return planes;
	}

	@Override
	public Object getPixels(final int n) {
		return planes.get(n - 1);
	}

	@Override
	public ImageProcessor getProcessor(final int n) {
		final ImageProcessor processor = processor(planes.get(n - 1));
		if (getColorModel() != null) processor.setColorModel(getColorModel());
		processor.setSliceNumber(n);
		return processor;
	}

	private ImageProcessor processor(final Object plane) {
		if (plane instanceof byte[] bytes) return new ByteProcessor(getWidth(), getHeight(), bytes);
		if (plane instanceof short[] shorts) return new ShortProcessor(getWidth(), getHeight(), shorts, null);
		if (plane instanceof int[] colours) return new ColorProcessor(getWidth(), getHeight(), colours);
		return new FloatProcessor(getWidth(), getHeight(), (float[]) plane);
	}

	@Override
	public int getSize() {
		return planes.size();
	}

	@Override
	public int size() {
		return planes.size();
	}

	@Override
	public String getSliceLabel(final int n) {
		return null;
	}
}
