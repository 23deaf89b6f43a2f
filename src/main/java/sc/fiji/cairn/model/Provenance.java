package sc.fiji.cairn.model;

import com.google.gson.JsonElement;

import java.util.List;

/**
 * How a model came to be, enough to do it again.
 *
 * @param stage what made it: {@code pretraining} or {@code fine-tuning}
 * @param options every parameter of that stage, with its value
 * @param cases names of the cases used, in order
 * @param device what did the work, as {@link sc.fiji.cairn.torch.Torch#description} says it, and the precision
 * @param software versions of this suite, Java and the system
 * @param finished date and time of the end, ISO 8601
 * @param seconds how long it took
 * @param steps number of training steps done
 * @param parent how the model that it started from came to be; null if there was none
 */
public record Provenance(String stage, JsonElement options, List<String> cases, String device, String software,
	String finished, double seconds, long steps, Provenance parent)
{

	public Provenance {
		cases = List.copyOf(cases);
	}
}
