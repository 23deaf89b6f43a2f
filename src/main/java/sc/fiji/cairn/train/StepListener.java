package sc.fiji.cairn.train;

/** Hears of every step, in the training thread and after its update. */
@FunctionalInterface
public interface StepListener {

	/** Called after each step. */
	void stepped(StepReport report);

	/**
	 * Called before the first step of a training that goes on from a checkpoint. The log and the weights are then those
	 * after its last step, which a listener may have been stopped in.
	 */
	default void resumed() {
		// Most do nothing that could be stopped.
	}
}
