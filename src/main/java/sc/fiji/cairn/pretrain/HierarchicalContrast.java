// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;

import org.scijava.plugin.Plugin;

/**
 * Hierarchical self-supervision in the style of HSSL (Zheng et al. 2021): several data sets pretrain one network, encoder
 * and decoder, at once. Of the paper only the abstract is public, which names a contrastive and a classification loss, so
 * the details are this project's own:
 * <ul>
 * <li>images: two views of a slice are alike, all others different (SimCLR);</li>
 * <li>tasks: the folder that a slice comes from is to be told from the bottleneck;</li>
 * <li>groups: slices of tasks of one group are alike, if some group holds several tasks;</li>
 * <li>reconstruction: the decoder restores the view whose intensity was changed and parts of which were blanked, at
 * three scales.</li>
 * </ul>
 * With a single folder what is left is images and reconstruction.
 */
@Plugin(type = PretrainMethod.class, name = "hierarchical")
public final class HierarchicalContrast implements PretrainMethod {

	@Override
	public String title() {
		return name() + " (HSSL-style)";
	}

	@Override
	public String remark() {
		return "HSSL-style: of the paper on hierarchical self-supervision (Zheng et al. 2021) only the abstract is public.";
	}

	@Override
	public String unpublished() {
		return "of whose paper only the abstract is public";
	}

	@Override
	public List<String> citations(final Strategy strategy) {
		return List.of("zheng2021");
	}

	@Override
	public boolean usesDomains() {
		return true;
	}

	@Override
	public List<PretrainStage> stages(final PretrainContext context) {
		return List.of(new PretrainStage("Hierarchical contrast", new HierarchicalLearner(context), List.of(context.network()
			.encoder(), context.network().decoder())));
	}
}
