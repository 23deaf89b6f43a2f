// Weights from elsewhere as a start: small U-Nets that src/bench/python/pretrained_unet.py has trained in PyTorch are imported and
// fine-tuned with one labelled volume of the hippocampus, three draws; beside them the same network untrained, and Cairn's own
// from scratch. Slices are seen at half the resolution, and trainings are short: some ten minutes on one core.
//
//   for what in organ nothing; do python src/bench/python/pretrained_unet.py /data target/imported/$what.pth $what; done
//   mvn -q -B exec:exec@macro -Dmacro=macros/benchmark/imported.ijm -Dargs="/data;target/imported"
//
// Arguments, joined by a semicolon: the folder of hippocampus and acdc (see hippocampus.ijm), and one for the results, which holds
// the weights. A third one is the numbers of steps, such as 50,150. It prints the mean Dice of the 40 test volumes of each training;
// stopped, it goes on where it was.

arguments = split(getArgument(), ";");
if (arguments.length < 2) exit("Give two arguments: the folder of the data sets and a folder for the results.");
data = arguments[0] + "/hippocampus";
out = arguments[1];
draws = newArray("hippocampus_227", "hippocampus_107", "hippocampus_274");
starts = newArray("organ", "nothing", "scratch");
steps = newArray("150");
if (arguments.length > 2) steps = split(arguments[2], ",");

// The names between "validation" and the bracket that closes its list.
splits = File.openAsString(data + "/splits.json");
splits = substring(splits, indexOf(splits, "\"validation\"") + 13);
test = split(replace(substring(splits, 0, indexOf(splits, "]")), "[^0-9_a-z]+", ";"), ";");
File.makeDirectory(out + "/test");
for (i = 0; i < test.length; i++) if (test[i] != "" && !File.exists(out + "/test/" + test[i] + ".nii.gz"))
	File.copy(data + "/imagesTr/" + test[i] + ".nii.gz", out + "/test/" + test[i] + ".nii.gz");
for (s = 0; s < starts.length; s++) {
	if (starts[s] != "scratch") run("Cairn Import Model...", "weights=[" + out + "/" + starts[s] + ".pth] size=32 spacing=2 model=[" +
		out + "/" + starts[s] + ".cairn] overwrite=true");
	for (n = 0; n < steps.length; n++) for (d = 0; d < draws.length; d++) if (!File.exists(out + "/" + starts[s] + "-" + steps[n] + "-" + d + ".csv")) {
		name = out + "/" + starts[s] + "-" + steps[n] + "-" + d;
		if (starts[s] == "scratch") start = "width=8 levels=4 size=32 spacing=2";
		else start = "pretrained=[" + out + "/" + starts[s] + ".cairn]";
		run("Cairn Fine-tune...", "images=[" + data + "/imagesTr] labels=[" + data + "/labelsTr] cases=" + draws[d] + " " + start +
			" iterations=" + steps[n] + " batch=16 rate=0.003 rotation=20 scaling=0.35 shift=0.1 bending=0.04 dimensions=2" +
			" precision=float32 seed=1 names=[anterior;posterior] model=[" + name + ".cairn] overwrite=true");
		run("Cairn Segment Folder...", "images=[" + out + "/test] model=[" + name + ".cairn] output=[" + name + "] overwrite=true");
		run("Cairn Evaluate...", "predictions=[" + name + "] labels=[" + data + "/labelsTr] output=[" + name +
			".csv] overwrite=true");
		for (row = 0; row < nResults; row++) if (getResultString("case", row) == "mean" && getResultString("class", row) == "mean")
			print(starts[s] + ", " + steps[n] + " steps, draw " + (d + 1) + ": " + getResultString("dice", row));
	}
}
