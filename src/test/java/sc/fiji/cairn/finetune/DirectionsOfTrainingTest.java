// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.volume.AxisCodes;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;

class DirectionsOfTrainingTest {

	private static final Geometry LAS = new Geometry(1, 1, 2, "mm", List.of(-1.0, 0.0, 0.0, 9.0, 0.0, 1.0, 0.0, 3.0, 0.0, 0.0,
		2.0, 1.0));

	@TempDir
	private Path folder;

	/** Saves the same case, whose class depends on the direction, as it is stored with other axes. */
	private FineTunes saved(final String sub, final String code) throws IOException {
		final Volume image = TestVolumes.floats("a", LAS, 16, 14, 6, (x, y, z) -> (x < 6 ? 0 : 50) + (x * 7 + y * 5 + z * 3) %
			11);
		final Volume label = TestVolumes.bytes("a", LAS, 16, 14, 6, (x, y, z) -> x < 6 ? 0 : y < 4 ? 1 : 2);
		final Path there = folder.resolve(sub);
		for (final Volume volume : List.of(image, label))
			TestVolumes.write(there.resolve(volume == image ? "images" : "labels").resolve("a.nii.gz"), AxisCodes.of(volume).to(
				new AxisCodes(code)).of(volume));
		return FineTunes.in(there);
	}

	private static ModelFile train(final FineTunes tunes, final Progress progress) {
		return new FineTuning(TestPlugins.io(), tunes.options(), progress).run();
	}

	@Test
	void aModelKeepsTheDirectionsAndTrainsOnInThem() throws IOException {
		final ModelFile first = train(saved("las", "LAS"), Progress.SILENT);
		assertEquals(new AxisCodes("LAS"), first.plan().directions());
		final Path parent = folder.resolve("las/tuned.cairn");
		assertEquals(first, ModelFile.read(parent));
		assertNotEquals(first.weights(), train(saved("psr", "PSR"), Progress.SILENT).weights());
		final ModelFile second = train(saved("las", "LAS").from(parent).to("second.cairn", false), Progress.SILENT);
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile turned = train(saved("psr", "PSR").from(parent), progress);
		assertEquals(second.weights(), turned.weights());
		assertEquals(new AxisCodes("LAS"), turned.plan().directions());
		assertTrue(String.join("\n", progress.lines()).contains("lead elsewhere (PSR)"), "" + progress.lines());
	}
}
