// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.WholeFile;

/**
 * Notes on how an engine fared on this computer: the outcome of its self-test, and a mark that lies there while it
 * starts. Native code can end the whole process; the mark of a process that is gone tells that this has happened.
 */
public final class EngineHistory {

	private final Path test;
	private final Path mark;

	/** What was tested, with what outcome. */
	private record Tested(String circumstances, SelfTest.Outcome outcome) {}

	EngineHistory(final Path folder, final String engine) {
		test = folder.resolve(engine + ".test.json");
		mark = folder.resolve(engine + ".starting");
	}

	/** Gets the outcome of the last self-test, if it was made under the same circumstances. */
	public Optional<SelfTest.Outcome> tested(final String circumstances) {
		if (!Files.isRegularFile(test)) return Optional.empty();
		try {
			final Tested tested = new Gson().fromJson(Files.readString(test, StandardCharsets.UTF_8), Tested.class);
			return Optional.ofNullable(tested).filter(one -> circumstances.equals(one.circumstances())).map(Tested::outcome);
		}
		catch (final IOException | JsonParseException e) {
			// It is no more than a note: the test is made again.
			return Optional.empty();
		}
	}

	/** Notes the outcome of a self-test; a crash before it no longer counts. */
	public void tested(final String circumstances, final SelfTest.Outcome outcome) {
		final String text = new Gson().toJson(new Tested(circumstances, outcome));
		WholeFile.write(test, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
		clearMark();
	}

	/** Marks that this process is about to start the engine. */
	public void starting() {
		WholeFile.write(mark, out -> out.write(Long.toString(ProcessHandle.current().pid()).getBytes(
			StandardCharsets.UTF_8)));
	}

	/** Removes the mark: the engine has started, or failed in a way that Java could catch. */
	public void survived() {
		clearMark();
	}

	/** Returns true if a process has marked that it starts the engine and is no more. */
	public boolean crashed() {
		if (!Files.isRegularFile(mark)) return false;
		try {
			final long pid = Long.parseLong(Files.readString(mark, StandardCharsets.UTF_8).strip());
			return pid == ProcessHandle.current().pid() || !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
		}
		catch (final IOException | NumberFormatException e) {
			// Another process has just removed it, or is writing it.
			return false;
		}
	}

	/** Forgets everything about the engine. */
	void clear() throws IOException {
		Files.deleteIfExists(test);
		Files.deleteIfExists(mark);
	}

	private void clearMark() {
		try {
			Files.deleteIfExists(mark);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + mark + " cannot be deleted (" + e.getMessage() +
				"); delete it, or the engine will be taken for one that crashes.", e);
		}
	}
}
