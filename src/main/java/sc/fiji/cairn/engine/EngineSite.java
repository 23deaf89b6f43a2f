// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

/**
 * A folder on a web server that engines are downloaded from.
 * <p>
 * Its {@code files.txt} lists lines such as {@code cpu/linux-x86_64/native/lib/libtorch.so.gz}: flavor, platform, and the
 * name of a library, encoded as in an address. Sizes are asked for one by one. Libraries whose checksum this Cairn knows
 * have to have it, whatever the server says. DJL's own server says nothing of others; a copy of the folder nearby may add
 * {@code sha256.txt}, with a line {@code CHECKSUM  PATH} for each file as it is before compression.
 * </p>
 */
public final class EngineSite {

	/** System property that names another server. */
	public static final String PROPERTY = "cairn.engine.url";

	private static final String DJL = "https://publish.djl.ai/pytorch/";
	private static final String LIST = "files.txt";
	private static final String CHECKSUMS = "sha256.txt";
	private static final String ENDING = ".gz";

	private final URI base;
	private final Web web;
	private final Checksums pinned;

	/**
	 * @param base address of the folder
	 */
	public EngineSite(final URI base) {
		this(base, new Web(), Checksums.pinned(EngineVersion.current().pytorch()));
	}

	EngineSite(final URI base, final Web web, final Checksums pinned) {
		this.base = base.getPath().endsWith("/") ? base : URI.create(base + "/");
		this.web = web;
		this.pinned = pinned;
	}

	/** Gets DJL's own folder for the version of PyTorch that belongs to this Cairn, or what the property names. */
	public static EngineSite standard() {
		final String other = System.getProperty(PROPERTY);
		return new EngineSite(other == null || other.isBlank() ? URI.create(DJL + EngineVersion.current().pytorch() + "/")
			: encrypted(other));
	}

	/**
	 * Makes sure that nobody on the way can change what is downloaded.
	 *
	 * @throws CairnException unless the address is one of HTTPS, or of this computer
	 */
	static URI encrypted(final String address) {
		try {
			final URI uri = new URI(address.strip());
			final String host = String.valueOf(uri.getHost());
			final boolean here = host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
			if ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()) && here) return uri;
		}
		catch (final URISyntaxException e) {
			throw new CairnException("The property " + PROPERTY + " is no address of a server, '" + address +
				"'; use one that begins with https://.", e);
		}
		throw new CairnException("The address " + address + " of the property " + PROPERTY +
			" is not encrypted, so that anybody on the way could change the engine; use one that begins with https://.");
	}

	Web web() {
		return web;
	}

	/**
	 * Asks what there is to download.
	 *
	 * @throws CairnException if the server cannot be reached or has no such engine
	 * @throws java.util.concurrent.CancellationException if the user has cancelled
	 */
	public Offer offer(final Flavor flavor, final Platform platform, final Progress progress) {
		try {
			final String prefix = flavor.id() + "/" + platform + "/";
			final List<String> lines = text(LIST, progress).lines().map(String::strip).filter(line -> line.startsWith(
				prefix) && line.endsWith(ENDING)).toList();
			if (lines.isEmpty()) throw new CairnException("There is no PyTorch " + flavor.id() + " for " + platform + " at " +
				base + "; use another flavor, or name the folder of a PyTorch of your own.");
			final Checksums checksums = checksums(progress);
			final List<RemoteFile> files = new ArrayList<>();
			progress.stage("Asking for sizes", lines.size());
			for (final String line : lines) {
				files.add(file(line, prefix, checksums, progress));
				progress.advance(files.size(), "");
			}
			return new Offer(EngineStore.name(flavor, platform), flavor, platform, base, files);
		}
		catch (final IOException e) {
			throw web.unreachable(base, e);
		}
	}

	private RemoteFile file(final String line, final String prefix, final Checksums checksums, final Progress progress)
		throws IOException
	{
		final String path = line.substring(0, line.length() - ENDING.length());
		final String name = URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
		// NB: the name becomes that of a file here.
		if (!name.matches("[\\w.+-]+") || name.startsWith(".")) throw new CairnException("The list " + base + LIST +
			" names a file that is no library, " + name + "; use another server.");
		final URI uri = base.resolve(line);
		final HttpResponse<Void> head = web.head(uri, progress);
		if (head.statusCode() != Web.OK) throw web.refused(uri, head.statusCode());
		final long size = head.headers().firstValueAsLong("Content-Length").orElseThrow(() -> new CairnException("The server " +
			base + " does not tell the size of " + line + "; use another one with -D" + PROPERTY + "=ADDRESS."));
		return new RemoteFile(name, uri, size, head.headers().firstValue("ETag").orElse(""), pinned.of(prefix + name).or(
			() -> checksums.of(path)).orElse(""));
	}

	private Checksums checksums(final Progress progress) throws IOException {
		final HttpResponse<String> response = web.text(base.resolve(CHECKSUMS), progress);
		// Anything else means that there are none.
		return response.statusCode() == Web.OK ? Checksums.of(response.body().lines()) : Checksums.NONE;
	}

	private String text(final String name, final Progress progress) throws IOException {
		final URI uri = base.resolve(name);
		final HttpResponse<String> response = web.text(uri, progress);
		if (response.statusCode() != Web.OK) throw web.refused(uri, response.statusCode());
		return response.body();
	}
}
