// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import ij.plugin.frame.Recorder;

/** Tests what {@link Recording} records. */
class RecordingTest {

	@Test
	void whatIsRecordedIsReadBack() {
		final Map<String, String> texts = new LinkedHashMap<>();
		texts.put("images", "/data/one folder;/data/two");
		texts.put("include", "");
		texts.put("iterations", "200");
		texts.put("flag", "false");
		texts.put("output", "/data/x.csv");
		Recorder.resetCommandOptions();
		Recording.record(texts);
		try {
			assertEquals(texts, MacroOptions.split(Recorder.getCommandOptions()));
		}
		finally {
			Recorder.resetCommandOptions();
		}
	}
}
