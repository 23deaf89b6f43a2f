// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@link Wording}. */
class WordingTest {

	private final Wording wording = new Wording(Map.of("images", "Folder of images", "labels", "Folder of labels", "model",
		"Model to write", "iterations", "Iterations", "rounds", "Rounds", "dimensions", "Dimensions", "output",
		"Folder for the results"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', value = { //
		"The parameter images is empty; name a folder of images.|\"Folder of images\" is empty; name a folder of images.", //
		"The folder nowhere given as \"labels\" does not exist; check its name.|" +
			"The folder nowhere given as \"Folder of labels\" does not exist; check its name.", //
		"No file is given as \"model\"; name one.|No file is given as \"Model to write\"; name one.", //
		"The key \"iterations\" is a whole number, not \"many\".|\"Iterations\" is a whole number, not \"many\".", //
		"Choose another folder as output.|Choose another folder as \"Folder for the results\".", //
		"It sees slices; set dimensions=2, or leave out the model.|" +
			"It sees slices; set \"Dimensions\" = 2, or leave out the model.", //
		"It ends early; set rounds=0.|It ends early; set \"Rounds\" = 0.", //
		"Lower the parameter confidence, as others do.|Lower the parameter confidence, as others do.", //
		"The case 'images' is as labels say, at a=b.|The case 'images' is as labels say, at a=b." })
	void messagesNameTheFieldsAsTheDialogDoes(final String message, final String words) {
		assertEquals(words, wording.of(message));
		assertEquals(Map.of("rounds", words), wording.of(Map.of("rounds", message)));
	}
}
