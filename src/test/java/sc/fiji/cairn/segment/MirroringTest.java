package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Provenance;

class MirroringTest {

	private static final Mirroring NONE = new Mirroring(false, false);
	private static final Mirroring X = new Mirroring(true, false);
	private static final Mirroring Y = new Mirroring(false, true);
	private static final Mirroring BOTH = new Mirroring(true, true);

	private static List<Mirroring> of(final Object options) {
		return Mirroring.of(new Provenance("fine-tuning", ModelFile.json(options), List.of(), "", "", "", 0, 0, null));
	}

	private static float[] mirrored(final Mirroring way) {
		final float[] images = { 1, 2, 3, 4, 5, 6, /**/ 7, 8, 9, 10, 11, 12 };
		way.apply(images, 2, 3);
		return images;
	}

	@Test
	void rowsAndColumnsOfEachImageAreExchanged() {
		assertArrayEquals(new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }, mirrored(NONE));
		assertArrayEquals(new float[] { 3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10 }, mirrored(X));
		assertArrayEquals(new float[] { 4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9 }, mirrored(Y));
		assertArrayEquals(new float[] { 6, 5, 4, 3, 2, 1, 12, 11, 10, 9, 8, 7 }, mirrored(BOTH));
	}

	@Test
	void slicesAreMirroredAlongYIfTheModelWasTrainedSo() {
		assertEquals(List.of(NONE, X), of(Map.of("rate", 0.1)));
		assertEquals(List.of(NONE, X), of(Map.of("augmentation", new SpatialAugmentation(0, 0, 0, 0, true, false))));
		assertEquals(List.of(NONE, X, Y, BOTH), of(Map.of("augmentation", new SpatialAugmentation(0, 0, 0, 0, true, true))));
	}
}
