// Label efficiency of 3D networks on the hippocampus: positional and hierarchical pretraining against training from scratch, with
// one labelled volume of five draws. Pixels of 2 mm (slices stay 1 mm apart) and few steps make that a matter of an hour on
// one core. A third argument adds methods: global;global-local;supervised-local, say, which need partitions=3 below, as some
// of these volumes are too short for windows of 24 slices in four partitions.
//
//   mvn -q -B exec:exec@macro -Dmacro=macros/benchmark/hippocampus-3d-methods.ijm -Dargs="/data;target/hippocampus-3d-methods"
//
// Arguments, joined by a semicolon: a folder with the data sets, as in hippocampus.ijm (of which hierarchical also takes
// nuclei/images), and one for the results. Stopped, it goes on where it was.

arguments = split(getArgument(), ";");
if (arguments.length < 2) exit("Give two arguments: the folder of the data sets and a folder for the results.");
data = arguments[0];
methods = "scratch;positional;hierarchical";
for (i = 2; i < arguments.length; i++) methods = methods + ";" + arguments[i];
splits = File.openAsString(data + "/hippocampus/splits.json");
run("Cairn Compare Label Efficiency...", "images=[" + data + "/hippocampus/imagesTr] labels=[" + data +
	"/hippocampus/labelsTr] test=[" + names("validation", ";") + "] others=[" + data + "/nuclei/images] domains=[mr:hippocampus;" +
	"microscopy:nuclei] methods=[" + methods + "] counts=1 draws=5" +
	" names=[anterior;posterior] dimensions=3 spacing=2 iterationspretraining=200 iterations=300 precision=float32 seed=1" +
	" output=[" + arguments[1] + "]");

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
