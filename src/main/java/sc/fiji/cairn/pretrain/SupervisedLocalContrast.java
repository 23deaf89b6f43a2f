package sc.fiji.cairn.pretrain;

import java.util.List;

import org.scijava.plugin.Plugin;

/**
 * Supervised local contrast (Hu et al. 2021): first SimCLR on all slices, which trains the encoder, then contrast between
 * the pixels of the labelled slices, which trains the whole network. The labels should be exactly those that fine-tuning
 * will use; no others are opened.
 */
@Plugin(type = PretrainMethod.class, name = "supervised-local")
public final class SupervisedLocalContrast implements PretrainMethod {

	@Override
	public int stageCount() {
		return 2;
	}

	@Override
	public boolean needsLabels() {
		return true;
	}

	@Override
	public List<PretrainStage> stages(final PretrainContext context) {
		final PretrainOptions options = context.options();
		final GlobalDraws simClr = new GlobalDraws(context.depths(), Strategy.RANDOM,
			1, options.run().batch());
		final PixelLearner pixels = new PixelLearner(context.stage(1));
		return List.of(new PretrainStage("Global contrast", new ContrastLearner(context, simClr), List.of()),
			new PretrainStage("Local contrast", pixels, List.of(context.network().encoder(), context.network().decoder()), pixels
				.memory()));
	}
}
