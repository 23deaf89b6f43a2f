// From unlabelled volumes to segmented ones, on the phantoms of test-images/scanners; takes about two minutes.
//
//   ./cairn macro macros/quickstart.ijm
//
// As in practice, volumes come from four scanners that differ in contrast, noise, voxels and in whom they see, and one
// volume, of scanner A, has labels. Two networks learn from it in the same number of steps: one starts from nothing, the
// other from a pretraining on 16 unlabelled volumes of all scanners. Both segment the same eight volumes, which neither has
// seen. Models, label images, scores and a figure are left in target/quickstart, or in the folder that the argument names.
// Nothing has to run before.
// test-images/README.md says how all numbers here were chosen, and how much results vary.

data = "test-images/scanners";
out = "target/quickstart";
if (getArgument() != "") out = getArgument();
names = newArray("scratch", "pretrained");
titles = newArray("from scratch", "pretrained");
scanners = newArray("a", "b", "c", "d");

// What all trainings have in common.
training = " images=" + data + "/images labels=" + data + "/labels cases=train names=chamber;wall;crescent" +
	" iterations=250 batch=16 precision=float32 seed=1 overwrite=true";
pretrained = "[" + out + "/model-of-unlabelled.cairn]";

print("1. Pretraining on 16 unlabelled volumes");
run("Cairn Pretrain...", "images=" + data + "/unlabelled method=global-local width=8 levels=4 iterations=200 batch=32" +
	" precision=float32 seed=1 overwrite=true model=" + pretrained);

print("2. Training on one labelled volume: from scratch");
run("Cairn Fine-tune...", "width=8 levels=4 model=[" + out + "/scratch.cairn]" + training);

print("3. The same after pretraining");
run("Cairn Fine-tune...", "pretrained=" + pretrained + " model=[" + out + "/pretrained.cairn]" + training);

print("4. Segmenting and scoring eight other volumes");
dice = newArray(0);
for (i = 0; i < names.length; i++) {
	scores = score(names[i]);
	dice = Array.concat(dice, scores);
}

run("Cairn Overview...", "images=" + data + "/images labels=" + data + "/labels predictions=[" + out + "/scratch;" + out +
	"/pretrained] models=[" + out + "/model-of-unlabelled.cairn;" + out + "/scratch.cairn;" + out +
	"/pretrained.cairn] overwrite=true output=[" + out + "/overview.png]");

// Mean Dice over the classes and the volumes of each scanner, and over all.
print("");
line = "" + pad("mean Dice", 24);
for (i = 0; i < titles.length; i++) line = line + pad(titles[i], 18);
print(line);
columns = scanners.length + 1;
for (row = 0; row < columns; row++) {
	if (row == scanners.length) line = "all";
	else line = "scanner " + toUpperCase(scanners[row]);
	if (row == 0) line += " (the labels)";
	line = "" + pad(line, 24);
	for (i = 0; i < names.length; i++) line = line + pad(d2s(dice[i * columns + row], 3), 18);
	print(line);
}
gain = 100 * (dice[columns + scanners.length] - dice[scanners.length]);
word = "gained";
if (gain < 0) word = "cost";
print("With one labelled volume and the same steps, pretraining on unlabelled ones " + word + " " + d2s(abs(gain), 1) +
	" points of Dice in this run; test-images/README.md has other seeds, which differ.");
print("Everything is in " + out + "; start with overview.png.");

// Segments the test volumes with a model and scores them; returns the mean Dice of each scanner and of all.
function score(name) {
	run("Cairn Segment Folder...", "images=" + data + "/images include=test-* model=[" + out + "/" + name +
		".cairn] overwrite=true output=[" + out + "/" + name + "]");
	run("Cairn Evaluate...", "predictions=[" + out + "/" + name + "] labels=" + data + "/labels overwrite=true output=[" + out +
		"/" + name + ".csv]");
	sums = newArray(scanners.length + 1);
	counts = newArray(scanners.length + 1);
	for (row = 0; row < nResults; row++) {
		volume = getResultString("case", row);
		for (s = 0; s < scanners.length; s++) {
			if (startsWith(volume, "test-" + scanners[s])) {
				sums[s] += getResult("dice", row);
				counts[s] += 1;
				sums[scanners.length] += getResult("dice", row);
				counts[scanners.length] += 1;
			}
		}
	}
	for (s = 0; s < sums.length; s++) sums[s] /= counts[s];
	return sums;
}

function pad(text, width) {
	while (lengthOf(text) < width) text += " ";
	return text;
}
