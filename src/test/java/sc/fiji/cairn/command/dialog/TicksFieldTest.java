// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import javax.swing.JCheckBox;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.study.StudyMethod;

/** Tests {@link TicksField}, without a window. */
class TicksFieldTest {

	private final TicksField field = new TicksField("scratch; global", StudyMethod.simple(TestPlugins.methods()));

	private JCheckBox box(final String item) {
		return find(field.component(), "tick " + item);
	}

	private static JCheckBox find(final Container parent, final String name) {
		for (final Component child : parent.getComponents()) {
			if (child instanceof JCheckBox box && name.equals(box.getName())) return box;
			final JCheckBox found = child instanceof Container container ? find(container, name) : null;
			if (found != null) return found;
		}
		return null;
	}

	@Test
	void ticksMakeTheListThatMacrosHave() {
		final AtomicInteger changes = new AtomicInteger();
		field.onChange(changes::incrementAndGet);
		assertTrue(box("scratch").isSelected() && box("global").isSelected());
		assertFalse(box("positional").isSelected());
		box("positional+selftraining").doClick(0);
		assertEquals("scratch;global;positional+selftraining", field.text());
		box("global").doClick(0);
		assertEquals("scratch;positional+selftraining", field.text());
		assertTrue(box("positional+selftraining").isSelected());
		assertTrue(changes.get() >= 2);
	}

	@Test
	void theListTicksAndMayHoldWhatNoBoxStandsFor() {
		field.show("global+mixup+teacher;hierarchical");
		assertTrue(box("hierarchical").isSelected());
		assertFalse(box("scratch").isSelected());
		box("scratch").doClick(0);
		assertEquals("global+mixup+teacher;hierarchical;scratch", field.text());
		assertEquals(List.of("global+mixup+teacher", "hierarchical", "scratch"), StudyMethod.list(field.text(), TestPlugins.methods()).stream().map(
			StudyMethod::name).toList());
	}
}
