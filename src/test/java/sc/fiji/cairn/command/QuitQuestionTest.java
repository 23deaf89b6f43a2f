// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import ij.Executer;

/** Nobody quits a training by mistake. */
class QuitQuestionTest {

	@Test
	void quittingIsAskedForAndNothingElse() {
		final List<String> asked = new ArrayList<>();
		final QuitQuestion question = new QuitQuestion(true, text -> {
			asked.add(text);
			return asked.size() > 1;
		});
		assertEquals("Invert", question.commandExecuting("Invert"));
		assertEquals(List.of(), asked);
		assertNull(question.commandExecuting("Quit"), "not yet");
		assertEquals("Quit", question.commandExecuting("Quit"));
		assertTrue(asked.get(0).contains("the same command with resume=true goes on later."), asked.get(0));
	}

	@Test
	void itEndsWithTheTraining() {
		final int before = Executer.getListenerCount();
		try (QuitQuestion question = QuitQuestion.listen(false)) {
			assertEquals(before + 1, Executer.getListenerCount());
		}
		assertEquals(before, Executer.getListenerCount());
	}
}
