// Lists the cases of a data set, and prints what is wrong with them.
//
//   ./cairn macro macros/check-data.ijm "images=/data/scans labels=/data/labels"
//
// The argument is a macro line for Cairn Check Data:
//   images           folders of volumes, joined by semicolons
//   labels           folder of label images; a label image has the base name of its image
//   ignore           value of voxels that nobody has annotated
//   channel, frame   numbers of the channel and the time point to look at, from 1
//   output           CSV file for the table
// Without an argument it looks at the phantoms; nothing has to run before.

options = getArgument();
if (options == "") {
	options = "images=test-images/images labels=test-images/labels";
}
run("Cairn Check Data...", options);

// The cases are the results table now.
for (row = 0; row < nResults; row++) {
	problem = getResultString("problem", row);
	if (problem != "") print(getResultString("case", row) + ": " + problem);
}
