// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.OptionalLong;

import sc.fiji.cairn.LinuxMemory;

/** Finds how much memory the engine may take. */
public final class FreeMemory {

	/** Assumed where the driver does not tell. */
	private static final long UNKNOWN = 1L << 30;

	private FreeMemory() {}

	/** Returns the number of free bytes on the device of a scope. */
	public static long of(final Scope scope) {
		final Device device = scope.manager().getDevice();
		return device.isGpu() ? gpu(device) : cpu();
	}

	private static long gpu(final Device device) {
		try {
			final MemoryUsage usage = CudaUtils.getGpuMemory(device);
			return usage.getMax() - usage.getUsed();
		}
		catch (final RuntimeException | LinkageError e) {
			// NB: the engine may see a GPU that DJL's own look at the driver does not.
			return UNKNOWN;
		}
	}

	private static long cpu() {
		if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) return UNKNOWN;
		final OptionalLong available = LinuxMemory.AVAILABLE.bytes();
		return available.isEmpty() ? system.getFreeMemorySize() : Math.min(available.getAsLong(), system.getTotalMemorySize());
	}
}
