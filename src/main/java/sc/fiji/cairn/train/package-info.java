// SPDX-License-Identifier: BSD-2-Clause
/** The one training loop: steps, schedule, listeners, checkpoints, cancel. Pretraining and fine-tuning are its users. */
package sc.fiji.cairn.train;

