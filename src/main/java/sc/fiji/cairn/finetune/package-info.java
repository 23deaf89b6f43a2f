// SPDX-License-Identifier: BSD-2-Clause
/** Supervised training on labelled cases, from scratch or from a pretrained model. */
package sc.fiji.cairn.finetune;

