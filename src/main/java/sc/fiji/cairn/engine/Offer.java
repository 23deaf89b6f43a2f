// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.net.URI;
import java.util.List;

/**
 * An engine that can be downloaded.
 *
 * @param name of the engine, and of its folder once it is installed
 * @param flavor what it was built for
 * @param platform that it runs on
 * @param source address of the folder on the server
 * @param files its libraries, each compressed with gzip
 */
public record Offer(String name, Flavor flavor, Platform platform, URI source, List<RemoteFile> files) {

	/** Returns the number of bytes to download. */
	public long size() {
		return files.stream().mapToLong(RemoteFile::size).sum();
	}

	/** Says what there is to fetch, how large it is, and where it comes from. */
	public String description() {
		return "PyTorch " + name + ", " + files.size() + " files of " + Sizes.words(size()) + " altogether, from " + source;
	}
}
