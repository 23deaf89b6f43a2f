// SPDX-License-Identifier: BSD-2-Clause
/**
 * The only door to the PyTorch engine: start-up, device, threads, memory scopes, TorchScript modules given as text.
 * Nothing outside this package touches {@code ai.djl.pytorch}.
 */
package sc.fiji.cairn.torch;

