// Scores predicted label images against true ones, and prints the mean Dice of each class.
//
//   ./cairn macro macros/evaluate.ijm \
//     "predictions=/data/predicted labels=/data/labels output=/data/evaluation.csv"
//
// The argument is a macro line for Cairn Evaluate:
//   predictions, labels   folders; a prediction has the base name of its label image
//   ignore                value of voxels that nobody has annotated
//   unlabelledslices      ignore or background: what slices without labels are if only some have been labelled
//   output                CSV file
//   overwrite             true to replace a file of that name
// Without an argument it scores what segment-folder.ijm leaves: run that, and finetune.ijm before it.

options = getArgument();
if (options == "") {
	if (!File.exists("target/macros/predicted")) exit("target/macros/predicted is missing; run macros/segment-folder.ijm first.");
	options = "predictions=target/macros/predicted labels=test-images/labels output=target/macros/evaluation.csv" +
		" overwrite=true";
}
run("Cairn Evaluate...", options);

// The scores are the results table now: cases first, then mean and sd of each class and of all.
for (row = 0; row < nResults; row++) {
	if (getResultString("case", row) == "mean") {
		print("class " + getResultString("class", row) + ": Dice " + getResultString("dice", row));
	}
}
