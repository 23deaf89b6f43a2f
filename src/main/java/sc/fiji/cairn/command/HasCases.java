package sc.fiji.cairn.command;

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

	/** Gets what opens the images. */
	VolumeIO io();
}
