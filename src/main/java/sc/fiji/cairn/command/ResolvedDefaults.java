// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.train.Recipe;

/** Collects what values that leave a choice open stand for. */
final class ResolvedDefaults {

	private final Map<String, String> words = new LinkedHashMap<>();

	/** Says what a value stands for, if it leaves the choice open. */
	ResolvedDefaults add(final String key, final boolean open, final Object meaning) {
		if (open) words.put(key, meaning instanceof Number number ? ParameterValue.text(number) : meaning.toString());
		return this;
	}

	/** Says what the shape of the network is, which a pretrained model brings if there is one. */
	ResolvedDefaults network(final Design design, final int width, final int levels, final int size, final double spacing,
		final File pretrained)
	{
		final boolean brought = !Inputs.isEmpty(pretrained);
		final String model = "as the model";
		return add("width", brought || width == 0, brought ? model : design.width()).add("levels", brought ||
			levels == 0, brought ? model : design.levels()).add("size", brought || size == 0, brought ? model
				: "whole slices").add("spacing", brought || spacing == 0, brought ? model : "as most volumes");
	}

	/** Says how long, in which batches and how fast a network is trained. */
	ResolvedDefaults training(final Recipe recipe, final int iterations, final int batch, final double rate) {
		return add("iterations", iterations == 0, recipe.iterations()).add("batch", batch == 0, recipe.batch()).add("rate",
			rate == 0, recipe.rate());
	}

	/** Says what the augmentation is. */
	ResolvedDefaults augmentation(final SpatialAugmentation usual, final double rotation, final double scaling,
		final double shift, final double bending)
	{
		return add("rotation", rotation < 0, usual.rotation()).add("scaling", scaling < 0, usual.scaling()).add("shift",
			shift < 0, usual.shift()).add("bending", bending < 0, usual.bending());
	}

	/** Returns the words by macro key. */
	Map<String, String> all() {
		return Collections.unmodifiableMap(words);
	}
}
