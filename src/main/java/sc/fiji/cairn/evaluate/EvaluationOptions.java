// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.nio.file.Path;

import sc.fiji.cairn.cases.LabelRule;

/**
 * What to evaluate.
 *
 * @param predictions folder of label images to score
 * @param labels folder of label images that are the truth, with the same base names
 * @param rule how labels are read, in both; where the truth is unknown, both are left out
 */
public record EvaluationOptions(Path predictions, Path labels, LabelRule rule) {}
