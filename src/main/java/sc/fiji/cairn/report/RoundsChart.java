// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import sc.fiji.cairn.suggest.LabelRound;

/** Draws what Dice to expect against the number of labelled slices, a dot a round. */
public final class RoundsChart {

	private RoundsChart() {
		// Only static methods.
	}

	/** Paints the chart; null if no round has told yet. */
	public static BufferedImage paint(final List<LabelRound> rounds) {
		final SortedMap<Integer, List<Double>> dice = new TreeMap<>();
		for (int i = 1; i < rounds.size(); i++)
			// NB: what a round tells is about the model of the one before.
			if (!Double.isNaN(rounds.get(i).dice())) dice.put(rounds.get(i - 1).slices(), List.of(rounds.get(i).dice()));
		return dice.isEmpty() ? null : new EfficiencyChart(List.of(new EfficiencyChart.Line("expected Dice", dice)), null,
			"labelled slices (log scale)", "Dice on slices that were new").paint();
	}
}
