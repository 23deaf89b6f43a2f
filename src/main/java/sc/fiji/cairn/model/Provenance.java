// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import com.google.gson.JsonElement;

import java.util.List;

/**
 * How a model came to be, enough to do it again.
 *
 * @param stage what made it: {@code pretraining} or {@code fine-tuning}
 * @param options every parameter of that stage, with its value
 * @param cases names of the cases used, in order
 * @param folders where their images lay
 * @param unlabelled names of the volumes whose unlabelled slices were learnt from beside them, in order
 * @param device what did the work, as {@link sc.fiji.cairn.torch.Torch#description} says it, and the precision
 * @param software versions of this suite, Java and the system
 * @param finished date and time of the end, ISO 8601
 * @param seconds how long it took
 * @param steps number of training steps done
 * @param stopped whether it ended before its last step, by the user or because it diverged
 * @param parent how the model that it started from came to be; null if there was none
 */
public record Provenance(String stage, JsonElement options, List<String> cases, List<String> folders,
	List<String> unlabelled, String device,
	String software, String finished, double seconds, long steps, boolean stopped, Provenance parent)
{

	public Provenance {
		cases = List.copyOf(cases);
		folders = List.copyOf(folders);
		unlabelled = List.copyOf(unlabelled);
	}

	/** Of a training to the end, without volumes beside the cases. */
	public Provenance(final String stage, final JsonElement options, final List<String> cases, final String device,
		final String software, final String finished, final double seconds, final long steps, final Provenance parent)
	{
		this(stage, options, cases, List.of(), List.of(), device, software, finished, seconds, steps, false, parent);
	}
}
