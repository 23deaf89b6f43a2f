// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

/**
 * A round of labelling and training.
 *
 * @param number from 1
 * @param slices number of slices labelled so far
 * @param dice mean Dice of the model of the round before on the slices of this one, which it had not seen: what to expect of
 *          it on slices like these; NaN where there was no such model
 */
public record LabelRound(int number, int slices, double dice) {}
