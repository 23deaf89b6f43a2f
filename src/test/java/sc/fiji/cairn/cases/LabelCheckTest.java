// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.UndecidedException;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.sampling.UnlabelledPlaces;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;

/** Tests what is told of label images, or refused, before anything is learnt from them. */
class LabelCheckTest {

	private static final Geometry MM = TestVolumes.spacing(1, 1, 2, "mm");
	private static final int DEPTH = 10;

	@TempDir
	private Path folder;

	private final RecordingProgress progress = new RecordingProgress();
	private final List<Case> cases = new ArrayList<>();

	private Case add(final String name, final Geometry geometry, final TestVolumes.Voxel label) throws IOException {
		final Case one = new Case(name, TestVolumes.write(folder.resolve("images").resolve(name + ".nii.gz"), TestVolumes
			.floats(name, MM, 12, 12, DEPTH, (x, y, z) -> x + y * z)), TestVolumes.write(folder.resolve("labels").resolve(name +
				".nii.gz"), TestVolumes.floats(name, geometry, 12, 12, DEPTH, label)), 0);
		cases.add(one);
		return one;
	}

	/** Twelve voxels wide, on all slices but the outer ones. */
	private static double organ(final int x, final int y, final int z) {
		return z > 0 && z < DEPTH - 1 && y > 0 && x > 0 ? 1 : 0;
	}

	private Case sparse(final String name) throws IOException {
		return add(name, MM, (x, y, z) -> z == 2 || z == 6 ? organ(x, y, z) : 0);
	}

	private LabelledStacks read(final LabelRule rule) {
		return LabelledStacks.read(cases, List.of(), rule, new CaseLoader(TestPlugins.io(), progress));
	}

	private void assertTold(final String sentence) {
		assertTrue(progress.lines().contains(sentence), progress.lines().toString());
	}

	@Test
	void labelsOnSomeSlicesAreRefusedBeforeImagesAreRead() throws IOException {
		final Case one = sparse("a");
		add("b", MM, LabelCheckTest::organ);
		final RecordingProgress impatient = new RecordingProgress("Reading images", 0);
		final UndecidedException e = assertThrows(UndecidedException.class, () -> LabelledStacks.read(cases, List.of(),
			LabelRule.PLAIN, new CaseLoader(TestPlugins.io(), impatient)));
		assertEquals("In the label image " + one.label() + " only slices 3 and 7 of 10 carry labels, as if the others had not " +
			"been annotated; give unlabelledslices=ignore to leave the other slices out, or unlabelledslices=background to take " +
			"the other slices as background.", e.getMessage());
		assertThrows(CairnException.class, () -> new CaseLoader(TestPlugins.io(), Progress.SILENT).values(cases, LabelRule.PLAIN));
	}

	@Test
	void severalSuchImagesAreOneQuestion() throws IOException {
		for (final String name : List.of("a", "b", "c", "d", "e"))
			sparse(name);
		final String message = assertThrows(UndecidedException.class, () -> read(LabelRule.PLAIN)).getMessage();
		assertTrue(message.startsWith("5 label images look as if only some of their slices had been annotated: in " + cases.get(0)
			.label() + " only slices 3 and 7 of 10 carry labels; "), message);
		assertTrue(message.contains("; and 2 more; give unlabelledslices=ignore"), message);
	}

	@Test
	void theOtherSlicesAreUnknownIfIgnored() throws IOException {
		final Case one = sparse("a");
		add("b", MM, LabelCheckTest::organ);
		final LabelledStacks data = read(LabelRule.of("", false, "ignore"));
		for (int z = 0; z < DEPTH; z++)
			assertEquals(z == 2 || z == 6, data.training().get(0).isKnown(z), "" + z);
		assertEquals(0, data.training().get(0).labels(2)[0], "background beside the labels is known");
		assertTrue(data.training().get(1).isKnown(0), "an image that is labelled throughout stays as it is");
		assertTrue(UnlabelledPlaces.existIn(data.training().get(0)), "they can be learnt from without labels");
		assertTold("Slices without labels are left out (unlabelledslices=ignore) where some slices have been labelled: in " + one
			.label() + " only slices 3 and 7 of 10 carry labels.");
	}

	@Test
	void theOtherSlicesAreBackgroundIfThatIsSaid() throws IOException {
		final Case one = sparse("a");
		assertTrue(read(LabelRule.of("", false, "background")).training().get(0).isKnown(0));
		assertTold("Slices without labels are learnt as background (unlabelledslices=background) where some slices have been " +
			"labelled: in " + one.label() + " only slices 3 and 7 of 10 carry labels.");
		assertTrue(assertThrows(CairnException.class, () -> LabelRule.of("", false, "both")).getMessage().contains(
			"unlabelledslices must be ask, ignore or background, not 'both'"));
	}

	@Test
	void whatLooksWrongIsToldOnce() throws IOException {
		add("a", MM, LabelCheckTest::organ);
		final Case far = add("b", TestVolumes.spacing(1, 1, 5, "mm"), LabelCheckTest::organ);
		final Case empty = add("c", MM, (x, y, z) -> 0);
		add("d", MM, (x, y, z) -> 4 * organ(x, y, z));
		read(LabelRule.ignoring(255));
		assertTold("The label image " + empty.label() + " holds background only, so that all of it is learnt as background; if " +
			"that is not so, label it, or leave it out of the parameter cases.");
		assertTold("The voxels of the label image " + far.label() + " are 1.00 x 1.00 x 5.00 mm apart, but those of its image " +
			"1.00 x 1.00 x 2.00 mm; the distances of the image are used, so check that the two belong together and set those of " +
			"the label image in Image > Properties....");
		assertTold("No label image holds the values 2, 3, though there are larger ones; check that no class is missing.");
		assertTold("No label image holds 255, the value of the parameter ignore.");
	}

	@Test
	void goodLabelsAreNothingToTellOf() throws IOException {
		add("a", MM, LabelCheckTest::organ);
		add("b", MM, LabelCheckTest::organ);
		read(LabelRule.PLAIN);
		assertEquals(List.of("Read 2 images, each: 1 channel, 10 slices, 1 frame, 1 x 1 x 2 mm."), progress.lines());
	}

	@Test
	void missingBackgroundAndCountedObjectsAreTold() throws IOException {
		final Case one = add("a", MM, (x, y, z) -> 1 + (x + 12 * y) / 6);
		add("b", MM, (x, y, z) -> 1 + x / 6);
		read(LabelRule.PLAIN);
		assertTold("No label image holds background, such as " + one.label() +
			", so that nothing is learnt about what is of no class; give all that is of none the value 0.");
		assertTold("The label image " + one.label() + " holds 25 different values, others hold other ones, as if each were an " +
			"object and not a class; if so, set foreground=true to take all objects as one class.");
		cases.clear();
		add("c", MM, (x, y, z) -> x + 12 * y + 144 * (z / 5));
		assertTrue(assertThrows(CairnException.class, () -> read(LabelRule.PLAIN)).getMessage().contains(
			"set foreground=true to take all objects as one class"));
	}

	@Test
	void distancesOfVoxelsAreWorthALook() throws IOException {
		for (final String name : List.of("a", "b", "c"))
			add(name, MM, LabelCheckTest::organ);
		final Path far = TestVolumes.write(folder.resolve("images/far.nii.gz"), TestVolumes.floats("far", TestVolumes.spacing(1, 1,
			9, "mm"), 12, 12, DEPTH, (x, y, z) -> x));
		final Path unknown = TestVolumes.write(folder.resolve("images/unknown.tif"), TestVolumes.floats("unknown", Geometry
			.unknown(), 12, 12, DEPTH, (x, y, z) -> x));
		cases.add(new Case("far", far, null, 0));
		cases.add(new Case("unknown", unknown, null, 0));
		new CaseLoader(TestPlugins.io(), progress).images(cases);
		assertTold("The voxels of the image " + far + " are 1.00 x 1.00 x 9.00 mm apart, but in most images 1.00 x 1.00 x 2.00 " +
			"mm; check the voxel size in Image > Properties....");
		assertTold("The distances of voxels of the image " + unknown + " are not known (the unit is pixel), so that pixels are " +
			"taken as they are; set them in Image > Properties... and save the image.");
	}

	private Case film(final String name, final long... size) throws IOException {
		final float[] values = new float[12 * 12 * 4 * 3];
		for (int i = 0; i < values.length; i++)
			values[i] = i % 144;
		final Path image = TestVolumes.write(folder.resolve("images").resolve(name + ".nii.gz"), new Volume(name, List.of(Axis.X,
			Axis.Y, Axis.Z, Axis.TIME), ArrayImgs.floats(values, 12, 12, 4, 3), MM, Header.NONE));
		final Volume label = new Volume(name, List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME).subList(0, size.length), ArrayImgs.floats(
			Arrays.copyOf(values, (int) Arrays.stream(size).reduce(1, (a, b) -> a * b)), size), MM, Header.NONE);
		return new Case(name, image, TestVolumes.write(folder.resolve("labels").resolve(name + ".nii.gz"), label), 0);
	}

	@Test
	void aStackOfLabelsBelongsToTheTimePointThatIsSaid() throws IOException {
		final Case one = film("a", 12, 12, 4);
		cases.add(one);
		final String message = assertThrows(CairnException.class, () -> read(LabelRule.PLAIN)).getMessage();
		assertEquals("The label image " + one.label() + " has one time point, but its image " + one.image() +
			" has 3 time points; say by the parameter frame, from 1, which of them was labelled.", message);
		final LabelledStacks data = LabelledStacks.read(cases, List.of(), LabelRule.PLAIN, new CaseLoader(TestPlugins.io(),
			new Selection(0, 2), PreparedVolumeStore.inMemory(), progress));
		assertEquals(1, data.training().size());
		assertEquals(144, data.values().values().size());
	}

	@Test
	void coloursAreNoLabels() throws IOException {
		final Case one = add("a", MM, LabelCheckTest::organ);
		final Volume grey = TestVolumes.floats("a", MM, 12, 12, DEPTH, LabelCheckTest::organ);
		TestVolumes.write(one.label(), TestVolumes.channels(grey, grey, grey));
		assertEquals("The label image " + one.label() + " has 3 channels, as colour (RGB) images have, but labels are numbers " +
			"in one channel; export them again as an 8-bit or 16-bit image with a number for each class.", assertThrows(
				CairnException.class, () -> read(LabelRule.PLAIN)).getMessage());
		assertFalse(progress.lines().toString().contains("Read"));
	}
}
