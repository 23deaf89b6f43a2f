// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import ai.djl.engine.EngineException;

import java.util.Locale;

import sc.fiji.cairn.CairnException;

/** Main class of a process that starts an engine, lets it work on a device, and says how that went. */
public final class TrialMain {

	/** What the line begins with that tells the outcome; {@code gpu} or {@code cpu} and a text follow. */
	static final String WORKS = "engine works on ";

	private TrialMain() {}

	/**
	 * Tries the engine that the system property {@code PYTORCH_LIBRARY_PATH} names, and ends with status 0 if it works.
	 *
	 * @param args the device
	 */
	public static void main(final String... args) {
		final long start = System.nanoTime();
		int status = 1;
		try (Torch torch = Torch.open(args[0])) {
			Trial.run(torch);
			System.out.println(WORKS + (torch.isGpu() ? "gpu " : "cpu ") + torch.description() + String.format(Locale.ROOT,
				", %.1f s", (System.nanoTime() - start) / 1e9));
			status = 0;
		}
		catch (final CairnException | EngineException | LinkageError e) {
			System.out.println(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
		}
		System.out.flush();
		// NB: the engine leaves threads behind.
		System.exit(status);
	}
}
