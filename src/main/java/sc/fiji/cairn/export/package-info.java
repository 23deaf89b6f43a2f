// SPDX-License-Identifier: BSD-2-Clause
/**
 * Models for other programs, written without them: TorchScript, ONNX, packages of bioimage.io; and weights of other
 * programs as a start.
 */
package sc.fiji.cairn.export;
