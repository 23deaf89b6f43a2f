// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;
import java.util.Map;

import org.scijava.plugin.Plugin;
import org.scijava.plugin.SingletonPlugin;

import sc.fiji.cairn.train.Preset;

/**
 * A way to train a U-Net before it learns to segment: on volumes without labels, and on a few labelled ones if it
 * {@link #needsLabels}.
 * <p>
 * A method says what its batches hold and what their loss is; the training loop does the rest. Methods are SciJava
 * plugins whose annotation gives the name that users choose them by; a context has one of each, which holds no state:
 * </p>
 *
 * <pre>
 * &#64;Plugin(type = PretrainMethod.class, name = "global")
 * public class GlobalContrast implements PretrainMethod { ... }
 * </pre>
 *
 * @see PretrainMethodService
 */
public interface PretrainMethod extends SingletonPlugin {

	/** Returns the name that users choose it by, that of its annotation. */
	default String name() {
		return getClass().getAnnotation(Plugin.class).name();
	}

	/** Returns what it is called where results are shown. */
	default String title() {
		return name();
	}

	/** Returns a sentence that results by this method have to say about it; empty for none. */
	default String remark() {
		return "";
	}

	/**
	 * Returns the keys of the publications to cite for a model that it has pretrained, as <i>Cairn Cite</i> knows them; empty
	 * if it knows none.
	 *
	 * @param strategy which slices counted as alike, for methods that leave this to the user
	 */
	default List<String> citations(final Strategy strategy) {
		return List.of();
	}

	/** Returns how the published systems that use it train, by preset; beside these there is {@link Preset#COMMON}. */
	default Map<Preset, PretrainRecipe> recipes() {
		return Map.of();
	}

	/** Returns why {@link #recipes} has none, as a relative clause about the method; empty if there is nothing to say. */
	default String unpublished() {
		return "";
	}

	/**
	 * Gets the stages to train, one after the other.
	 *
	 * @param context what there is to train, and on what
	 * @throws sc.fiji.cairn.CairnException if the volumes or the parameters do not suit the method
	 */
	List<PretrainStage> stages(PretrainContext context);

	/**
	 * Returns classes of parameters that the method has beside those of all methods. The fields of such a class that are
	 * annotated by {@link org.scijava.plugin.Parameter} are keys of <i>Cairn Pretrain</i> and <i>Cairn Compare Label
	 * Efficiency</i>, stand in their dialogs, and are recorded; their first values are the defaults. The attribute
	 * {@code unit} of such an annotation is the unit of a number, {@code group} the title of another group of the dialog.
	 * Methods may share a class; names are made of letters, and no key of a command may be one, or end with one.
	 *
	 * @see PretrainContext#own
	 */
	default List<Class<?>> parameters() {
		return List.of();
	}

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
