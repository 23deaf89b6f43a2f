// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.CairnException;

class PartitionsTest {

	@Test
	void everySliceLiesInExactlyOnePart() {
		for (int slices = 1; slices <= 150; slices++) {
			for (int count = 1; count <= Math.min(slices, 20); count++) {
				final Partitions parts = new Partitions(slices, count);
				int next = 0;
				for (int part = 0; part < count; part++) {
					assertEquals(next, parts.start(part), "gap or overlap before part " + part + " of " + parts);
					next = parts.end(part);
					final int size = next - parts.start(part);
					assertTrue(size == slices / count || size == (slices + count - 1) / count, part + " of " + parts + " has " +
						size);
				}
				assertEquals(slices, next, "last slice of " + parts);
			}
		}
	}

	@Test
	void morePartsThanSlicesAreRefused() {
		final CairnException e = assertThrows(CairnException.class, () -> new Partitions(3, 4));
		assertTrue(e.getMessage().contains("3 slices") && e.getMessage().contains("4"), e.getMessage());
		assertThrows(CairnException.class, () -> new Partitions(3, 0));
	}
}
