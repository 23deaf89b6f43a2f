/** The one training loop: steps, schedule, listeners, checkpoints, cancel. Pretraining and fine-tuning are its users. */
package sc.fiji.cairn.train;
