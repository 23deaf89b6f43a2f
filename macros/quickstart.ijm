// From unlabelled volumes to segmented ones, on the phantoms of test-images; takes a few minutes.
//
//   mvn -q -B compile exec:exec@quickstart
//
// Two networks learn from the same two labelled volumes: one starts from a pretrained model, the other from scratch.
// Both segment the same six volumes, which neither has seen. The models, label images, scores and a figure are left in
// target/quickstart, or in the folder that the argument names.

data = "test-images";
out = "target/quickstart";
if (getArgument() != "") out = getArgument();

// What both trainings have in common.
training = " images=" + data + "/images labels=" + data + "/labels cases=train-1;train-2" +
	" names=chamber;wall;crescent iterations=300 batch=16 seed=1";

print("1. Pretraining on unlabelled volumes");
run("Cairn Pretrain...", "images=" + data + "/unlabelled method=global strategy=gd partitions=4 temperature=0.1" +
	" width=16 levels=4 iterations=800 batch=32 seed=1 model=[" + out + "/pretrained.cairn]");

print("2. Fine-tuning on two labelled volumes");
run("Cairn Fine-tune...", "pretrained=[" + out + "/pretrained.cairn] model=[" + out + "/from-pretrained.cairn]" + training);

print("3. The same from scratch, for comparison");
run("Cairn Fine-tune...", "model=[" + out + "/from-scratch.cairn] width=16 levels=4" + training);

print("4. Segmenting and scoring the test volumes");
pretrained = score("from-pretrained", "evaluation.csv");
scratch = score("from-scratch", "evaluation-from-scratch.csv");

run("Cairn Overview...", "images=" + data + "/images labels=" + data + "/labels predictions=[" + out +
	"/from-pretrained;" + out + "/from-scratch] models=[" + out + "/pretrained.cairn;" + out +
	"/from-pretrained.cairn;" + out + "/from-scratch.cairn] output=[" + out + "/overview.png]");

// Mean Dice over the six test volumes; the last line is the mean over the classes.
classes = newArray("chamber", "wall", "crescent", "mean");
print("");
print(pad("mean Dice", 12) + pad("pretrained", 12) + "from scratch");
for (i = 0; i < classes.length; i++) {
	print(pad(classes[i], 12) + pad(d2s(pretrained[i], 3), 12) + d2s(scratch[i], 3));
}
print("Everything is in " + out + "; start with overview.png.");

// Segments the test volumes with a model and scores them; returns the mean Dice of each class and of all.
function score(model, table) {
	run("Cairn Segment Folder...", "images=" + data + "/images include=test-* model=[" + out + "/" + model +
		".cairn] output=[" + out + "/" + model + "]");
	run("Cairn Evaluate...", "predictions=[" + out + "/" + model + "] labels=" + data + "/labels output=[" + out +
		"/" + table + "]");
	dice = newArray(0);
	for (row = 0; row < nResults; row++) {
		if (getResultString("case", row) == "mean") dice = Array.concat(dice, getResult("dice", row));
	}
	return dice;
}

function pad(text, width) {
	while (lengthOf(text) < width) text += " ";
	return text;
}
