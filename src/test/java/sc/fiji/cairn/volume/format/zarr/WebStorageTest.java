// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.Voxels;

class WebStorageTest {

	@TempDir
	private Path folder;

	private final VolumeIO io = TestPlugins.io();
	private final AtomicInteger asked = new AtomicInteger();
	private boolean partial = true;
	private int failing;
	private HttpServer server;

	@BeforeEach
	void serve() throws IOException {
		io.save(image(), folder.resolve("image.zarr"));
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", this::answer);
		server.start();
	}

	@AfterEach
	void stop() {
		server.stop(0);
	}

	private static Volume image() {
		return TestVolumes.floats("image", new Geometry(2, 2, 3, "micron", List.of()), 150, 90, 20, (x, y, z) -> x * y + z);
	}

	private URI address() {
		return URI.create("http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort() + "/image.zarr");
	}

	private void answer(final HttpExchange exchange) throws IOException {
		asked.incrementAndGet();
		final Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
		final String range = exchange.getRequestHeaders().getFirst("Range");
		if (failing-- > 0) exchange.sendResponseHeaders(503, -1);
		else if (!Files.isRegularFile(file)) exchange.sendResponseHeaders(404, -1);
		else {
			byte[] bytes = Files.readAllBytes(file);
			final boolean part = range != null && partial;
			if (part) bytes = part(bytes, range.substring("bytes=".length()));
			exchange.sendResponseHeaders(part ? 206 : 200, bytes.length);
			exchange.getResponseBody().write(bytes);
		}
		exchange.close();
	}

	private static byte[] part(final byte[] bytes, final String range) {
		final String[] ends = range.split("-");
		if (ends[0].isEmpty()) return Arrays.copyOfRange(bytes, bytes.length - Integer.parseInt(ends[1]), bytes.length);
		return Arrays.copyOfRange(bytes, Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1);
	}

	private void assertRead() {
		final Volume read = io.open(address(), 0);
		assertEquals("image", read.name());
		assertEquals(image().geometry(), read.geometry());
		assertArrayEquals(Voxels.floats(image().grid(0, 0)), Voxels.floats(read.grid(0, 0)));
	}

	@Test
	void anImageIsReadFromAServer() {
		assertRead();
	}

	@Test
	void aServerThatSendsWholeFilesServes() {
		partial = false;
		assertRead();
	}

	@Test
	void whatFailsForAMomentIsTriedAgain() {
		failing = 2;
		assertRead();
	}

	@Test
	void openingReadsNoVoxels() {
		io.open(address(), 0);
		assertTrue(asked.get() <= 3, () -> asked + " files were asked for");
	}

	@Test
	void whatIsNotThereIsNamed() {
		final URI other = URI.create(address() + "x");
		final CairnException e = assertThrows(CairnException.class, () -> io.open(other, 0));
		assertEquals("There is no Zarr image " + other + "; check the address.", e.getMessage());
	}
}
