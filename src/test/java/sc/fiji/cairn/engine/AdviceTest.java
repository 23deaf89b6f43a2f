// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what is made of the driver. */
class AdviceTest {

	private static final Platform LINUX = new Platform("linux-x86_64");
	private static final Platform WINDOWS = new Platform("win-x86_64");
	private static final Path NONE = Path.of("no-such-file");

	@TempDir
	Path folder;

	@Test
	void theDriverTellsItsGpus() {
		final Optional<NvidiaDriver> driver = NvidiaDriver.detect(LINUX, command -> Optional.of(
			"570.124.06, NVIDIA H200, 9.0\n570.124.06, Quadro P400, 6.1\n"), NONE);
		assertEquals(new NvidiaDriver("570.124.06", List.of(new NvidiaDriver.Gpu("NVIDIA H200", "9.0"),
			new NvidiaDriver.Gpu("Quadro P400", "6.1"))), driver.orElseThrow());
		assertEquals("NVIDIA H200 and Quadro P400 with driver 570.124.06", driver.get().toString());
	}

	@Test
	void anOldDriverIsAskedForLess() {
		final List<String> asked = new ArrayList<>();
		final NvidiaDriver driver = NvidiaDriver.detect(WINDOWS, command -> {
			asked.addAll(command.subList(0, 2));
			return command.get(1).contains("compute_cap") ? Optional.empty() : Optional.of("470.14, GeForce GTX 780\r\n");
		}, NONE).orElseThrow();
		assertEquals(new NvidiaDriver.Gpu("GeForce GTX 780", ""), driver.gpus().get(0));
		assertTrue(asked.get(2).endsWith("nvidia-smi.exe"), asked.toString());
	}

	@Test
	void withoutTheToolTheKernelModuleTells() throws IOException {
		for (final String text : List.of("NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01  Sun May 12 2024",
			"NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  535.183.01  Release Build"))
		{
			final Path module = Files.writeString(folder.resolve("version"), text + "\nGCC version:  gcc version 12.2.0\n");
			assertEquals(Optional.of(new NvidiaDriver("535.183.01", List.of())), NvidiaDriver.detect(LINUX, command -> Optional
				.empty(), module));
		}
		assertEquals(Optional.empty(), NvidiaDriver.detect(LINUX, command -> Optional.of(
			"NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver."), NONE));
	}

	@Test
	void aMacIsNotAsked() {
		assertEquals(Optional.empty(), NvidiaDriver.detect(new Platform("osx-aarch64"), command -> {
			throw new AssertionError(command);
		}, NONE));
		assertEquals(Flavor.CPU, Advice.of(new Platform("osx-aarch64"), Optional.empty()).flavor());
	}

	@ParameterizedTest
	@CsvSource({ //
		"linux-x86_64, 570.124.06, 9.0, CU128, was found", //
		"linux-x86_64, 525.60.13, 7.5, CU128, was found", //
		"linux-x86_64, 525.60.13, '', CU128, was found", //
		"linux-x86_64, 1000.1, 12.0, CU128, was found", //
		"linux-x86_64, 520.61.05, 8.6, CPU, 525.60 or newer; update it", //
		"win-x86_64, 528.24, 8.6, CPU, 528.33 or newer; update it", //
		"win-x86_64, 528.33, 8.6, CU128, was found", //
		"linux-x86_64, 570.124.06, 6.1, CPU, older than the GPU build supports", //
		"linux-aarch64, 570.124.06, 9.0, CPU, no GPU build for linux-aarch64" })
	void theFlavorFitsTheDriver(final String platform, final String version, final String capability, final Flavor flavor,
		final String reason)
	{
		final Advice advice = Advice.of(new Platform(platform), Optional.of(new NvidiaDriver(version, List.of(
			new NvidiaDriver.Gpu("Card", capability)))));
		assertEquals(flavor, advice.flavor());
		assertTrue(advice.reason().contains(reason), advice.reason());
	}

	@Test
	void platformsAreSpeltAsTheFilesAre() {
		assertEquals("linux-x86_64", Platform.of("Linux", "amd64").name());
		assertEquals("osx-aarch64", Platform.of("Mac OS X", "aarch64").name());
		assertEquals("win-x86_64", Platform.of("Windows 11", "amd64").name());
		assertEquals("torch.dll", Platform.of("Windows 11", "amd64").library("torch"));
		assertEquals("libtorch.dylib", new Platform("osx-aarch64").library("torch"));
	}

	@Test
	void aProgramThatIsNotThereTellsNothing() {
		assertEquals(Optional.empty(), Programs.output(List.of("no-such-program-anywhere")));
	}
}
