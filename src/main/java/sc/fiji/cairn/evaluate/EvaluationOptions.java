package sc.fiji.cairn.evaluate;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What to evaluate.
 *
 * @param predictions folder of label images to score
 * @param labels folder of label images that are the truth, with the same base names
 * @param foreground whether all labels above 0 are one class, in both
 * @param ignore label of the truth that marks voxels no one annotated, which are left out of both images
 */
public record EvaluationOptions(Path predictions, Path labels, boolean foreground, OptionalInt ignore) {

	/** Turns a label to leave out into what metrics take; a negative number stands for none. */
	public static OptionalInt ignored(final int label) {
		return label < 0 ? OptionalInt.empty() : OptionalInt.of(label);
	}

	/** Scores labels as they are. */
	public EvaluationOptions(final Path predictions, final Path labels, final OptionalInt ignore) {
		this(predictions, labels, false, ignore);
	}
}
