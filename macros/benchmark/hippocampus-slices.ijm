// Which slices to label: the labels of train cases of the hippocampus are revealed only on 8, 16 or 36 slices (36 are about as many
// as one volume has), chosen at random (ten draws), at equal places, by coverage, and, beyond 8, by what the model with fewer is
// unsure of, with and without coverage; beside it, one and four whole volumes. Slices are seen at half the resolution. The whole
// takes some two hours on one core that has nothing else to do.
//
//   mvn -q -B exec:exec@macro -Dmacro=macros/benchmark/hippocampus-slices.ijm -Dargs="/data;target/slices"
//
// Arguments, joined by a semicolon: the folder of hippocampus (see hippocampus.ijm), and one for the results, in which slices
// and volumes are made. Stopped, it goes on where it was.

arguments = split(getArgument(), ";");
if (arguments.length < 2) exit("Give two arguments: the folder of the data sets and a folder for the results.");
data = arguments[0] + "/hippocampus";

function compare(methods, counts, draws, output) {
	run("Cairn Compare Label Efficiency...", "images=[" + data + "/imagesTr] labels=[" + data + "/labelsTr] splits=[" + data +
		"/splits.json] methods=[" + methods + "] counts=[" + counts + "] draws=" + draws + " names=[anterior;posterior] spacing=2" +
		" dimensions=2 size=32 width=8 levels=4 iterations=600 batch=16 rate=0.003 rotation=20 scaling=0.35 shift=0.1 bending=0.04" +
		" precision=float32 seed=1 output=[" + arguments[1] + "/" + output + "]");
}

compare("scratch@random;scratch@equal;scratch@coverage", "8;16;36", 3, "slices");
compare("scratch", "1;4", 3, "volumes");
compare("scratch@random;scratch@equal;scratch@coverage;scratch@both;scratch@uncertainty", "8;16;36", 3, "slices");
compare("scratch@random;scratch@equal", "8;16;36", 10, "slices");
