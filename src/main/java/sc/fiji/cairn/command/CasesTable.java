// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.command.caller.Caller;
import sc.fiji.cairn.survey.Survey;
import sc.fiji.cairn.survey.SurveyOptions;
import sc.fiji.cairn.survey.SurveyResult;
import sc.fiji.cairn.survey.SurveyTable;
import sc.fiji.cairn.volume.VolumeIO;

/** Checks a data set and shows its cases in a table. */
public final class CasesTable {

	/** Title of the table. */
	public static final String TITLE = "Cairn Cases";

	private CasesTable() {
		// Only static methods.
	}

	/**
	 * Looks at all cases, shows them, and logs what holds for all.
	 *
	 * @param caller of the command that it is for
	 * @throws sc.fiji.cairn.CairnException if a folder is missing or has no image
	 * @throws java.util.concurrent.CancellationException if the user asks for it
	 */
	public static SurveyResult show(final VolumeIO io, final SurveyOptions options, final Caller caller, final Progress progress) {
		final SurveyResult result = new Survey(io, options, progress).run();
		Tables.show(SurveyTable.of(result), TITLE, caller);
		result.remarks().forEach(progress::log);
		return result;
	}
}
