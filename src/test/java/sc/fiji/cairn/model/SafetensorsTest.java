// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.torch.HostArray;

class SafetensorsTest {

	private static Map<String, HostArray> arrays() {
		final Map<String, HostArray> arrays = new LinkedHashMap<>();
		arrays.put("b.kernel", new HostArray(new long[] { 2, 3 }, new float[] { 1, -2, 3.5f, Float.NaN, -0f, 1e-40f }));
		arrays.put("a", new HostArray(new long[0], new float[] { 7 }));
		arrays.put("empty", new HostArray(new long[] { 0, 4 }, new float[0]));
		return arrays;
	}

	private static byte[] file(final String header, final int values) {
		final byte[] text = header.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(8 + text.length + 4 * values).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(
			text).array();
	}

	private static void assertBroken(final byte[] bytes) {
		final CairnException e = assertThrows(CairnException.class, () -> Safetensors.parse(bytes, "net.bin"));
		assertTrue(e.getMessage().contains("net.bin") && e.getMessage().contains("broken or cut short"), e.getMessage());
	}

	@Test
	void theLayoutIsThatOfTheFormat() throws IOException {
		final byte[] bytes = Safetensors.toBytes(arrays());
		final ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		final int length = Math.toIntExact(file.getLong());
		assertEquals(0, (8 + length) % 8, "values should begin at a multiple of 8");
		final String text = new String(bytes, 8, length, StandardCharsets.UTF_8);
		assertTrue(text.startsWith("{"), text);
		final JsonObject header = JsonParser.parseString(text).getAsJsonObject();
		assertEquals(JsonParser.parseString("{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}"), header.get(
			"b.kernel"));
		assertEquals(JsonParser.parseString("{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[24,28]}"), header.get("a"));
		assertEquals(8 + length + 28, bytes.length);
		assertEquals(3.5f, file.getFloat(8 + length + 8));
		assertEquals(7, file.getFloat(8 + length + 24));
	}

	@Test
	void arraysAndFactsComeBackBitForBit(@TempDir final Path folder) {
		final Path file = folder.resolve("a.safetensors");
		Safetensors.write(file, arrays(), Map.of("step", "3", "run", "a=1\nb=\"2\""));
		final Safetensors.Content read = Safetensors.read(file);
		assertEquals(arrays(), read.arrays());
		assertArrayEquals(arrays().keySet().toArray(), read.arrays().keySet().toArray());
		assertEquals(Map.of("step", "3", "run", "a=1\nb=\"2\""), read.facts());
	}

	@Test
	void aFileThatIsNotThereIsNamed(@TempDir final Path folder) {
		final Path file = folder.resolve("gone");
		assertTrue(assertThrows(CairnException.class, () -> Safetensors.read(file)).getMessage().contains(file.toString()));
	}

	@Test
	void cutShortAnywhereItIsRefused() throws IOException {
		final byte[] whole = Safetensors.toBytes(arrays());
		for (int length = 0; length < whole.length; length++)
			assertBroken(Arrays.copyOf(whole, length));
	}

	@Test
	void noiseIsRefused(@TempDir final Path folder) throws IOException {
		final Random random = new Random(3);
		for (int i = 0; i < 200; i++) {
			final byte[] noise = new byte[i];
			random.nextBytes(noise);
			assertBroken(noise);
		}
		Files.writeString(folder.resolve("a.txt"), "a text that is no such file at all");
		assertThrows(CairnException.class, () -> Safetensors.read(folder.resolve("a.txt")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "3", "{\"a\":3}", "{\"a\":{}}", "{\"a\":{\"dtype\":\"F32\",\"shape\":3,\"data_offsets\":[0,4]}}",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":4}}",
		"{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,2]}}",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[\"x\"],\"data_offsets\":[0,4]}}",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[500000000],\"data_offsets\":[0,2000000000]}}",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4294967296,4294967300]}}", "{\"__metadata__\":{\"a\":{}}}" })
	void aHeaderThatDoesNotFitIsRefused(final String header) {
		assertBroken(file(header, 1));
	}
}
