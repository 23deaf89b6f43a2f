// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

/** Where a class has no voxel at all. */
public enum Absence {

	/** Both images hold the class. */
	NONE(""),

	/** The truth holds the class, the prediction does not. */
	PREDICTION("prediction"),

	/** The prediction holds the class, the truth does not. */
	TRUTH("truth"),

	/** Neither holds it: there is nothing to score. */
	BOTH("both");

	private final String label;

	Absence(final String label) {
		this.label = label;
	}

	/** How tables write it. */
	@Override
	public String toString() {
		return label;
	}
}
