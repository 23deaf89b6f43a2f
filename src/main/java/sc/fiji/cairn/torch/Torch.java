package sc.fiji.cairn.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

import java.util.Locale;

import sc.fiji.cairn.CairnException;

/**
 * The PyTorch engine, started, with the device to work on.
 * <p>
 * Open one per task, in the thread that will do the work; closing it frees every array that the task has left.
 * </p>
 */
public final class Torch implements AutoCloseable {

	private final Engine engine;
	private final Device device;
	private final Scope scope;

	private Torch(final Engine engine, final Device device) {
		this.engine = engine;
		this.device = device;
		scope = new Scope(engine.newBaseManager(device));
	}

	/**
	 * Starts the engine if this is its first use, and prepares the calling thread.
	 *
	 * @param device {@code auto} (the first GPU if there is one), {@code cpu}, {@code gpu} or {@code gpu1}...
	 * @throws CairnException if the engine is missing or broken, or there is no such device
	 */
	public static Torch open(final String device) {
		final Engine engine = EngineStart.engine();
		final Torch torch = new Torch(engine, device(engine, device));
		torch.prepareThread();
		return torch;
	}

	/**
	 * Prepares the calling thread: the number of threads that it may use, and no optimisation of TorchScript graphs,
	 * which would cost seconds at first and change results between the first calls. Both are settings of a thread.
	 */
	private void prepareThread() {
		JniUtils.setGraphExecutorOptimize(false);
		JniUtils.setNumThreads(threads());
	}

	private static int threads() {
		return threads(Runtime.getRuntime().availableProcessors(), System.getenv("OMP_NUM_THREADS"));
	}

	/**
	 * Chooses the number of threads: one a processor, or fewer if the user or a batch system says so in the usual way. Two
	 * trainings that share all processors slow each other down many times over, because their threads wait spinning.
	 *
	 * @param wanted the environment variable {@code OMP_NUM_THREADS}, null if it is not set; may be a list of which the
	 *          first number counts
	 */
	static int threads(final int processors, final String wanted) {
		final String first = wanted == null ? "" : wanted.split(",")[0].trim();
		return Math.max(1, first.matches("[1-9]\\d{0,5}") ? Math.min(processors, Integer.parseInt(first)) : processors);
	}

	private static Device device(final Engine engine, final String name) {
		final int gpus = engine.getGpuCount();
		final String wanted = name.trim().toLowerCase(Locale.ROOT);
		if (wanted.isEmpty() || wanted.equals("auto")) return gpus > 0 ? Device.gpu(0) : Device.cpu();
		if (wanted.equals("cpu")) return Device.cpu();
		if (!wanted.matches("gpu\\d*")) throw new CairnException("The device '" + name +
			"' is not known; use auto, cpu or gpu0, gpu1, ...");
		final int index = wanted.length() == 3 ? 0 : Integer.parseInt(wanted.substring(3));
		if (index >= gpus) throw new CairnException("The device '" + name + "' was asked for but the engine sees " + (gpus == 0
			? "no GPU; use device=cpu, or install the GPU build of the engine." : gpus +
				" GPU(s), counted from 0; use another number."));
		return Device.gpu(index);
	}

	/** Gets the scope that lives as long as this object. */
	public Scope scope() {
		return scope;
	}

	/** Returns true if the work runs on a GPU. */
	public boolean isGpu() {
		return device.isGpu();
	}

	/** Says what does the work, such as {@code PyTorch 2.7.1 on the CPU, 8 threads}. */
	public String description() {
		return "PyTorch " + engine.getVersion() + " on " + (isGpu() ? "GPU " + device.getDeviceId() : "the CPU, " +
			threads() + " threads");
	}

	@Override
	public void close() {
		scope.close();
	}
}
