// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.util.Optional;

/**
 * Which flavor fits a computer, and why.
 *
 * @param flavor to install
 * @param reason a clause such as {@code no NVIDIA driver was found}
 */
public record Advice(Flavor flavor, String reason) {

	// The oldest drivers for programs made with any CUDA 12 (NVIDIA, CUDA Compatibility, minor version compatibility).
	private static final int[] LINUX = { 525, 60 };
	private static final int[] WINDOWS = { 528, 33 };

	/** The oldest compute capability among the kernels of PyTorch 2.7 for CUDA 12.8: Turing. */
	private static final double CAPABILITY = 7.5;

	/** Advises for this computer. */
	public static Advice current() {
		return of(Platform.current(), NvidiaDriver.detect());
	}

	static Advice of(final Platform platform, final Optional<NvidiaDriver> driver) {
		if (!Flavor.CU128.isBuiltFor(platform)) return new Advice(Flavor.CPU, "there is no GPU build for " + platform);
		if (driver.isEmpty()) return new Advice(Flavor.CPU, "no NVIDIA driver was found");
		final NvidiaDriver found = driver.get();
		final int[] oldest = platform.isWindows() ? WINDOWS : LINUX;
		if (!found.isAtLeast(oldest[0], oldest[1])) return new Advice(Flavor.CPU, "the " + found + " needs a driver " +
			oldest[0] + "." + oldest[1] + " or newer; update it to use the GPU");
		if (!found.gpus().isEmpty() && found.gpus().stream().noneMatch(Advice::isSupported)) return new Advice(Flavor.CPU,
			"the " + found + " is older than the GPU build supports (compute capability " + CAPABILITY + ")");
		return new Advice(Flavor.CU128, found + " was found");
	}

	private static boolean isSupported(final NvidiaDriver.Gpu gpu) {
		return gpu.capability().isEmpty() || Double.parseDouble(gpu.capability()) >= CAPABILITY;
	}
}
