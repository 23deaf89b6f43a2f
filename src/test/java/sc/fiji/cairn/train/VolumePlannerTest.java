// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.network.Level;
import sc.fiji.cairn.sampling.Fingerprint;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Spread;
import sc.fiji.cairn.train.Dimensions;

class VolumePlannerTest {

	private static Fingerprint volumes(final int width, final int height, final int depth, final double spacing,
		final double spacingZ)
	{
		return new Fingerprint(3, Spread.of(width), Spread.of(height), Spread.of(depth), Spread.of(spacing), Spread.of(
			spacingZ), List.of(), List.of(), List.of());
	}

	private static NetworkOptions options(final int levels, final int size, final int depth) {
		return TestNetworks.of(Design.COMMON, 0, levels, size, 0, Dimensions.THREE, depth);
	}

	private static NetworkPlan plan(final Fingerprint fingerprint) {
		return plan(fingerprint, options(0, 0, 0));
	}

	private static NetworkPlan plan(final Fingerprint fingerprint, final NetworkOptions options) {
		return new VolumePlanner(fingerprint, 1, options).plan();
	}

	private static List<List<Integer>> pools(final NetworkPlan plan) {
		return plan.architecture().pyramid().stream().map(Level::pool).toList();
	}

	private static List<List<Integer>> kernels(final NetworkPlan plan) {
		return plan.architecture().pyramid().stream().map(Level::kernel).toList();
	}

	@Test
	void smallVolumesOfCubesAreSeenWhole() {
		final NetworkPlan plan = plan(volumes(35, 50, 36, 1, 1));
		final Preprocessing preprocessing = plan.preprocessing();
		assertEquals("40 x 56 x 40 voxels", preprocessing.window());
		assertEquals(1, preprocessing.spacing());
		assertEquals(1, preprocessing.spacingZ());
		assertEquals(List.of(List.of(1, 1, 1), List.of(2, 2, 2), List.of(2, 2, 2), List.of(2, 2, 2)), pools(plan));
		assertTrue(kernels(plan).stream().allMatch(List.of(3, 3, 3)::equals));
		assertEquals(List.of(16, 32, 64, 128), plan.architecture().pyramid().stream().map(Level::width).toList());
	}

	@Test
	void ofLargeVolumesACubeOfTheLargestSizeIsSeen() {
		final NetworkPlan plan = plan(volumes(512, 512, 400, 0.8, 0.8));
		assertEquals("48 x 48 x 48 voxels", plan.preprocessing().window());
		assertEquals(4, plan.architecture().levels(), "6 voxels are not halved");
	}

	@Test
	void theCubeIsOneInMillimetres() {
		final Preprocessing preprocessing = plan(volumes(512, 512, 200, 0.8, 1.6)).preprocessing();
		assertEquals("64 x 64 x 32 voxels", preprocessing.window());
		assertTrue(preprocessing.voxels() <= VolumePlanner.MOST_VOXELS);
	}

	@Test
	void acrossFarSlicesOnlyCoarseLevelsLook() {
		final NetworkPlan plan = plan(volumes(64, 64, 24, 1, 8));
		// 1:8, 2:8, 4:8, and only then 8:8.
		assertEquals(List.of(List.of(1, 1, 1), List.of(1, 2, 2), List.of(1, 2, 2), List.of(1, 2, 2), List.of(2, 2, 2)), pools(
			plan));
		assertEquals(List.of(List.of(1, 3, 3), List.of(1, 3, 3), List.of(1, 3, 3), List.of(3, 3, 3), List.of(3, 3, 3)), kernels(
			plan));
		assertEquals(8, plan.preprocessing().spacingZ());
		assertTrue(new VolumePlanner(volumes(64, 64, 24, 1, 8), 1, options(0, 0, 0)).words(plan).contains(
			"the finest 3 slice by slice"));
	}

	@Test
	void farSlicesAreSeenAsCloseAsInTheFinestVolumes() {
		final Fingerprint mixed = new Fingerprint(10, Spread.of(200), Spread.of(200), Spread.of(10), Spread.of(1.5), Spread.of(
			5, 6, 7, 8, 9, 10, 10, 10, 10, 10, 10, 10), List.of(), List.of(), List.of());
		assertEquals(6, plan(mixed).preprocessing().spacingZ());
	}

	@Test
	void thinStacksAreNotPooledAcross() {
		final NetworkPlan plan = plan(volumes(100, 80, 5, 1, 1));
		assertTrue(pools(plan).stream().allMatch(pool -> pool.get(0) == 1), pools(plan).toString());
		assertEquals(5, plan.preprocessing().depth());
		assertEquals(112, plan.preprocessing().size());
		assertEquals(80, plan.preprocessing().height());
	}

	@Test
	void withoutSpacingVoxelsAreTakenForCubes() {
		final NetworkPlan plan = plan(volumes(40, 40, 40, 0, 0));
		assertEquals(0, plan.preprocessing().spacing());
		assertEquals(0, plan.preprocessing().spacingZ());
		assertTrue(kernels(plan).stream().allMatch(List.of(3, 3, 3)::equals));
	}

	@Test
	void aWantedWindowIsTakenOrRefusedWithABetterOne() {
		assertEquals("64 x 64 x 32 voxels", plan(volumes(300, 300, 300, 1, 1), options(3, 64, 32)).preprocessing().window());
		final String size = assertThrows(CairnException.class, () -> plan(volumes(300, 300, 300, 1, 1), options(4, 50, 0)))
			.getMessage();
		assertTrue(size.contains("size") && size.contains("48 instead of 50"), size);
		final String depth = assertThrows(CairnException.class, () -> plan(volumes(300, 300, 300, 1, 1), options(3, 48, 33)))
			.getMessage();
		assertTrue(depth.contains("depth") && depth.contains("32 instead of 33"), depth);
	}

	@Test
	void aWantedSpacingChangesTheWindow() {
		final NetworkOptions coarse = TestNetworks.of(Design.COMMON, 8, 3, 0, 2, Dimensions.THREE, 0);
		final Preprocessing preprocessing = plan(volumes(64, 64, 32, 1, 2), coarse).preprocessing();
		assertEquals("32 x 32 x 32 voxels", preprocessing.window());
		assertEquals(2, preprocessing.spacing());
	}

	@Test
	void tinyVolumesAreRefused() {
		assertTrue(assertThrows(CairnException.class, () -> plan(volumes(7, 6, 5, 1, 1))).getMessage().contains(
			"dimensions=2"));
	}

	@ParameterizedTest
	@CsvSource({ "1, 1, 30, true", "1, 1.9, 16, true", "1, 2, 40, false", "1, 1, 15, false", "0, 0, 99, false" })
	void volumesAreChosenWhereSlicesAreCloseAndMany(final double spacing, final double spacingZ, final int depth,
		final boolean expected)
	{
		assertEquals(expected, Dimensions.AUTO.isVolumes(volumes(64, 64, depth, spacing, spacingZ)));
		assertTrue(Dimensions.THREE.isVolumes(volumes(64, 64, depth, spacing, spacingZ)));
		assertFalse(Dimensions.TWO.isVolumes(volumes(64, 64, depth, spacing, spacingZ)));
		assertTrue(Dimensions.AUTO.reason(volumes(64, 64, depth, spacing, spacingZ)).contains(expected ? "3D" : "2D"));
	}
}
