// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import sc.fiji.cairn.network.ProjectionHead;
import sc.fiji.cairn.train.Recipe;

/**
 * How one stage of a pretraining is done, whatever its method.
 *
 * @param recipe how long, in which batches, and how
 * @param temperature divisor of the similarities in the loss
 * @param views what slices are changed to
 * @param head size of the projection of whole slices
 */
public record StageRecipe(Recipe recipe, double temperature, ViewAugmentation views, ProjectionHead.Shape head) {

	/** Gets the same with batches of 3D patches. */
	StageRecipe inVolumes() {
		return new StageRecipe(recipe.inVolumes(), temperature, views, head);
	}

	/** Gets the same with another recipe and temperature. */
	public StageRecipe with(final Recipe other, final double otherTemperature) {
		return new StageRecipe(other, otherTemperature, views, head);
	}
}
