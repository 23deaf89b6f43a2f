// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A web server on this computer that offers a small engine and misbehaves as told. */
final class TestSite implements AutoCloseable {

	private static final int BIG = 300_000;

	/** What went over the line: method, path, and from which byte on. */
	final List<String> requests = new CopyOnWriteArrayList<>();
	final Map<String, byte[]> files = new LinkedHashMap<>();
	final Map<String, byte[]> libraries = new LinkedHashMap<>();

	/** Bytes after which a connection breaks. */
	volatile int cut = Integer.MAX_VALUE;
	/** How often it breaks before all goes well. */
	volatile int cuts;
	/** Status to answer downloads with, 0 for the right one. */
	volatile int status;
	/** How often to answer so. */
	volatile int refusals;
	/** To stop sending in the midst of each file. */
	volatile boolean stalls;
	/** To answer all requests with the whole file. */
	volatile boolean ignoresRanges;

	private final HttpServer server;

	TestSite() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(Executors.newCachedThreadPool(task -> {
			final Thread thread = new Thread(task);
			thread.setDaemon(true);
			return thread;
		}));
		server.createContext("/", this::answer);
		server.start();
		final Platform platform = Platform.current();
		final byte[] noise = new byte[BIG];
		new Random(1).nextBytes(noise);
		put("cpu/" + platform + "/native/lib/", platform.library("torch"), new byte[] { 1, 2, 3 });
		put("cpu/" + platform + "/native/lib/", "libstdc++.so.6", noise);
		list();
	}

	/** Adds a library. */
	void put(final String folder, final String name, final byte[] content) throws IOException {
		libraries.put(name, content);
		files.put("/" + folder + name.replace("+", "%2B") + ".gz", gzip(content));
	}

	/** Writes the list of the libraries as it should be. */
	void list() {
		final List<String> lines = files.keySet().stream().filter(name -> name.endsWith(".gz")).map(name -> name.substring(1))
			.toList();
		files.put("/files.txt", String.join("\n", lines).getBytes());
	}

	static byte[] gzip(final byte[] content) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream out = new GZIPOutputStream(bytes)) {
			out.write(content);
		}
		return bytes.toByteArray();
	}

	/** The address of the larger file. */
	String big() {
		return files.keySet().stream().filter(name -> name.contains("stdc")).findFirst().orElseThrow();
	}

	URI uri() {
		return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort() +
			"/");
	}

	InetSocketAddress address() {
		return server.getAddress();
	}

	/** Opens it directly, with patience, for the machine may be busy. */
	EngineSite open() {
		return open(Checksums.NONE);
	}

	/** As {@link #open()}, with checksums that are known beforehand. */
	EngineSite open(final Checksums pinned) {
		return new EngineSite(uri(), new Web(ProxySelector.of(null), Duration.ofSeconds(30)), pinned);
	}

	private void answer(final HttpExchange exchange) throws IOException {
		try (exchange) {
			final String path = exchange.getRequestURI().getRawPath();
			final String range = exchange.getRequestHeaders().getFirst("Range");
			requests.add(exchange.getRequestMethod() + " " + path + (range == null ? "" : " " + range));
			final byte[] content = files.get(path);
			final boolean head = exchange.getRequestMethod().equals("HEAD");
			if (content == null) {
				exchange.sendResponseHeaders(404, -1);
				return;
			}
			exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(content) + "\"");
			if (head) {
				exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
				exchange.sendResponseHeaders(200, -1);
				return;
			}
			if (path.endsWith(".gz") && refusals > 0) {
				refusals--;
				exchange.sendResponseHeaders(status, -1);
				return;
			}
			int start = 0;
			if (range != null && !ignoresRanges) {
				start = Integer.parseInt(range.replaceAll("\\D", ""));
				exchange.getResponseHeaders().set("Content-Range", "bytes " + start + "-" + (content.length - 1) + "/" +
					content.length);
			}
			exchange.sendResponseHeaders(start > 0 ? 206 : 200, content.length - start);
			send(exchange.getResponseBody(), content, start, stalls && path.endsWith(".gz"));
		}
	}

	private void send(final OutputStream out, final byte[] content, final int start, final boolean stall)
		throws IOException
	{
		int count = content.length - start;
		if (stall) count = start > 0 ? 0 : count / 2;
		else if (cuts > 0 && count > cut) {
			cuts--;
			count = cut;
		}
		out.write(content, start, count);
		out.flush();
		if (!stall) return;
		try {
			Thread.sleep(20_000);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		server.stop(0);
	}
}
