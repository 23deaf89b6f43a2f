// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.cairn.sampling.Partitions;
import sc.fiji.cairn.sampling.Seeds;

class GlobalDrawsTest {

	private static final int PARTITIONS = 4;
	private static final int STEPS = 50;

	/** Every strategy with one, two and several volumes of different depths, in small and large batches. */
	private static Stream<GlobalDraws> all() {
		final List<GlobalDraws> all = new ArrayList<>();
		for (final Strategy strategy : Strategy.values())
			for (final List<Integer> depths : List.of(List.of(9), List.of(4, 7), List.of(10, 4, 33, 6)))
				for (final int batch : new int[] { 2, 16, 40 })
					all.add(new GlobalDraws(SlicePlaces.of(depths), strategy, PARTITIONS, batch));
		return all.stream();
	}

	private static List<Draw> draw(final GlobalDraws draws, final long step) {
		return draws.draw(Seeds.random(1, step, -1));
	}

	@ParameterizedTest
	@MethodSource("all")
	void masksAreSymmetricDisjointAndWithoutDiagonal(final GlobalDraws draws) {
		for (int step = 0; step < STEPS; step++) {
			final List<Draw> batch = draw(draws, step);
			final int n = batch.size();
			final float[][] masks = draws.masks(batch);
			for (int i = 0; i < n; i++) {
				for (int j = 0; j < n; j++) {
					final float positive = masks[0][i * n + j];
					final float negative = masks[1][i * n + j];
					assertEquals(positive, masks[0][j * n + i]);
					assertEquals(negative, masks[1][j * n + i]);
					assertTrue(positive == 0 || positive == 1 && negative == 0);
					assertTrue(negative == 0 || negative == 1);
					if (i == j) assertEquals(0, positive + negative);
				}
			}
		}
	}

	@ParameterizedTest
	@MethodSource("all")
	void slicesLieInTheirVolumeAndPartition(final GlobalDraws draws) {
		for (int step = 0; step < STEPS; step++) {
			for (final Draw draw : draw(draws, step)) {
				final int depth = draws.volumes().get(draw.stack()).z().count();
				assertTrue(draw.z() >= 0 && draw.z() < depth, draw + " of " + depth);
				if (draws.strategy() == Strategy.RANDOM) continue;
				final Partitions parts = new Partitions(depth, PARTITIONS);
				assertTrue(draw.z() >= parts.start(draw.partition()) && draw.z() < parts.end(draw.partition()), draw +
					" of " + depth);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("all")
	@Tag("known-mistake-2")
	void everyAnchorHasPositivesAndOtherPlacesAsNegatives(final GlobalDraws draws) {
		for (int step = 0; step < STEPS; step++) {
			final List<Draw> batch = draw(draws, step);
			for (int i = 0; i < batch.size(); i++) {
				final int anchor = i;
				final Draw a = batch.get(i);
				final List<Draw> others = new ArrayList<>(batch);
				others.remove(anchor);
				assertTrue(others.stream().anyMatch(other -> draws.positive(a, other)), "no positive of " + a);
				if (draws.strategy() == Strategy.RANDOM) continue;
				final List<Draw> negatives = others.stream().filter(other -> draws.negative(a, other)).toList();
				assertTrue(negatives.stream().noneMatch(other -> other.partition() == a.partition()));
				assertEquals(batch.stream().filter(other -> other.partition() != a.partition()).count(), negatives.size());
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Strategy.class)
	@Tag("known-mistake-2")
	void everySliceIsDrawn(final Strategy strategy) {
		final GlobalDraws draws = new GlobalDraws(SlicePlaces.of(List.of(5, 11, 18)), strategy, PARTITIONS, 16);
		final Set<List<Integer>> seen = new HashSet<>();
		for (int step = 0; step < 1000; step++)
			draw(draws, step).forEach(draw -> seen.add(List.of(draw.stack(), draw.z())));
		assertEquals(5 + 11 + 18, seen.size());
	}

	@ParameterizedTest
	@MethodSource("all")
	void theSizeOfABatchNeverChanges(final GlobalDraws draws) {
		final int count = draw(draws, 0).size();
		for (int step = 1; step < STEPS; step++)
			assertEquals(count, draw(draws, step).size());
	}

	@Test
	void randomDrawsAreTwoViewsOfEverySlice() {
		final GlobalDraws draws = new GlobalDraws(SlicePlaces.of(List.of(5, 8)), Strategy.RANDOM, PARTITIONS, 16);
		final List<Draw> batch = draw(draws, 3);
		assertEquals(16, batch.size());
		for (int i = 0; i < 16; i += 2) {
			assertEquals(batch.get(i), batch.get(i + 1));
			assertTrue(batch.get(i).view());
		}
		for (final Draw a : batch)
			for (final Draw b : batch)
				assertEquals(!draws.positive(a, b), draws.negative(a, b));
	}

	@Test
	void gdMinusDrawsASliceOfEachPartitionInThreeCopies() {
		final GlobalDraws draws = new GlobalDraws(SlicePlaces.of(List.of(9, 20, 14)), Strategy.GD_MINUS, PARTITIONS, 36);
		for (int step = 0; step < STEPS; step++) {
			final List<Draw> batch = draw(draws, step);
			assertEquals(3 * 3 * PARTITIONS, batch.size());
			for (int i = 0; i < batch.size(); i += 3) {
				final List<Draw> copies = batch.subList(i, i + 3);
				assertEquals(i / 3 % PARTITIONS, copies.get(0).partition());
				assertEquals(List.of(false, true, true), copies.stream().map(Draw::view).toList());
				assertTrue(copies.stream().allMatch(copies.get(0)::samePlace));
				assertTrue(draws.positive(copies.get(0), copies.get(2)));
			}
			for (final Draw a : batch)
				for (final Draw b : batch)
					if (draws.positive(a, b)) assertTrue(a.samePlace(b), a + " and " + b);
		}
	}

	@Test
	void gdDrawsGroupsOfTwoVolumes() {
		final GlobalDraws draws = new GlobalDraws(SlicePlaces.of(List.of(9, 20, 14)), Strategy.GD, PARTITIONS, 48);
		for (int step = 0; step < STEPS; step++) {
			final List<Draw> batch = draw(draws, step);
			assertEquals(3 * 4 * PARTITIONS, batch.size());
			for (int group = 0; group < 3; group++) {
				final Map<Integer, List<Draw>> volumes = batch.subList(16 * group, 16 * group + 16).stream().collect(Collectors
					.groupingBy(Draw::stack));
				assertEquals(2, volumes.size());
				volumes.values().forEach(draw -> {
					assertEquals(8, draw.size());
					assertEquals(4, draw.stream().filter(Draw::view).count());
					assertEquals(Set.of(0, 1, 2, 3), draw.stream().map(Draw::partition).collect(Collectors.toSet()));
				});
			}
		}
	}

	@Test
	void gdPositivesCrossVolumesWithinAPartitionOnly() {
		final GlobalDraws draws = new GlobalDraws(SlicePlaces.of(List.of(9, 20, 14)), Strategy.GD, PARTITIONS, 48);
		int across = 0;
		for (int step = 0; step < STEPS; step++) {
			final List<Draw> batch = draw(draws, step);
			for (final Draw a : batch) {
				for (final Draw b : batch) {
					if (!draws.positive(a, b)) continue;
					assertEquals(a.partition(), b.partition());
					if (a.stack() == b.stack()) assertEquals(a.z(), b.z());
					else across++;
				}
				assertTrue(batch.stream().anyMatch(b -> b.stack() != a.stack() && draws.positive(a, b)));
			}
		}
		assertTrue(across > 0);
	}
}
