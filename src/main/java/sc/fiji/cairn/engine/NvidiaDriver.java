// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The NVIDIA driver of this computer, which alone decides whether the GPU build runs: that brings all else along.
 *
 * @param version such as {@code 570.124.06}
 * @param gpus what it drives; empty if only the version could be read
 */
public record NvidiaDriver(String version, List<Gpu> gpus) {

	/**
	 * A GPU.
	 *
	 * @param name of the product
	 * @param capability compute capability such as {@code 8.9}; empty if the driver is too old to tell
	 */
	public record Gpu(String name, String capability) {}

	private static final Path KERNEL_MODULE = Path.of("/proc/driver/nvidia/version");
	private static final Pattern VERSION = Pattern.compile("\\b\\d{3,4}\\.\\d+(?:\\.\\d+)?\\b");
	private static final Pattern CAPABILITY = Pattern.compile("\\d+\\.\\d+");

	/** Reads the driver of this computer; nothing if there is none, as on every Mac. */
	public static Optional<NvidiaDriver> detect() {
		return detect(Platform.current(), Programs::output, KERNEL_MODULE);
	}

	static Optional<NvidiaDriver> detect(final Platform platform, final Programs programs, final Path kernelModule) {
		if (!platform.isWindows() && !platform.isLinux()) return Optional.empty();
		// Older drivers do not know the last column and say so.
		for (final String columns : List.of("driver_version,name,compute_cap", "driver_version,name")) {
			for (final String program : programs(platform)) {
				final Optional<NvidiaDriver> driver = programs.run(List.of(program, "--query-gpu=" + columns,
					"--format=csv,noheader")).flatMap(NvidiaDriver::parse);
				if (driver.isPresent()) return driver;
			}
		}
		return platform.isLinux() ? readModule(kernelModule) : Optional.empty();
	}

	private static List<String> programs(final Platform platform) {
		if (!platform.isWindows()) return List.of("nvidia-smi");
		// Where older installers put it.
		return List.of("nvidia-smi", "C:\\Program Files\\NVIDIA Corporation\\NVSMI\\nvidia-smi.exe");
	}

	/** Reads lines such as {@code 570.124.06, NVIDIA RTX 4070, 8.9}. */
	static Optional<NvidiaDriver> parse(final String lines) {
		final List<String[]> rows = lines.lines().map(line -> line.split("\\s*,\\s*")).filter(row -> row.length >= 2 &&
			VERSION.matcher(row[0].strip()).matches()).toList();
		if (rows.isEmpty()) return Optional.empty();
		return Optional.of(new NvidiaDriver(rows.get(0)[0].strip(), rows.stream().map(row -> new Gpu(row[1].strip(),
			row.length > 2 && CAPABILITY.matcher(row[2].strip()).matches() ? row[2].strip() : "")).toList()));
	}

	private static Optional<NvidiaDriver> readModule(final Path kernelModule) {
		if (!Files.isReadable(kernelModule)) return Optional.empty();
		try {
			final Matcher matcher = VERSION.matcher(Files.readString(kernelModule, StandardCharsets.UTF_8));
			return matcher.find() ? Optional.of(new NvidiaDriver(matcher.group(), List.of())) : Optional.empty();
		}
		catch (final IOException e) {
			// As good as none: the GPU build would not get at it either.
			return Optional.empty();
		}
	}

	/** Returns true if the driver is of a version or newer. */
	boolean isAtLeast(final int major, final int minor) {
		final String[] parts = version.split("\\.");
		final int ownMajor = Integer.parseInt(parts[0]);
		return ownMajor > major || ownMajor == major && Integer.parseInt(parts[1]) >= minor;
	}

	@Override
	public String toString() {
		final String names = String.join(" and ", gpus.stream().map(Gpu::name).toList());
		return (names.isEmpty() ? "NVIDIA GPU" : names) + " with driver " + version;
	}
}
