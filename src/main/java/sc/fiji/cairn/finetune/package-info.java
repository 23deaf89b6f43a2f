/** Supervised training on labelled cases, from scratch or from a pretrained model. */
package sc.fiji.cairn.finetune;
