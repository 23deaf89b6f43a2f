// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import org.scijava.Priority;
import org.scijava.convert.AbstractConverter;
import org.scijava.convert.Converter;
import org.scijava.plugin.Plugin;

import net.imagej.Dataset;

/** Lets SciJava's {@code ConvertService} turn datasets of ImageJ2 into volumes, as {@link DatasetVolumes#wrap} does. */
@Plugin(type = Converter.class, priority = Priority.LOW)
public final class DatasetToVolume extends AbstractConverter<Dataset, Volume> {

	/** NB: says no to all else without a look at classes of ImageJ2, which may be missing. */
	@Override
	public boolean canConvert(final Class<?> source, final Class<?> type) {
		return type == Volume.class && super.canConvert(source, type);
	}

	@Override
	public <T> T convert(final Object source, final Class<T> type) {
		return type.cast(DatasetVolumes.wrap((Dataset) source));
	}

	@Override
	public Class<Dataset> getInputType() {
		return Dataset.class;
	}

	@Override
	public Class<Volume> getOutputType() {
		return Volume.class;
	}
}
