// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

/**
 * Speaks HTTP, through the proxy that the system or ImageJ's <i>Edit &gt; Options &gt; Proxy Settings...</i> names.
 * Waits for no answer longer than its patience, and no longer than the user does.
 */
final class Web {

	static final int OK = 200;
	static final int PARTIAL = 206;
	static final int UNSATISFIABLE = 416;
	private static final int PROXY_LOGIN = 407;
	private static final int SERVER_ERROR = 500;
	private static final int TOO_MANY = 429;
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final ProxySelector proxies;
	private final Duration patience;
	private final HttpClient client;

	Web() {
		this(ProxySelector.getDefault(), PATIENCE);
	}

	/**
	 * @param patience how long to wait for more of a file
	 */
	Web(final ProxySelector proxies, final Duration patience) {
		this.proxies = proxies;
		this.patience = patience;
		// NB: some proxies do not understand the offer of HTTP/2.
		final HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(
			HttpClient.Redirect.NORMAL).connectTimeout(PATIENCE);
		if (proxies != null) builder.proxy(proxies);
		if (Authenticator.getDefault() != null) builder.authenticator(Authenticator.getDefault());
		client = builder.build();
	}

	Duration patience() {
		return patience;
	}

	/** Gets a short text. */
	HttpResponse<String> text(final URI uri, final Progress progress) throws IOException {
		return patiently(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(StandardCharsets.UTF_8), progress);
	}

	/** Asks for no more than the headers. */
	HttpResponse<Void> head(final URI uri, final Progress progress) throws IOException {
		return patiently(HttpRequest.newBuilder(uri).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
			BodyHandlers.discarding(), progress);
	}

	private <T> HttpResponse<T> patiently(final HttpRequest request, final BodyHandler<T> handler,
		final Progress progress) throws IOException
	{
		return new Watch(progress, PATIENCE).over(signs -> client.send(request, handler));
	}

	/**
	 * Gets a file from a byte on; to be called under a {@link Watch}.
	 *
	 * @param tag of the state that the first bytes are from; empty if unknown
	 */
	HttpResponse<InputStream> from(final URI uri, final long start, final String tag) throws IOException,
		InterruptedException
	{
		final HttpRequest.Builder request = HttpRequest.newBuilder(uri);
		if (start > 0) {
			request.header("Range", "bytes=" + start + "-");
			// Only strong tags may be compared here (RFC 9110, section 13.1.5).
			if (tag.startsWith("\"")) request.header("If-Range", tag);
		}
		return client.send(request.build(), BodyHandlers.ofInputStream());
	}

	/** Returns true if to ask again later may help. */
	static boolean isPassing(final int status) {
		return status >= SERVER_ERROR || status == TOO_MANY;
	}

	/** Explains an answer that is none. */
	CairnException refused(final URI uri, final int status) {
		if (status == PROXY_LOGIN) return new CairnException("The proxy " + proxy(uri) +
			" wants a name and password before it lets you at " + uri + "; check the proxy settings.");
		return new CairnException(uri + " cannot be downloaded: the server answers with status " + status +
			"; try again later, or use another server with -D" + EngineSite.PROPERTY + "=ADDRESS.");
	}

	/** Explains that there is no answer. */
	CairnException unreachable(final URI uri, final IOException cause) {
		final String proxy = proxy(uri);
		final String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
		return new CairnException(uri.getHost() + " cannot be reached " + (proxy.isEmpty() ? "" : "through the proxy " +
			proxy + " ") + "(" + reason + "); check the network" + (proxy.isEmpty()
				? " and, if there is a proxy, Edit > Options > Proxy Settings..." : " and the proxy settings") +
			", or give the folder of a libtorch of your own (\"Use my own libtorch...\", in a macro folder=PATH).", cause);
	}

	private String proxy(final URI uri) {
		if (proxies == null) return "";
		final List<Proxy> found = proxies.select(uri);
		if (found == null || found.isEmpty() || !(found.get(0).address() instanceof InetSocketAddress address)) return "";
		return address.getHostString() + ":" + address.getPort();
	}
}
