// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.cairn.volume.Selection;

/** What the parameters of all trainings have in common. */
public interface CommonOptions {

	/** Gets the model to start from, if any. */
	Optional<Path> pretrained();

	/** Gets the shape of a new network. */
	NetworkOptions network();

	/** Gets how to train. */
	RunOptions run();

	/** Gets the same with batches of 3D patches, for a network that sees volumes. */
	CommonOptions inVolumes();

	/** Gets the files that are learnt from. */
	Stream<Path> sources();

	/** Gets the channels and time points to train on. */
	Selection selection();
}
