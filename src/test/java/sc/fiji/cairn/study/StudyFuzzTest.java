// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.fuzz.Fuzz;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Precision;

/** Spoiled files of a study are refused in a sentence. */
class StudyFuzzTest {

	@TempDir
	Path folder;

	private static byte[] bytes(final String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Test
	void splits() throws IOException {
		Fuzz.of("splits", ".json", SplitFile::read).seed(bytes(
			"{\"train\": [\"a\", \"b\", \"c\"], \"validation\": [\"d\"], \"labelled_draws\": {\"1\": [[\"a\"], [\"c\"]], \"2\": [[\"a\", \"b\"]]}}"))
			.run(folder);
	}

	@Test
	void results() throws IOException {
		Fuzz.of("results", ".csv", Results::read).seed(bytes("method,labelled,draw,case,dice_1,dice_2,dice,hd95,unit,seconds\r\n" +
			"scratch,2,1,\"a, b\",0.5,,0.5,3.25,mm,12.5\r\nscratch,all,1,c,0.25,0.75,0.5,,mm,1\r\n")).run(folder);
	}

	@Test
	void records() throws IOException {
		final StudyOptions options = Studies.of("scratch", "1;2", 1).in(folder);
		Fuzz.of("record of a study", ".json", file -> StudyRecord.read(file, options)).seed(bytes(new StudyRecord(StudyRecord.json(
			options), new Preprocessing(16, 0.7), new Architecture(2, 1, 4, 2), Precision.FLOAT32, "PyTorch on the CPU, float32", "Cairn").text())).run(folder);
	}
}
