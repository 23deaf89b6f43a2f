package sc.fiji.cairn.engine;

import java.util.Set;

/** A build of PyTorch: for the processor alone, or for NVIDIA GPUs too. */
public enum Flavor {

		/** Runs on the processor. */
		CPU("cpu", Set.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64"), "libtorch_cpu|torch_cpu"),

		/** Runs on NVIDIA GPUs with the libraries of CUDA 12.8, which it brings along, and on the processor. */
		CU128("cu128", Set.of("linux-x86_64", "win-x86_64"), "libtorch_cuda|torch_cuda");

	private final String id;
	private final Set<String> platforms;
	private final String library;

	Flavor(final String id, final Set<String> platforms, final String library) {
		this.id = id;
		this.platforms = platforms;
		this.library = library;
	}

	/** Returns the name that DJL and macros have for it, such as {@code cu128}. */
	public String id() {
		return id;
	}

	/** Returns true if DJL distributes this build for a platform. */
	public boolean isBuiltFor(final Platform platform) {
		return platforms.contains(platform.name());
	}

	/** Returns true if a file of this name is the library that a build of this flavor has and a lesser one has not. */
	boolean isMarkedBy(final String file) {
		return file.matches("(" + library + ")\\.(so|dll|dylib)");
	}
}
