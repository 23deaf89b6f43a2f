// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.Shard;

/** The parameter that gives a process its share of the work; {0} is what is shared. */
final class ShardChoice {

	@Parameter(label = "Shard", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.COMPUTER),
		description = "Which share of {0} to do if several processes write to one place, such as 3/16; \"finish\" checks them and brings " +
			"them together; empty for one process.")
	private String shard = "";

	/** Tells whether the work is shared at all. */
	boolean isGiven() {
		return !shard.isBlank();
	}

	/** Tells whether this is the last step. */
	boolean finishes() {
		return shard.strip().equals(Shard.FINISH);
	}

	/** Gets the share; all of the work unless it is shared. */
	Shard shard() {
		return Shard.of(shard);
	}

	/** Makes sure that it is understood. */
	void check(final Problems problems) {
		if (!finishes()) problems.check(Shard.KEY, this::shard);
	}
}
