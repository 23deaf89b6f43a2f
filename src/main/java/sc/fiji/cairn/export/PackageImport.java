// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.bioimageio.ModelPackage;
import sc.fiji.cairn.bioimageio.PackageNetwork;
import sc.fiji.cairn.torch.Torch;

/** A package of bioimage.io on the way to be a model here: it is tested, and kept as it is. */
public final class PackageImport {

	/** Differences of probabilities that other hardware and versions of PyTorch make. */
	private static final double TOLERANCE = 0.01;

	private final ModelPackage model;

	/**
	 * Reads a package, and runs nothing of it.
	 *
	 * @throws CairnException if it cannot be run here, or has nothing to be tested with
	 */
	public PackageImport(final Path file) {
		model = ModelPackage.read(file);
		if (model.testInput() == null) throw new CairnException("The package " + file +
			" has no test input, so that nobody knows whether it works here; ask its maker for one.");
	}

	/**
	 * Runs the network on its own test input, and copies the package if what comes out is what should.
	 *
	 * @return what was found, in a sentence
	 * @throws CairnException if it is not, or the copy cannot be written
	 */
	public String write(final Path copy, final Progress progress) {
		final double error;
		try (Torch torch = Torch.open("cpu", progress)) {
			error = new PackageNetwork(model, torch.scope()).testError(torch.scope(), progress);
		}
		final String found = String.format(Locale.ROOT, "largest difference %.1g", error);
		// NB: written such that no number fails, too.
		if (!(error <= TOLERANCE)) throw new CairnException("The package " + model.file() + " does not give its own test output here (" +
			found + "), so it is not imported; tell its maker.");
		WholeFile.write(copy, out -> Files.copy(model.file(), out));
		return "The package gives its own test output here (" + found + "); Cairn Segment runs it as model=" + copy + ".";
	}
}
