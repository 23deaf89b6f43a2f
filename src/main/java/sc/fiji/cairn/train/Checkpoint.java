// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.model.Safetensors;
import sc.fiji.cairn.torch.HostArray;

/**
 * The state of a training in a file, from which it goes on to the same result as if it had never stopped.
 *
 * @param step number of steps done
 * @param run fingerprint of everything that decides the course of the run
 * @param arrays weights, their average, the optimiser's moments, the log
 */
record Checkpoint(long step, String run, Map<String, HostArray> arrays) {

	private static final String STEP = "step";
	private static final String RUN = "run";

	/** Writes the file; an older one stays whole until the new one is complete. */
	void write(final Path file) {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put(STEP, Long.toString(step));
		facts.put(RUN, run);
		Safetensors.write(file, arrays, facts);
	}

	/**
	 * Reads a file.
	 *
	 * @param run fingerprint of the run that wants to go on
	 * @throws CairnException if the file is broken or belongs to another run
	 */
	static Checkpoint read(final Path file, final String run) {
		final Safetensors.Content content = Safetensors.read(file);
		final String other = content.facts().get(RUN);
		final String step = content.facts().get(STEP);
		if (other == null || step == null || !step.matches("\\d{1,18}")) throw new CairnException(file +
			" is not a checkpoint of a training; delete it and start again.");
		if (!run.equals(other)) throw new CairnException("The checkpoint " + file +
			" belongs to a run with other settings (" + difference(other, run) +
			"); use the same settings, or delete it, or set resume=false.");
		return new Checkpoint(Long.parseLong(step), other, content.arrays());
	}

	/** Gets the fingerprint of the run that a file belongs to; empty if it is no checkpoint. */
	static String fingerprint(final Path file) {
		return Safetensors.read(file).facts().getOrDefault(RUN, "");
	}

	/** Names the first setting that differs; a fingerprint is a text of lines {@code key=value}. */
	private static String difference(final String there, final String here) {
		final String[] a = there.split("\n");
		final String[] b = here.split("\n");
		for (int i = 0; i < Math.min(a.length, b.length); i++)
			if (!a[i].equals(b[i])) return "there " + a[i] + ", here " + b[i];
		return "more settings on one side";
	}

	/** Deletes the file if it is there. */
	static void delete(final Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (final IOException e) {
			throw new CairnException("The checkpoint " + file + " could not be deleted; delete it by hand.", e);
		}
	}
}
