// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.util.List;

/**
 * Several listeners as one.
 *
 * @param all who hears, in order
 */
record TrainingListeners(List<TrainingListener> all) implements TrainingListener {

	TrainingListeners {
		all = List.copyOf(all);
	}

	@Override
	public void stepped(final StepReport report) {
		all.forEach(one -> one.stepped(report));
	}

	@Override
	public void prepared(final TrainingFacts facts) {
		all.forEach(one -> one.prepared(facts));
	}

	@Override
	public void started(final String name, final int iterations, final TrainingLog before) {
		all.forEach(one -> one.started(name, iterations, before));
	}

	@Override
	public void validated(final long steps, final double dice) {
		all.forEach(one -> one.validated(steps, dice));
	}

	@Override
	public void ended() {
		all.forEach(TrainingListener::ended);
	}

	@Override
	public boolean wantsPreview() {
		return all.stream().anyMatch(TrainingListener::wantsPreview);
	}

	@Override
	public void previewed(final Preview preview) {
		all.forEach(one -> one.previewed(preview));
	}
}
