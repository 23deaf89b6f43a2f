// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.CairnException;

/** Tests what somebody says about how much there is to label. */
class LabelBudgetTest {

	@Test
	void minutesAreUsedUpAndNeverMore() {
		for (int slices = 1; slices <= 200; slices++)
			for (int hundredths = 1; hundredths <= 200; hundredths++) {
				final String amount = BigDecimal.valueOf((long) slices * hundredths, 2).toPlainString();
				assertEquals(slices, LabelBudget.parse(amount + " minutes", hundredths / 100.0).count(), amount + " of " + hundredths);
			}
		assertEquals(2, LabelBudget.parse("2.99 minutes", 1).count());
		assertTrue(assertThrows(CairnException.class, () -> LabelBudget.parse("0.29 minutes", 0.3)).getMessage().contains("give more"));
	}

	@Test
	void theTimeIsSaidWhereItWasAsked() {
		assertEquals(", 10.5 minutes at 1.5 minutes each", LabelBudget.parse("11 minutes", 1.5).time(7));
		assertEquals(", 3 minutes at 1 minute each", LabelBudget.parse("3 minutes", 1).time(3));
		assertEquals("", LabelBudget.parse("3 slices", 1).time(3));
		assertEquals(2, LabelBudget.parse("2 Volumes", 1).count());
		assertThrows(CairnException.class, () -> LabelBudget.parse("2.5 volumes", 1));
	}
}
