// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.Locale;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.ProcessEnd;
import sc.fiji.cairn.Progress;

/**
 * The PyTorch engine, started, with the device to work on.
 * <p>
 * Open one per task, in the thread that will do the work; closing it frees every array that the task has left. The
 * process does not end while one is open: native code would not survive it.
 * </p>
 */
public final class Torch implements AutoCloseable {

	private final EngineStart.Started started;
	private final Device device;
	private final Scope scope;
	private final ProcessEnd.Work work;

	private Torch(final EngineStart.Started started, final Device device, final ProcessEnd.Work work) {
		this.started = started;
		this.device = device;
		this.work = work;
		scope = new Scope(started.engine().newBaseManager(device));
	}

	/**
	 * Starts the engine if this is its first use, and prepares the calling thread.
	 *
	 * @param device {@code auto} (the first GPU if there is one), {@code cpu}, {@code gpu} or {@code gpu1}...
	 * @throws CairnException if the engine is missing or broken, or there is no such device
	 * @throws java.util.concurrent.CancellationException if the process is about to end
	 */
	public static Torch open(final String device) {
		// NB: to load the engine is native work, too.
		try (ProcessEnd.Work starting = ProcessEnd.work(ProcessEnd.Kind.NATIVE)) {
			return of(EngineStart.engine(), device);
		}
	}

	/**
	 * As above, as a stage of longer work: the first start takes seconds, or a minute where the engine is unpacked.
	 *
	 * @param progress told of the stage
	 */
	public static Torch open(final String device, final Progress progress) {
		progress.stage("Starting the engine", 0);
		return open(device);
	}

	/**
	 * Makes sure, before long work begins, that there is an engine.
	 *
	 * @throws MissingEngineException if there is none
	 */
	public static void requireInstalled() {
		EngineStart.requireInstalled();
	}

	/** Opens a device of a running engine. */
	static Torch of(final EngineStart.Started started, final String device) {
		final ProcessEnd.Work work = ProcessEnd.work(ProcessEnd.Kind.NATIVE);
		try {
			final Torch torch = new Torch(started, device(started, device), work);
			Djl.prepareThread(started.threads());
			return torch;
		}
		catch (final RuntimeException | Error e) {
			work.close();
			throw e;
		}
	}

	private static Device device(final EngineStart.Started started, final String name) {
		final String wanted = name.trim().toLowerCase(Locale.ROOT);
		if (wanted.isEmpty() || wanted.equals("auto")) return hasGpu(started, 0) ? Device.gpu(0) : Device.cpu();
		if (wanted.equals("cpu")) return Device.cpu();
		if (!wanted.matches("gpu\\d{0,3}")) throw new CairnException("The device '" + name +
			"' is not known; use auto, cpu or gpu0, gpu1, ...");
		final int index = wanted.length() == 3 ? 0 : Integer.parseInt(wanted.substring(3));
		if (hasGpu(started, index)) return Device.gpu(index);
		final String note = started.note().isEmpty() ? "" : " (" + started.note() + ")";
		throw new CairnException("The device '" + name + "' was asked for but the engine sees " + (hasGpu(started, 0)
			? "no such GPU; they are counted from 0." : "no GPU" + note +
				"; use device=cpu, or install the GPU build with \"Cairn Install Engine...\"."));
	}

	/**
	 * Finds out whether there is a GPU by using it: DJL looks for NVIDIA's toolkit, which few computers have and the
	 * engine does without.
	 */
	private static boolean hasGpu(final EngineStart.Started started, final int index) {
		if (!started.gpu() || !started.engine().hasCapability(StandardCapabilities.CUDA)) return false;
		try (NDManager manager = started.engine().newBaseManager(Device.gpu(index))) {
			manager.ones(new Shape(1)).toFloatArray();
			return true;
		}
		catch (final EngineException e) {
			// That is how the engine says no.
			return false;
		}
	}

	/** Gets the scope that lives as long as this object. */
	public Scope scope() {
		return scope;
	}

	/** Returns true if the work runs on a GPU. */
	public boolean isGpu() {
		return device.isGpu();
	}

	/**
	 * Says what does the work, such as {@code PyTorch 2.7.1 on the CPU, 8 threads}, and why, if it is not what was chosen.
	 */
	public String description() {
		return "PyTorch " + started.engine().getVersion() + " on " + (isGpu() ? "GPU " + device.getDeviceId() : "the CPU, " +
			started.threads() + (started.threads() == 1 ? " thread" : " threads")) + (started.note().isEmpty() ? "" : " (" + started.note() + ")");
	}

	@Override
	public void close() {
		try {
			scope.close();
		}
		finally {
			work.close();
		}
	}
}
