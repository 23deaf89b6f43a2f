// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import sc.fiji.cairn.command.caller.Caller;
import sc.fiji.cairn.survey.SurveyOptions;
import sc.fiji.cairn.volume.VolumeIO;

/** A command that works on folders of images, and perhaps of labels, which its dialog offers to check. */
public interface HasCases {

	/**
	 * Says what there is to check.
	 *
	 * @throws sc.fiji.cairn.CairnException if the parameters do not say
	 */
	SurveyOptions data();

	/** Tells who has called the command. */
	Caller caller();

	/** Gets what opens the images. */
	VolumeIO io();
}
