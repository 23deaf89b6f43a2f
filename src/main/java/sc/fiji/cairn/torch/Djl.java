// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * What the suite needs of DJL beyond the interface that DJL promises. Nothing else uses {@code ai.djl.pytorch}, so that this
 * class and its test are what to look at when DJL changes.
 */
final class Djl {

	private Djl() {}

	/** A TorchScript module that the engine has loaded. */
	static final class Module implements AutoCloseable {

		private final PtSymbolBlock block;

		private Module(final PtSymbolBlock block) {
			this.block = block;
		}

		/**
		 * Runs a method.
		 *
		 * @param arguments the first names the method, and its manager gets the results
		 */
		NDList run(final NDList arguments) {
			// NB: the last argument marks the call as training. DJL's own guard against gradients, which it turns off, makes the
			// engine print a warning about itself.
			return IValueUtils.forward(block, arguments, true);
		}

		@Override
		public void close() {
			block.close();
		}
	}

	/**
	 * Loads a module from an archive as PyTorch writes them.
	 *
	 * @param owner closes the module with itself
	 */
	static Module load(final NDManager owner, final byte[] archive) throws IOException {
		return new Module(JniUtils.loadModule((PtNDManager) owner, new ByteArrayInputStream(archive), true, false));
	}

	/** Sets whether the calling thread keeps what gradients need. */
	static void setGradients(final boolean on) {
		JniUtils.setGradMode(on);
	}

	/** Tells whether the calling thread keeps what gradients need. */
	static boolean keepsGradients() {
		return JniUtils.isGradMode();
	}

	/**
	 * Prepares the calling thread: the number of threads that it may use, and no optimisation of TorchScript graphs, which
	 * would cost seconds at first and change results between the first calls. Both are settings of a thread.
	 */
	static void prepareThread(final int threads) {
		JniUtils.setGraphExecutorOptimize(false);
		JniUtils.setNumThreads(threads);
	}

	/** Returns the number of threads that the calling thread may use: until it is set, one a physical core of the machine. */
	static int threads() {
		return JniUtils.getNumThreads();
	}

	/** Returns the folder of the libtorch that this DJL has loaded, if it has. */
	static Optional<String> libtorch() {
		try {
			return Optional.of(LibUtils.getLibtorchPath());
		}
		catch (final NullPointerException e) {
			// NB: DJL has no other way to say that it has not loaded any.
			return Optional.empty();
		}
	}
}
