package sc.fiji.cairn.pretrain;

import java.util.List;

import org.scijava.plugin.Plugin;

/**
 * Positional contrast (Zeng et al. 2021, PCL): slices at about the same relative position along their stacks count as
 * alike, whichever volume they come from. With a threshold of 0 it is SimCLR.
 * <p>
 * The published code multiplies the loss by temperature / 0.07, which only rescales the learning rate; this does not.
 * Positions follow the order of the file, so all volumes should run in the same direction.
 * </p>
 */
@Plugin(type = PretrainMethod.class, name = "positional")
public final class PositionalContrast implements PretrainMethod {

	@Override
	public List<PretrainStage> stages(final PretrainContext context) {
		final PretrainOptions options = context.options();
		final SliceContrast contrast = new PositionalDraws(context.depths(), options
			.contrast().threshold(), options.run().batch());
		return List.of(new PretrainStage("Positional contrast", new ContrastLearner(context, contrast), List.of(context
			.network().encoder())));
	}
}
