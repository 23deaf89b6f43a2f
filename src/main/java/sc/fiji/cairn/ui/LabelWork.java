// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.util.List;
import java.util.function.Consumer;

import sc.fiji.cairn.suggest.LabelRound;
import sc.fiji.cairn.suggest.Suggestion;

/** What the window of labelling rounds lets be done; all of it in a thread of its own, one after the other. */
public interface LabelWork {

	/** Says what to label next. */
	List<Suggestion> suggest();

	/** Shows the slice of a suggestion in its image, for somebody to draw on. */
	void open(Suggestion one);

	/** Shows what the model finds in the image, to be corrected. */
	void predict(Suggestion one);

	/**
	 * Takes what was drawn, or corrected, as the labels of the slice.
	 *
	 * @param blank whether there is nothing on it
	 */
	void take(Suggestion one, boolean blank);

	/** Learns from what was taken. */
	void train();

	/** Gets the rounds so far. */
	List<LabelRound> history();

	/** Tells whether there is a model to predict with. */
	boolean hasModel();

	/** Tells whether another round is not worth it. */
	boolean isEnough();

	/** Tells what is going on in one line, from now on. */
	void listen(Consumer<String> listener);

	/** Returns the number of slices whose labels no training has learnt from. */
	int pending();

	/** Says what is drawn, or corrected, and has not been taken; empty if nothing is. */
	String untaken();

	/** Keeps the labels that were taken, for another time. */
	void save();

	/** Ends what is going on as soon as that can be. */
	void cancel();
}
