// SPDX-License-Identifier: BSD-2-Clause
/** Pretraining on unlabelled volumes: the methods, each a plugin, and the run that trains with one of them. */
package sc.fiji.cairn.pretrain;

