// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A build of PyTorch: for the processor alone, or for NVIDIA GPUs too. */
public enum Flavor {

		/** Runs on the processor. */
		CPU("cpu", Set.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64")),

		/** Runs on NVIDIA GPUs with the libraries of CUDA 12.8, which it brings along, and on the processor. */
		CU128("cu128", Set.of("linux-x86_64", "win-x86_64"));

	private final String id;
	private final Set<String> platforms;

	Flavor(final String id, final Set<String> platforms) {
		this.id = id;
		this.platforms = platforms;
	}

	/** Returns the name that DJL and macros have for it, such as {@code cu128}. */
	public String id() {
		return id;
	}

	/** Returns true if DJL distributes this build for a platform. */
	public boolean isBuiltFor(final Platform platform) {
		return platforms.contains(platform.name());
	}

	/** Recognises what the PyTorch in a folder was built for. */
	public static Flavor of(final Path folder) {
		return Files.isRegularFile(folder.resolve(Platform.current().library("torch_cuda"))) ? CU128 : CPU;
	}
}
