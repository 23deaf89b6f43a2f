// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.survey;

import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.volume.Selection;

/**
 * Which data to look at.
 *
 * @param images folders of volumes, joined by {@code ;}
 * @param include pattern of file names; empty for all
 * @param labels folder of label images with the same base names; empty for none
 * @param complete whether an image without a label image is wrong
 * @param rule how label values are read
 * @param selection channels and time points to look at
 */
public record SurveyOptions(String images, String include, String labels, boolean complete, LabelRule rule,
	Selection selection)
{}
