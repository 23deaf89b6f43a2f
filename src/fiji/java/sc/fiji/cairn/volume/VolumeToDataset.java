// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import org.scijava.Priority;
import org.scijava.convert.AbstractConverter;
import org.scijava.convert.Converter;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import net.imagej.Dataset;
import net.imagej.DatasetService;

/** Lets SciJava's {@code ConvertService} turn volumes into datasets of ImageJ2, as {@link DatasetVolumes#unwrap} does. */
@Plugin(type = Converter.class, priority = Priority.LOW)
public final class VolumeToDataset extends AbstractConverter<Volume, Dataset> {

	@Parameter
	private DatasetService datasets;

	/** NB: says no to all else without a look at classes of ImageJ2, which may be missing. */
	@Override
	public boolean canConvert(final Class<?> source, final Class<?> type) {
		return source == Volume.class && super.canConvert(source, type);
	}

	@Override
	public <T> T convert(final Object source, final Class<T> type) {
		return type.cast(DatasetVolumes.unwrap((Volume) source, datasets));
	}

	@Override
	public Class<Volume> getInputType() {
		return Volume.class;
	}

	@Override
	public Class<Dataset> getOutputType() {
		return Dataset.class;
	}
}
