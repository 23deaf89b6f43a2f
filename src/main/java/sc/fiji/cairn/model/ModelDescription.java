// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import java.util.List;

/**
 * All that a model file holds but its weights.
 *
 * @param plan how to use the weights
 * @param weights number of the weights
 * @param log the course of the training
 */
public record ModelDescription(Plan plan, long weights, List<TrainedStep> log) {}
