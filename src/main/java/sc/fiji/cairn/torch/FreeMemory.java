package sc.fiji.cairn.torch;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds how much memory the engine may take. */
public final class FreeMemory {

	/** Linux tells here what is free, or would be once its file cache makes room. */
	private static final Path LINUX = Path.of("/proc/meminfo");
	private static final String AVAILABLE = "MemAvailable:";

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
		final long available = available();
		return available < 0 ? system.getFreeMemorySize() : Math.min(available, system.getTotalMemorySize());
	}

	private static long available() {
		if (!Files.isReadable(LINUX)) return -1;
		try {
			return Files.readAllLines(LINUX).stream().filter(line -> line.startsWith(AVAILABLE)).mapToLong(line -> Long
				.parseLong(line.replaceAll("\\D", "")) << 10).findFirst().orElse(-1);
		}
		catch (final IOException e) {
			// As where there is no such file.
			return -1;
		}
	}
}
