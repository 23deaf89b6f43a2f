// A 2D and a 3D network on nuclei of mouse embryos (BBBC050, https://bbbc.broadinstitute.org/BBBC050), trained on six
// embryos and scored on three others, by the Dice coefficient of foreground.
//
//   mvn -q -B exec:exec@macro -Dmacro=macros/benchmark/nuclei-3d.ijm -Dargs="/data;target/nuclei-3d"
//
// Arguments, joined by a semicolon: a folder with nuclei/images and nuclei/labels, files such as train_Emb01_t351.tif in
// each, whose labels count the nuclei; a folder for the results; and, if not 1500, the number of steps of each training.
// Stopped, it goes on where it was.

test = newArray("Emb08", "Emb10", "Emb11");
arguments = split(getArgument(), ";");
if (arguments.length < 2) exit("Give two arguments: the folder of the data sets and a folder for the results.");
data = arguments[0] + "/nuclei";
out = arguments[1];
steps = 1500;
if (arguments.length > 2) steps = parseInt(arguments[2]);

train = "";
tested = "";
files = getFileList(data + "/images");
for (i = 0; i < files.length; i++) {
	name = replace(files[i], ".tif", "");
	held = false;
	for (k = 0; k < test.length; k++) held = held || indexOf(name, test[k]) >= 0;
	if (held) tested = tested + "," + name;
	else train = train + ";" + name;
}
calibrated("images");
calibrated("labels");

// Nuclei have no direction, so that slices may be turned and mirrored at will.
for (dimensions = 2; dimensions <= 3; dimensions++) {
	model = out + "/nuclei-" + dimensions + "d.cairn";
	predictions = out + "/predictions-" + dimensions + "d";
	run("Cairn Fine-tune...", "images=[" + out + "/images] labels=[" + out + "/labels] cases=[" + substring(train, 1) +
		"] foreground=true names=nucleus dimensions=" + dimensions + " rotation=180 flipx=true flipy=true iterations=" + steps +
		" precision=bfloat16 seed=1 resume=true model=[" + model + "]");
	run("Cairn Segment Folder...", "images=[" + out + "/images] include=[{" + substring(tested, 1) + "}.tif] model=[" + model +
		"] output=[" + predictions + "]");
	run("Cairn Evaluate...", "predictions=[" + predictions + "] labels=[" + out + "/labels] foreground=true output=[" + out +
		"/scores-" + dimensions + "d.csv]");
}

// Copies images, whose files do not say how large voxels are, with the size that their authors give.
function calibrated(kind) {
	setBatchMode(true);
	File.makeDirectory(out);
	File.makeDirectory(out + "/" + kind);
	for (n = 0; n < files.length; n++) {
		copy = out + "/" + kind + "/" + files[n];
		if (!File.exists(copy)) {
			open(data + "/" + kind + "/" + files[n]);
			setVoxelSize(0.8, 0.8, 1.75, "micron");
			saveAs("Tiff", copy);
			close();
		}
	}
	setBatchMode(false);
}
