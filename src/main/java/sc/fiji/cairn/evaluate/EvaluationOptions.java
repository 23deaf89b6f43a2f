package sc.fiji.cairn.evaluate;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What to evaluate.
 *
 * @param predictions folder of label images to score
 * @param labels folder of label images that are the truth, with the same base names
 * @param ignore label of the truth that marks voxels no one annotated, which are left out of both images
 */
public record EvaluationOptions(Path predictions, Path labels, OptionalInt ignore) {}
