// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A folder of a web server, which is read only. What fails for the moment is tried again. */
final class WebStorage implements Storage {

	private static final Duration CONNECT = Duration.ofSeconds(20);
	private static final Duration ANSWER = Duration.ofMinutes(2);
	private static final int TRIES = 4;
	private static final long FIRST_PAUSE = 200;

	private final URI folder;
	private final HttpClient client;

	/** Reads from a folder of a server. */
	WebStorage(final URI folder) {
		this(folder, HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NORMAL).build());
	}

	private WebStorage(final URI folder, final HttpClient client) {
		this.folder = URI.create(folder.toString().replaceFirst("/*$", "/"));
		this.client = client;
	}

	@Override
	public Optional<byte[]> read(final String key) throws IOException {
		return get(HttpRequest.newBuilder(folder.resolve(key))).map(HttpResponse::body);
	}

	@Override
	public Optional<byte[]> read(final String key, final long from, final int length) throws IOException {
		final String range = from < 0 ? "bytes=" + from : "bytes=" + from + "-" + (from + length - 1);
		final Optional<HttpResponse<byte[]>> answer = get(HttpRequest.newBuilder(folder.resolve(key)).header("Range", range));
		if (answer.isEmpty()) return Optional.empty();
		final byte[] body = answer.get().body();
		// NB: a server may ignore that a part is asked for, and send all.
		final boolean whole = answer.get().statusCode() == 200;
		final long start = !whole ? 0 : from < 0 ? body.length + from : from;
		if (start < 0 || start + length > body.length) throw new EOFException("it is cut short");
		return Optional.of(start == 0 && body.length == length ? body : Arrays.copyOfRange(body, (int) start, (int) start + length));
	}

	private Optional<HttpResponse<byte[]>> get(final HttpRequest.Builder builder) throws IOException {
		final HttpRequest request = builder.timeout(ANSWER).build();
		for (int attempt = 1;; attempt++) {
			try {
				final HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
				final int status = answer.statusCode();
				if (status == 200 || status == 206) return Optional.of(answer);
				// NB: some stores forbid what they do not have.
				if (status == 404 || status == 403) return Optional.empty();
				if (status < 500 && status != 429 || attempt == TRIES) throw new IOException("the server answers " + status);
			}
			catch (final IOException e) {
				if (attempt == TRIES || e.getMessage() != null && e.getMessage().startsWith("the server answers")) throw e;
			}
			catch (final InterruptedException e) {
				throw interrupted();
			}
			pause(FIRST_PAUSE << attempt);
		}
	}

	private static void pause(final long milliseconds) throws IOException {
		try {
			Thread.sleep(milliseconds);
		}
		catch (final InterruptedException e) {
			throw interrupted();
		}
	}

	private static IOException interrupted() {
		Thread.currentThread().interrupt();
		return new InterruptedIOException("interrupted");
	}

	@Override
	public Storage at(final String path) {
		return new WebStorage(folder.resolve(path + "/"), client);
	}

	@Override
	public String name() {
		return folder.toString().replaceFirst("/$", "");
	}
}
