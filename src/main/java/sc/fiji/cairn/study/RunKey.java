// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

/**
 * Which run of a study: a method, trained with the labels of one draw.
 *
 * @param method name of the method
 * @param labelled number of labelled volumes or groups, or {@code all}
 * @param draw which draw, from 1
 */
public record RunKey(String method, String labelled, int draw) {

	/** Returns true if all labels of the train cases are used. */
	public boolean isCeiling() {
		return labelled.equals(Counts.ALL);
	}

	/** Gets the name of the labelled cases in names of files. */
	String drawName() {
		return isCeiling() ? labelled : labelled + "-" + draw;
	}

	/** Gets the name of the run's files. */
	String fileName() {
		return method + "-" + drawName();
	}

	/** Says which run it is, for people. */
	@Override
	public String toString() {
		return method + ", " + labelled + " labelled" + (isCeiling() ? "" : ", draw " + draw);
	}
}
