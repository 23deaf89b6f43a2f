package sc.fiji.cairn.train;

/** Hears of every step, in the training thread and after its update. */
@FunctionalInterface
public interface StepListener {

	/** Called after each step. */
	void stepped(StepReport report);
}
