// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

/**
 * What happened in one step.
 *
 * @param step from 0
 * @param loss loss of the batch, before the update
 * @param gradientNorm global norm of the gradients, before clipping
 * @param rate learning rate used
 * @param seconds time since the training, or its resumption, began
 * @param waited the part of those seconds in which the engine waited for data
 */
public record StepReport(long step, double loss, double gradientNorm, double rate, double seconds, double waited) {}
