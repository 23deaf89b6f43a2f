// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.plugin.PluginInfo;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormat;
import sc.fiji.cairn.volume.VolumeFormatService;

/** How often a run looks at folders and files. */
class ListingsTest {

	/** Is asked before all other formats whether it can read a file, counts that, and leaves the file to them. */
	public static final class CountingFormat implements VolumeFormat {

		private final Map<Path, Integer> looks = new ConcurrentSkipListMap<>();

		@Override
		public boolean canRead(final Path path) {
			looks.merge(path, 1, Integer::sum);
			return false;
		}

		@Override
		public Volume read(final Path path) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean canWrite(final Path path) {
			return false;
		}

		@Override
		public void write(final Volume volume, final Path path) {
			throw new UnsupportedOperationException();
		}
	}

	private static final int CASES = 8;

	@TempDir
	private Path folder;

	/** Once each: of the text, which is opened by no one, as often as its folder is listed. */
	private final Map<Path, Integer> once = new TreeMap<>();

	private void save(final String part, final TestVolumes.Voxel voxel) throws Exception {
		for (int i = 0; i < CASES; i++)
			once.put(TestVolumes.write(folder.resolve(part).resolve("case-" + i + ".nii"), TestVolumes.floats("case-" + i, Geometry
				.unknown(), 8, 8, 2, voxel)), 1);
		once.put(Files.writeString(folder.resolve(part).resolve("notes.txt"), "no image"), 1);
	}

	@Test
	void aRunListsEachFolderAndLooksAtEachFileOnce() throws Exception {
		save("images", (x, y, z) -> x + y);
		save("labels", (x, y, z) -> x / 4);
		final Context context = TestPlugins.context();
		final PluginInfo<VolumeFormat> info = new PluginInfo<>(CountingFormat.class.getName(), VolumeFormat.class);
		info.setPriority(Double.MAX_VALUE);
		context.getPluginIndex().add(info);
		for (final String validation : List.of("0.25", "case-1;case-2")) {
			FileNamesTest.filled(FineTuneCommand.class, "images=[" + folder + "/images] labels=[" + folder + "/labels] validation=" +
				validation + " model=[" + folder + "/m.cairn] overwrite=true width=2 levels=2 size=8 iterations=1 batch=2 " +
				"unlabelledslices=background device=cpu precision=float32", context).run();
			final CountingFormat format = context.service(VolumeFormatService.class).getInstance(CountingFormat.class);
			assertEquals(once, new TreeMap<>(format.looks));
			format.looks.clear();
		}
	}
}
