// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;

import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.Json;

/** By what an interrupted training is known again. */
class CourseTest {

	@TempDir
	private Path folder;

	private FineTunes saved(final String place) throws IOException {
		for (final String name : List.of("a", "b"))
			FineTunes.stripes(folder.resolve(place), name);
		return FineTunes.in(folder.resolve(place));
	}

	private static JsonObject course(final FineTuneOptions options) {
		return Json.course(options);
	}

	@Test
	void whatATrainingComesToIsDecidedByItsOptionsButNotByPlaces() throws IOException {
		final FineTunes here = saved("here");
		final JsonObject course = course(here.options());
		assertEquals(course, course(saved("there").to("other.cairn", true).options()), "cases are known by their names");
		assertNotEquals(course, course(here.steps(9, 3e-3).options()));
		assertNotEquals(course, course(here.cases("a").options()));
		assertNotEquals(course, course(here.validation("b").options()));
		assertNotEquals(course, course(here.from(Path.of("start.cairn")).options()));
		assertNotEquals(course, course(here.options(new FewLabels(TestCases.images(folder.resolve("here/images")), 0, Teaching.MEAN_TEACHER,
			SelfTraining.NONE))));
		assertEquals("[\"a\",\"b\"]", course.getAsJsonObject("cases").get("training").toString());
		for (final String key : List.of("model", "resume", "device", "precision"))
			assertEquals(false, course.getAsJsonObject("run").has(key), key);
	}
}
