// Label efficiency on the hippocampus: from scratch and after pretraining, each also with a round of self-training, with 2,
// 4 and 8 labelled volumes, and from scratch with all.
//
//   mvn -q -B exec:exec@macro -Dmacro=macros/benchmark/hippocampus.ijm -Dargs="/data/hippocampus;target/hippocampus"
//
// Arguments, joined by a semicolon: a folder with imagesTr, labelsTr and splits.json (names of the train and the validation
// cases, and draws of labelled ones), and a folder for the results. The data are task 4 of the Medical Segmentation Decathlon
// (Antonelli et al. 2022). Stopped, it goes on where it was. Takes about an hour and a half on two cores of a processor with
// bfloat16.

arguments = split(getArgument(), ";");
if (arguments.length != 2) exit("Give two arguments: the folder of the data set and a folder for the results.");
data = arguments[0];
run("Cairn Compare Label Efficiency...", "images=[" + data + "/imagesTr] labels=[" + data + "/labelsTr] splits=[" + data +
	"/splits.json] methods=scratch;global;scratch+selftraining;global+selftraining counts=2;4;8;all draws=3" +
	" names=anterior;posterior size=64 width=16 levels=5 strategy=gd partitions=4 temperature=0.1" +
	" iterationspretraining=2000 batchpretraining=48 ratepretraining=0.001 iterations=1000 batch=16 rate=0.001" +
	" ceiling=2000 seed=1 output=[" + arguments[1] + "]");
