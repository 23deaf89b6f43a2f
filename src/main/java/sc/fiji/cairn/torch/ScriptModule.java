// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.io.ByteArrayOutputStream;
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

	private final Djl.Module module;

	private ScriptModule(final Djl.Module module) {
		this.module = module;
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

	/** Loads a class with the arrays that it holds. */
	public static ScriptModule load(final Scope scope, final ScriptArchive archive) {
		try {
			final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			archive.write(bytes);
			return load(scope, bytes.toByteArray());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * Loads a module that somebody else has made, in the archive as PyTorch writes it.
	 *
	 * @throws ai.djl.engine.EngineException if the engine does not understand it
	 */
	public static ScriptModule load(final Scope scope, final byte[] archive) {
		try {
			return new ScriptModule(Djl.load(scope.manager(), archive));
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
		return new ScriptModule(Djl.load(scope.manager(), archive));
	}

	/** Starts a call of one method; its results will belong to the given scope. */
	public Call method(final String name, final Scope results) {
		return new Call(name, results);
	}

	@Override
	public void close() {
		module.close();
	}

	/**
	 * A call being put together, argument by argument, in the order of the method's parameters.
	 * <p>
	 * Numbers and tables stay on the CPU whatever the device, for the texts read them one by one: on a GPU each reading
	 * would wait until all work before it is done.
	 * </p>
	 */
	public final class Call {

		private final NDList arguments = new NDList();
		private final Scope results;
		private final NDManager controls;
		private int lists;

		private Call(final String name, final Scope results) {
			this.results = results;
			controls = results.manager().newSubManager(Device.cpu());
			final NDArray method = controls.create(0f);
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
			return with(controls.create(numbers));
		}

		/** Adds a table of numbers, at least one row, as an array (rows, columns) of 64-bit floats. */
		public Call withTable(final List<double[]> rows) {
			final double[] flat = rows.stream().flatMapToDouble(Arrays::stream).toArray();
			return with(controls.create(flat, new Shape(rows.size(), rows.get(0).length)));
		}

		/** Adds a whole number. */
		public Call with(final long number) {
			return with(controls.create(number));
		}

		/** Adds a truth value. */
		public Call with(final boolean flag) {
			return with(controls.create(flag));
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
			// NB: gradient mode belongs to the thread, and DJL leaves it on in some threads and off in others.
			final boolean before = Djl.keepsGradients();
			Djl.setGradients(gradients);
			try (controls) {
				final NDList found = module.run(arguments);
				found.attach(results.manager());
				return found;
			}
			finally {
				Djl.setGradients(before);
			}
		}
	}
}
