// Scores predicted label images against true ones, and prints the mean Dice of each class.
//
//   mvn -q -B exec:exec@macro -Dmacro=macros/evaluate.ijm \
//     -Dargs="predictions=/data/predicted labels=/data/labels output=/data/evaluation.csv"
//
// The argument is a macro line for Cairn Evaluate:
//   predictions, labels   folders; a prediction has the base name of its label image
//   ignore                value of voxels that nobody has annotated
//   unlabelledslices      ignore or background: what slices without labels are if only some have been labelled
//   output                CSV file
// Without an argument it scores what segment-folder.ijm leaves.

options = getArgument();
if (options == "") {
	options = "predictions=target/macros/predicted labels=test-images/labels output=target/macros/evaluation.csv";
}
run("Cairn Evaluate...", options);

// The scores are the results table now: cases first, then mean and sd of each class and of all.
for (row = 0; row < nResults; row++) {
	if (getResultString("case", row) == "mean") {
		print("class " + getResultString("class", row) + ": Dice " + getResultString("dice", row));
	}
}
