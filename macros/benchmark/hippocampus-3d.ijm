// A 3D network on the hippocampus with all labels of the train cases, scored on the validation cases.
//
//   mvn -q -B exec:exec@macro -Dmacro=macros/benchmark/hippocampus-3d.ijm -Dargs="/data;target/hippocampus-3d"
//
// Arguments, joined by a semicolon: a folder with the data sets, as in hippocampus.ijm, and one for the results. Takes about
// half an hour on a core of a processor with bfloat16. Stopped, it goes on where it was.

arguments = split(getArgument(), ";");
if (arguments.length != 2) exit("Give two arguments: the folder of the data sets and a folder for the results.");
data = arguments[0] + "/hippocampus";
out = arguments[1];
splits = File.openAsString(data + "/splits.json");
run("Cairn Fine-tune...", "images=[" + data + "/imagesTr] labels=[" + data + "/labelsTr] cases=[" + names("train", ";") +
	"] names=[anterior;posterior] dimensions=3 iterations=1500 batch=2 precision=bfloat16 seed=1 resume=true model=[" + out +
	"/hippocampus-3d.cairn]");
run("Cairn Segment Folder...", "images=[" + data + "/imagesTr] include=[{" + names("validation", ",") + "}.nii.gz] model=[" +
	out + "/hippocampus-3d.cairn] output=[" + out + "/predictions]");
run("Cairn Evaluate...", "predictions=[" + out + "/predictions] labels=[" + data + "/labelsTr] output=[" + out +
	"/scores.csv]");

// The names of a list of splits.json, joined.
function names(list, separator) {
	start = indexOf(splits, "\"" + list + "\"");
	parts = split(substring(splits, indexOf(splits, "[", start), indexOf(splits, "]", start)), "\"");
	joined = "";
	for (i = 0; i < parts.length; i++) {
		if (matches(parts[i], "[A-Za-z][A-Za-z0-9_-]*")) {
			if (joined != "") joined = joined + separator;
			joined = joined + parts[i];
		}
	}
	return joined;
}
