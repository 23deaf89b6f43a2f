// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.engine.Flavor;
import sc.fiji.cairn.engine.Platform;

/** Makes sure that all parts of the engine are there: DJL's own message for a missing one is a failed download. */
final class EngineParts {

	/** Where DJL looks for libtorch first. */
	static final String PATH = "PYTORCH_LIBRARY_PATH";

	private static final String INSTALL = "run Plugins > Cairn > Cairn Install Engine...";

	private EngineParts() {}

	/**
	 * Requires libtorch and the bridge to Java.
	 *
	 * @param path where libtorch is said to be; null for the class path
	 * @throws CairnException that names what is missing and how to get it
	 */
	static void require(final String path, final ClassLoader loader) {
		if (path != null) requireLibrary(path);
		else requireNatives(loader);
		if (loader.getResource("jnilib/pytorch.properties") == null) throw new CairnException(
			"The PyTorch engine is not complete: the bridge to Java is missing; add the Maven artifact " +
				"ai.djl.pytorch:pytorch-jni of the version that belongs to the engine.");
	}

	/** DJL would silently take another engine. */
	private static void requireLibrary(final String path) {
		final String library = Platform.current().library("torch");
		final boolean found = Arrays.stream(path.split(File.pathSeparator)).map(File::new).anyMatch(file -> file.isFile() &&
			file.getName().equals(library) || new File(file, library).isFile());
		if (!found) throw new CairnException("The environment variable " + PATH + " names " + path + ", where there is no " +
			library + "; name the folder that holds it, or remove the variable.");
	}

	/** Finds out whether the PyTorch that DJL will take was built for GPUs, which DJL has to be told. */
	static Flavor flavor(final String path) {
		return Arrays.stream(path.split(File.pathSeparator)).map(File::new).map(file -> file.isFile() ? file.getParentFile()
			: file).anyMatch(folder -> Flavor.of(folder.toPath()) == Flavor.CU128) ? Flavor.CU128 : Flavor.CPU;
	}

	/** Returns true if there are native libraries for this platform on the class path. */
	static boolean areBundled(final ClassLoader loader) {
		return platforms(loader).stream().anyMatch(name -> name.endsWith(Platform.current().name()));
	}

	private static void requireNatives(final ClassLoader loader) {
		if (areBundled(loader)) return;
		final List<String> platforms = platforms(loader);
		final Platform platform = Platform.current();
		final String found = platforms.isEmpty() ? "The PyTorch engine is not installed: no native libraries for " +
			platform + " were found" : "The native libraries of the PyTorch engine are for " + String.join(" and ",
				platforms) + ", but this computer is " + platform;
		final String own = "name a folder with libtorch in the environment variable " + PATH + ".";
		if (Flavor.CPU.isBuiltFor(platform)) throw new MissingEngineException(found + "; " + INSTALL +
			", add the Maven artifact ai.djl.pytorch:pytorch-native-cpu with the classifier " + platform + ", or " + own);
		throw new CairnException(found + ", for which there are none ready-made; use another computer, or " + own);
	}

	/** Finds out for which platforms there are native libraries on the class path. */
	private static List<String> platforms(final ClassLoader loader) {
		final List<String> platforms = new ArrayList<>();
		try {
			for (final URL url : Collections.list(loader.getResources("native/lib/pytorch.properties"))) {
				final Properties properties = new Properties();
				try (InputStream in = url.openStream()) {
					properties.load(in);
				}
				platforms.add(properties.getProperty("classifier", ""));
			}
		}
		catch (final IOException e) {
			throw new CairnException("The PyTorch engine cannot be read (" + e.getMessage() + "); install it again.", e);
		}
		return platforms;
	}
}
