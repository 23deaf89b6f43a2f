// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

import sc.fiji.cairn.CairnException;

/**
 * The versions that belong together.
 *
 * @param pytorch version of PyTorch that DJL's classes are made for, such as {@code 2.7.1}
 * @param djl version of DJL
 */
public record EngineVersion(String pytorch, String djl) {

	private static final String RESOURCE = "pytorch-engine.properties";

	/**
	 * Reads what DJL's own jar says.
	 *
	 * @throws CairnException if it is not there or unreadable
	 */
	public static EngineVersion current() {
		try (InputStream in = EngineVersion.class.getClassLoader().getResourceAsStream(RESOURCE)) {
			if (in == null) throw new CairnException(
				"The PyTorch engine is not complete: the jar pytorch-engine of DJL is missing; install Cairn again.");
			final Properties properties = new Properties();
			properties.load(in);
			return new EngineVersion(properties.getProperty("pytorch_version"), properties.getProperty("djl_version"));
		}
		catch (final IOException e) {
			throw new CairnException("The jar pytorch-engine of DJL cannot be read (" + e.getMessage() +
				"); install Cairn again.", e);
		}
	}
}
