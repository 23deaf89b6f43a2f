// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs small programs of the system for what they print. */
@FunctionalInterface
interface Programs {

	/** More than enough for one that answers at all. */
	int SECONDS = 10;

	/** Gets what a program prints; nothing if there is no such program, or it fails or hangs. */
	Optional<String> run(List<String> command);

	/** Runs a program of this computer. */
	static Optional<String> output(final List<String> command) {
		final Process process;
		try {
			process = new ProcessBuilder(command).redirectErrorStream(true).start();
		}
		catch (final IOException e) {
			// Not installed, which is an answer.
			return Optional.empty();
		}
		try (InputStream out = process.getInputStream()) {
			// What is asked for here fits into the pipe's buffer, so waiting first cannot block the program.
			if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) return Optional.empty();
			return Optional.of(new String(out.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (final IOException e) {
			return Optional.empty();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
		finally {
			process.destroyForcibly();
		}
	}
}
