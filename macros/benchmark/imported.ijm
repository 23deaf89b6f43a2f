// Weights from elsewhere as a start: a small U-Net that src/bench/python/pretrained_unet.py has trained in PyTorch to find the whole
// hippocampus is imported and fine-tuned to tell its two parts apart, with one labelled volume; beside it Cairn's own network of
// the same size from scratch. Slices are seen at half the resolution, and trainings are short.
//
//   python src/bench/python/pretrained_unet.py /data target/imported/organ.pth
//   mvn -q -B exec:exec@macro -Dmacro=macros/benchmark/imported.ijm -Dargs="/data;target/imported;60;3"
//
// Arguments, joined by semicolons: the folder of hippocampus (see hippocampus.ijm), one for the results, which holds the weights, the
// number of steps, and that of draws, up to 3. Of each training it prints the mean Dice of the 40 test volumes; stopped, it goes
// on where it was.

arguments = split(getArgument(), ";");
if (arguments.length < 4) exit("Give four arguments: the folder of the data sets, a folder for the results, steps and draws.");
data = arguments[0] + "/hippocampus";
out = arguments[1];
steps = arguments[2];
draws = newArray("hippocampus_227", "hippocampus_107", "hippocampus_274");
starts = newArray("imported", "scratch");

// The names between "validation" and the bracket that closes its list.
splits = File.openAsString(data + "/splits.json");
splits = substring(splits, indexOf(splits, "\"validation\"") + 13);
test = split(replace(substring(splits, 0, indexOf(splits, "]")), "[^0-9_a-z]+", ";"), ";");
File.makeDirectory(out + "/test");
for (i = 0; i < test.length; i++) if (test[i] != "" && !File.exists(out + "/test/" + test[i] + ".nii.gz"))
	File.copy(data + "/imagesTr/" + test[i] + ".nii.gz", out + "/test/" + test[i] + ".nii.gz");

run("Cairn Import Model...", "weights=[" + out + "/organ.pth] size=32 spacing=2 model=[" + out + "/organ.cairn] overwrite=true");
for (d = 0; d < parseInt(arguments[3]); d++) for (s = 0; s < starts.length; s++) {
	name = out + "/" + starts[s] + "-" + steps + "-" + (d + 1);
	if (!File.exists(name + ".csv")) {
		start = "width=8 levels=4 size=32 spacing=2";
		if (starts[s] == "imported") start = "pretrained=[" + out + "/organ.cairn]";
		run("Cairn Fine-tune...", "images=[" + data + "/imagesTr] labels=[" + data + "/labelsTr] cases=" + draws[d] + " " + start +
			" iterations=" + steps + " batch=16 rate=0.003 rotation=20 scaling=0.35 shift=0.1 bending=0.04 dimensions=2" +
			" precision=float32 seed=1 names=[anterior;posterior] model=[" + name + ".cairn] overwrite=true");
		run("Cairn Segment Folder...", "images=[" + out + "/test] model=[" + name + ".cairn] output=[" + name + "] overwrite=true");
		run("Cairn Evaluate...", "predictions=[" + name + "] labels=[" + data + "/labelsTr] output=[" + name +
			".csv] overwrite=true");
		for (row = 0; row < nResults; row++) if (getResultString("case", row) == "mean" && getResultString("class", row) == "all")
			print(starts[s] + ", " + steps + " steps, draw " + (d + 1) + ": " + getResultString("dice", row));
	}
}
