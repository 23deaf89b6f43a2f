// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

/** The number format of the network's inner maps; weights, losses and the optimiser always use 32 bits. */
public enum Precision {
	/** Whichever of the others trains faster on the device at hand, found by timing a few steps. */
	AUTO,
	/** 32-bit floating point. */
	FLOAT32,
	/** 16-bit brain floating point: about twice as fast where the processor has instructions for it. */
	BFLOAT16
}
