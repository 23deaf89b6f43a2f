package sc.fiji.cairn.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A TorchScript class loaded from readable text.
 * <p>
 * Methods are called by name; results belong to the scope that the call names:
 * </p>
 *
 * <pre>
 * NDArray loss = losses.method("pairwise", step).with(z).with(positive).with(negative).with(0.1).training();
 * </pre>
 * <p>
 * A call is cheap, and a whole forward pass is one call. Modules may be used by one thread at a time.
 * </p>
 */
public final class ScriptModule implements AutoCloseable {

	private final PtSymbolBlock block;

	private ScriptModule(final PtSymbolBlock block) {
		this.block = block;
	}

	/**
	 * Loads a class from a text in the resources.
	 *
	 * @param scope owner of the module
	 * @param neighbour class in whose package the text lies
	 * @param resource name of the text, such as {@code unet.torchscript}
	 */
	public static ScriptModule load(final Scope scope, final Class<?> neighbour, final String resource) {
		try (InputStream in = neighbour.getResourceAsStream(resource)) {
			if (in == null) throw new IllegalStateException("Resource " + resource + " is missing beside " + neighbour);
			final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
			return of(scope, text);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Loads the first class of a text. */
	static ScriptModule of(final Scope scope, final String text) throws IOException {
		final int start = text.indexOf("class ") + 6;
		final String name = text.substring(start, text.indexOf('(', start));
		final byte[] archive = ScriptArchive.of(name, text);
		return new ScriptModule(JniUtils.loadModule((PtNDManager) scope.manager(), new ByteArrayInputStream(archive), true,
			false));
	}

	/** Starts a call of one method; its results will belong to the given scope. */
	public Call method(final String name, final Scope results) {
		return new Call(name, results);
	}

	@Override
	public void close() {
		block.close();
	}

	/** A call being put together, argument by argument, in the order of the method's parameters. */
	public final class Call {

		private final NDList arguments = new NDList();
		private final Scope results;
		private int lists;

		private Call(final String name, final Scope results) {
			this.results = results;
			// NB: results are attached to the manager of the first array, so the one that names the method decides.
			final NDArray method = results.manager().create(0f);
			method.setName("module_method:" + name);
			arguments.add(method);
		}

		/** Adds an array. */
		public Call with(final NDArray array) {
			array.setName(null);
			arguments.add(array);
			return this;
		}

		/** Adds a list of arrays, at least one. */
		public Call with(final List<? extends NDArray> arrays) {
			if (arrays.isEmpty()) throw new IllegalArgumentException("The engine takes no empty lists.");
			final String name = "list" + (char) ('a' + lists++) + "[]";
			for (final NDArray array : arrays) {
				array.setName(name);
				arguments.add(array);
			}
			return this;
		}

		/** Adds numbers, as an array of 64-bit floats. */
		public Call with(final double... numbers) {
			return with(results.manager().create(numbers));
		}

		/** Adds a table of numbers, at least one row, as an array (rows, columns) of 64-bit floats. */
		public Call withTable(final List<double[]> rows) {
			final double[] flat = rows.stream().flatMapToDouble(Arrays::stream).toArray();
			return with(results.manager().create(flat, new Shape(rows.size(), rows.get(0).length)));
		}

		/** Adds a whole number. */
		public Call with(final long number) {
			return with(results.manager().create(number));
		}

		/** Adds a truth value. */
		public Call with(final boolean flag) {
			return with(results.manager().create(flag));
		}

		/** Runs the method so that gradients can be taken of its results. */
		public NDList training() {
			return run(true);
		}

		/** Runs the method without keeping anything for gradients. */
		public NDList inference() {
			return run(false);
		}

		private NDList run(final boolean gradients) {
			// NB: gradient mode belongs to the thread, and DJL leaves it on in some threads and off in others. DJL's own
			// guard against gradients, the last argument, makes the engine print a warning about itself.
			final boolean before = JniUtils.isGradMode();
			JniUtils.setGradMode(gradients);
			try {
				return IValueUtils.forward(block, arguments, true);
			}
			finally {
				JniUtils.setGradMode(before);
			}
		}
	}
}
