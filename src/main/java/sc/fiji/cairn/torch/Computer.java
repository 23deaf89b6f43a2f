// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

/**
 * What a network is asked to compute on.
 *
 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
 * @param precision number format of the network's inner maps
 */
public record Computer(String device, Precision precision) {

	/** Computes with 32 bits, so that results depend on the device least. */
	public static Computer exact(final String device) {
		return new Computer(device, Precision.FLOAT32);
	}
}
