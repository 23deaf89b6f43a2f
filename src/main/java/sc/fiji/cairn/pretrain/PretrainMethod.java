package sc.fiji.cairn.pretrain;

import java.util.List;

import org.scijava.plugin.SciJavaPlugin;

/**
 * A way to train a U-Net before it learns to segment: on volumes without labels, and on a few labelled ones if it
 * {@link #needsLabels}.
 * <p>
 * A method says what its batches hold and what their loss is; the training loop does the rest. Methods are SciJava
 * plugins whose annotation gives the name that users choose them by:
 * </p>
 *
 * <pre>
 * &#64;Plugin(type = PretrainMethod.class, name = "global")
 * public class GlobalContrast implements PretrainMethod { ... }
 * </pre>
 */
public interface PretrainMethod extends SciJavaPlugin {

	/**
	 * Gets the stages to train, one after the other.
	 *
	 * @param context what there is to train, and on what
	 * @throws sc.fiji.cairn.CairnException if the volumes or the parameters do not suit the method
	 */
	List<PretrainStage> stages(PretrainContext context);

	/** Returns true if the method needs labelled cases, too; only then are any labels opened. */
	default boolean needsLabels() {
		return false;
	}

	/**
	 * Returns true if the method learns from several data sets at once. The network's window and pixels are then made for
	 * the first.
	 */
	default boolean usesDomains() {
		return false;
	}

	/** Returns the number of {@link #stages}, so that the length of a run can be told before it begins. */
	default int stageCount() {
		return 1;
	}
}
