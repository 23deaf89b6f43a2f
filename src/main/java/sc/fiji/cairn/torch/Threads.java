// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import java.lang.management.ManagementFactory;

/**
 * How many threads the engine computes with: one a physical core that other processes leave free, because threads that
 * wait for a busy core slow each other down many times over.
 * <p>
 * It is chosen once for the process, when the engine starts: with the same number results are the same, bit for bit.
 * </p>
 */
final class Threads {

	/** What a user or a batch system sets to choose the number. */
	private static final String WANTED = "OMP_NUM_THREADS";

	private Threads() {
		// Only static methods.
	}

	/**
	 * Watches how busy other processes are.
	 * <p>
	 * The share of the processors that they take is counted from the making of this object, or from when somebody last asked
	 * the JVM, to the call of {@link #others}.
	 * </p>
	 */
	static final class Watch {

		private final com.sun.management.OperatingSystemMXBean system;

		private Watch(final com.sun.management.OperatingSystemMXBean system) {
			this.system = system;
		}

		/** Begins to watch. */
		static Watch start() {
			final Watch watch = new Watch(ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
				? bean : null);
			watch.others();
			return watch;
		}

		/** Returns the share of all processors that other processes take, 0 to 1; 0 if this JVM does not know. */
		double others() {
			if (system == null) return 0;
			final double all = system.getCpuLoad();
			final double own = system.getProcessCpuLoad();
			// NB: negative or not a number while nothing is known.
			return all > 0 && own >= 0 ? Math.max(0, all - own) : 0;
		}
	}

	/**
	 * Chooses the number for a process whose engine has just started.
	 *
	 * @param watch started before the engine
	 */
	static int choose(final Watch watch) {
		// NB: until somebody sets another, the engine has one thread a physical core of the machine; Java knows how many
		// processors a container may use.
		final int cores = Math.min(Runtime.getRuntime().availableProcessors(), Math.max(1, Djl.threads()));
		return choose(cores, System.getenv(WANTED), watch.others());
	}

	/**
	 * Chooses a number of threads.
	 *
	 * @param cores that this process may use
	 * @param wanted the environment variable {@code OMP_NUM_THREADS}, null if it is not set; may be a list of which the
	 *          first number counts
	 * @param others share of the cores that other processes take, 0 to 1
	 */
	static int choose(final int cores, final String wanted, final double others) {
		final String first = wanted == null ? "" : wanted.split(",")[0].trim();
		if (first.matches("[1-9]\\d{0,5}")) return Math.min(cores, Integer.parseInt(first));
		return (int) Math.max(1, Math.min(cores, Math.round(cores * (1 - others))));
	}
}
