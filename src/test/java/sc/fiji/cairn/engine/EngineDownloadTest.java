// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.Sha256;

/** Tests downloads of engines from a server on this computer that misbehaves. */
class EngineDownloadTest {

	private static final SelfTest WORKS = (engine, progress) -> new SelfTest.Outcome(true, false, "on the CPU");

	@TempDir
	Path folder;

	private final RecordingProgress progress = new RecordingProgress();
	private TestSite site;
	private EngineStore store;

	@BeforeEach
	void open() throws IOException {
		site = new TestSite();
		store = new EngineStore(folder.resolve("engines"));
	}

	@AfterEach
	void close() {
		site.close();
	}

	private EngineManager manager(final EngineSite from, final Disk disk) {
		return new EngineManager(store, from, WORKS, question -> true, () -> new Advice(Flavor.CPU, "no driver"),
			List::of, disk, 1);
	}

	private InstalledEngine install() throws IOException {
		final InstalledEngine engine = manager(site.open(), new Disk() {}).installFitting(progress).orElseThrow();
		assertWhole(engine);
		return engine;
	}

	private void assertWhole(final InstalledEngine engine) throws IOException {
		try (Stream<Path> files = Files.list(engine.folder())) {
			assertEquals(Stream.concat(Stream.of(Manifest.FILE), site.libraries.keySet().stream()).sorted().toList(), files.map(
				file -> file.getFileName().toString()).sorted().toList());
		}
		for (final var library : site.libraries.entrySet())
			assertArrayEquals(library.getValue(), Files.readAllBytes(engine.folder().resolve(library.getKey())));
		assertEquals(Optional.empty(), store.check(engine));
		assertEquals(Optional.of(engine), store.chosen());
		assertFalse(Files.exists(store.download(engine.name())));
	}

	private CairnException fails(final EngineSite from, final Disk disk) {
		final CairnException e = assertThrows(CairnException.class, () -> manager(from, disk).installFitting(progress));
		assertEquals(1, e.getMessage().lines().count());
		assertTrue(e.getMessage().endsWith("."), e.getMessage());
		assertEquals(List.of(), store.list(), "nothing half-installed");
		assertEquals(Optional.empty(), store.chosen());
		return e;
	}

	private List<String> gets(final String path) {
		return site.requests.stream().filter(request -> request.startsWith("GET " + path)).map(request -> request.substring(
			4 + path.length()).strip()).toList();
	}

	@Test
	void theUserLearnsWhatComesFromWhere() throws IOException {
		final InstalledEngine engine = install();
		final String log = String.join("\n", progress.lines());
		assertTrue(log.contains("The cpu engine fits this computer: no driver."), log);
		assertTrue(log.contains("2 files of 300.") && log.contains(site.uri().toString()) && log.contains(store.root()
			.toString()), log);
		assertTrue(log.contains(engine.name() + ", ") && log.contains("works: on the CPU"), log);
	}

	@Test
	void withoutConsentNothingIsFetched() {
		final EngineManager manager = new EngineManager(store, site.open(), WORKS, question -> false, () -> new Advice(
			Flavor.CPU, ""), List::of, new Disk() {}, 1);
		assertEquals(Optional.empty(), manager.installFitting(progress));
		assertEquals(List.of(), gets(site.big()));
		assertFalse(Files.exists(store.root()));
	}

	@Test
	void brokenConnectionsAreResumed() throws IOException {
		site.cut = 100_000;
		site.cuts = 2;
		install();
		requireResumed(2);
	}

	/** NB: how much of what was sent arrives before a cut is up to the system. */
	private void requireResumed(final int times) {
		final List<String> ranges = gets(site.big());
		assertEquals(1 + times, ranges.size(), ranges.toString());
		assertEquals("", ranges.get(0));
		int before = 0;
		for (final String range : ranges.subList(1, ranges.size())) {
			final int start = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
			assertTrue(start > before && start <= before + site.cut, ranges.toString());
			before = start;
		}
	}

	@Test
	void aServerThatCannotResumeSendsAllAgain() throws IOException {
		site.cut = 100_000;
		site.cuts = 1;
		site.ignoresRanges = true;
		install();
		requireResumed(1);
	}

	@Test
	void aServerInTroubleIsAskedAgain() throws IOException {
		site.status = 503;
		site.refusals = 3;
		install();
	}

	@Test
	void aStalledConnectionIsGivenUpAndResumedByTheNextRun() throws IOException {
		site.stalls = true;
		final Exception e = fails(new EngineSite(site.uri(), new Web(ProxySelector.of(null), Duration.ofMillis(150)),
			Checksums.NONE), new Disk() {});
		assertTrue(e.getMessage().contains("5 times in a row (no data for 0.15 s)") && e.getMessage().contains(
			"the same command again"), e.getMessage());
		site.stalls = false;
		site.requests.clear();
		install();
		final List<String> last = gets("/cpu");
		assertTrue(last.get(0).contains("bytes="), last.toString());
	}

	@Test
	void cancellingAnswersWithinASecondAndTheNextRunGoesOn() throws IOException {
		site.stalls = true;
		final long[] asked = new long[1];
		final Progress impatient = new Progress() {

			@Override
			public void stage(final String name, final long total) {
				if (name.startsWith("Downloading")) asked[0] = System.nanoTime();
			}

			@Override
			public void advance(final long done, final String status) {
				// Nobody looks.
			}

			@Override
			public void log(final String message) {
				// Nobody reads.
			}

			@Override
			public boolean isCancelled() {
				return asked[0] > 0 && System.nanoTime() - asked[0] > 300_000_000;
			}
		};
		assertThrows(CancellationException.class, () -> manager(site.open(), new Disk() {}).installFitting(impatient));
		final double seconds = (System.nanoTime() - asked[0]) / 1e9 - 0.3;
		assertTrue(seconds < 1, seconds + " s");
		assertEquals(List.of(), store.list());
		site.stalls = false;
		install();
	}

	@Test
	void aDamagedFileIsRefused() throws IOException {
		final byte[] content = site.files.get(site.big());
		content[content.length / 2] ^= 4;
		final Exception e = fails(site.open(), new Disk() {});
		assertTrue(e.getMessage().contains("stdc") && e.getMessage().contains("damaged twice"), e.getMessage());
		assertEquals(2, gets(site.big()).size());
		content[content.length / 2] ^= 4;
		install();
	}

	@Test
	void aWrongCrcIsRefused() {
		final byte[] content = site.files.get(site.big());
		content[content.length - 8] ^= 1;
		assertTrue(fails(site.open(), new Disk() {}).getMessage().contains("GZIP trailer"));
	}

	@Test
	void aWrongChecksumIsRefused() throws IOException {
		final String path = site.big().substring(1).replace(".gz", "");
		site.files.put("/sha256.txt", ("0".repeat(64) + "  " + path + "\n").getBytes());
		final Exception e = fails(site.open(), new Disk() {});
		assertTrue(e.getMessage().contains("SHA-256") && e.getMessage().contains("0".repeat(64)), e.getMessage());
		site.files.put("/sha256.txt", (Sha256.of("") + "  other\n" + sha(site.libraries.get("libstdc++.so.6")) + "  " + path)
			.getBytes());
		install();
	}

	@Test
	void whatThisCairnKnowsCountsMoreThanWhatTheServerSays() throws IOException {
		final String path = site.big().substring(1).replace(".gz", "");
		final String name = "cpu/" + Platform.current() + "/libstdc++.so.6";
		final String right = sha(site.libraries.get("libstdc++.so.6"));
		site.files.put("/sha256.txt", (right + "  " + path).getBytes());
		final Exception e = fails(site.open(new Checksums(Map.of(name, "1".repeat(64)))), new Disk() {});
		assertTrue(e.getMessage().contains("its SHA-256 is " + right + " instead of " + "1".repeat(64)), e.getMessage());
		site.files.put("/sha256.txt", ("0".repeat(64) + "  " + path).getBytes());
		assertWhole(manager(site.open(new Checksums(Map.of(name, right))), new Disk() {}).installFitting(progress)
			.orElseThrow());
	}

	private static String sha(final byte[] content) throws IOException {
		final Sha256 sum = new Sha256();
		sum.discarding().write(content);
		return sum.hex();
	}

	@Test
	void aMissingFileOrListIsNamed() {
		site.status = 404;
		site.refusals = Integer.MAX_VALUE;
		assertTrue(fails(site.open(), new Disk() {}).getMessage().contains("status 404"));
		site.files.put("/files.txt", "cpu/plan9-vax/native/lib/libtorch.so.gz".getBytes());
		assertTrue(fails(site.open(), new Disk() {}).getMessage().contains("no PyTorch cpu for " + Platform.current()));
		site.files.remove("/files.txt");
		assertTrue(fails(site.open(), new Disk() {}).getMessage().contains("files.txt"));
		site.files.put("/files.txt", ("cpu/" + Platform.current() + "/native/lib/..%2F..%2Fevil.so.gz").getBytes());
		assertTrue(fails(site.open(), new Disk() {}).getMessage().contains("no library"));
	}

	@Test
	void withoutANetworkTheServerIsNamed() throws IOException {
		final int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		final Exception e = fails(new EngineSite(URI.create("http://localhost:" + port + "/"), new Web(ProxySelector.of(
			null), Duration.ofSeconds(30)), Checksums.NONE), new Disk() {});
		assertTrue(e.getMessage().startsWith("localhost cannot be reached (") && e.getMessage().contains("check the network"),
			e.getMessage());
	}

	@Test
	void theProxyIsUsedOrNamed() throws IOException {
		// A proxy gets the whole address; this one knows the answer itself.
		final EngineSite far = new EngineSite(URI.create("http://engines.invalid/"), new Web(ProxySelector.of(site.address()),
			Duration.ofSeconds(30)), Checksums.NONE);
		assertWhole(manager(far, new Disk() {}).installFitting(progress).orElseThrow());
		manager(far, new Disk() {}).delete(Optional.empty(), progress);
		final InetSocketAddress nobody;
		try (ServerSocket free = new ServerSocket(0)) {
			nobody = new InetSocketAddress("localhost", free.getLocalPort());
		}
		final Exception e = fails(new EngineSite(URI.create("http://engines.invalid/"), new Web(ProxySelector.of(nobody),
			Duration.ofSeconds(30)), Checksums.NONE), new Disk() {});
		assertTrue(e.getMessage().contains("through the proxy localhost:" + nobody.getPort()), e.getMessage());
	}

	@Test
	void tooLittleSpaceIsNoticedBeforeTheDownload() {
		final Exception e = fails(site.open(), new Disk() {

			@Override
			public long free(final Path path) {
				return 1_000;
			}
		});
		assertTrue(e.getMessage().contains("1.0 kB are free") && e.getMessage().contains(EngineStore.PROPERTY), e
			.getMessage());
		assertEquals(List.of(), gets(site.big()));
	}

	@Test
	void aDiskThatFillsUpEndsIt() throws IOException {
		final Exception e = fails(site.open(), new Disk() {

			@Override
			public OutputStream append(final Path file) throws IOException {
				return new FilterOutputStream(Disk.super.append(file)) {

					private int left = 150_000;

					@Override
					public void write(final byte[] bytes, final int start, final int count) throws IOException {
						left -= count;
						if (left < 0) throw new IOException("No space left on device");
						out.write(bytes, start, count);
					}
				};
			}
		});
		assertTrue(e.getMessage().contains("No space left on device") && e.getMessage().contains("free some space"), e
			.getMessage());
		assertEquals(1, gets(site.big()).size(), "no use to try again");
		manager(site.open(), new Disk() {}).delete(Optional.empty(), progress);
		assertFalse(Files.exists(store.download(EngineStore.name(Flavor.CPU, Platform.current()))));
		install();
	}

	@Test
	void aChangedFileOnTheServerIsNotMixedWithTheOld() throws IOException {
		site.cut = 100_000;
		site.cuts = Integer.MAX_VALUE;
		final Disk broken = new Disk() {

			@Override
			public OutputStream append(final Path file) throws IOException {
				if (site.requests.size() > 6) throw new IOException("full");
				return Disk.super.append(file);
			}
		};
		fails(site.open(), broken);
		site.cuts = 0;
		final byte[] changed = site.libraries.get("libstdc++.so.6");
		Arrays.fill(changed, 0, 5_000, (byte) 9);
		site.put("cpu/" + Platform.current() + "/native/lib/", "libstdc++.so.6", changed);
		install();
	}

	@Test
	void anotherProcessThatInstallsIsRespected() throws IOException {
		final Path download = Files.createDirectories(store.download(EngineStore.name(Flavor.CPU, Platform.current())));
		try (var channel = FileChannel.open(download.resolve(".lock"),
			StandardOpenOption.CREATE, StandardOpenOption.WRITE); var lock = channel.lock())
		{
			assertTrue(lock.isValid());
			assertTrue(fails(site.open(), new Disk() {}).getMessage().contains("Another ImageJ is downloading"));
		}
		install();
	}

	@Test
	void whatIsInstalledIsNotDownloadedAgainUnlessDamaged() throws IOException {
		final InstalledEngine engine = install();
		site.requests.clear();
		install();
		assertEquals(List.of(), site.requests);
		final Path library = engine.folder().resolve("libstdc++.so.6");
		final byte[] content = Files.readAllBytes(library);
		content[7]++;
		Files.write(library, content);
		Files.setLastModifiedTime(library, FileTime.fromMillis(0));
		assertEquals(Optional.of("libstdc++.so.6 has another content"), store.check(engine));
		install();
		assertTrue(String.join("\n", progress.lines()).contains("has another content) and is downloaded again"));
	}

	@Test
	void anEngineThatFailsItsTestIsNotChosen() {
		final SelfTest fails = (engine, none) -> new SelfTest.Outcome(false, false, "it ended the process with status 134");
		final EngineManager manager = new EngineManager(store, site.open(), fails, question -> true, () -> new Advice(
			Flavor.CPU, ""), List::of, new Disk() {}, 1);
		final Exception e = assertThrows(CairnException.class, () -> manager.installFitting(progress));
		assertTrue(e.getMessage().contains("status 134"), e.getMessage());
		assertEquals(Optional.empty(), store.chosen());
	}
}
