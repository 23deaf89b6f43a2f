// Label efficiency on short-axis heart MR: all methods of pretraining against training from scratch, with 1, 2 and 4
// labelled patients of two draws each, and what all labels give.
//
//   mvn -q -B exec:exec@macro -Dmacro=macros/benchmark/acdc.ijm -Dargs="/data;target/acdc"
//
// Arguments, joined by a semicolon: a folder with the data sets, and one for the results. The data sets are acdc (Bernard et
// al. 2018: imagesTr, labelsTr, and splits.json with the names of the train and the validation cases and draws of labelled
// patients), and, for hierarchical, hippocampus/imagesTr and nuclei/images, as in hippocampus.ijm. The network sees every
// second pixel's mean, so that a window of 128 pixels holds a slice. Partitions and threshold are those of the papers for
// these data (4 of Chaitanya et al. 2020, 0.35 of Zeng et al. 2021). Stopped, it goes on where it was. A third argument adds
// methods.

arguments = split(getArgument(), ";");
if (arguments.length < 2) exit("Give two arguments: the folder of the data sets and a folder for the results.");
data = arguments[0];
methods = "scratch;global;positional;global-local;hierarchical;supervised-local";
for (i = 2; i < arguments.length; i++) methods = methods + ";" + arguments[i];
run("Cairn Compare Label Efficiency...", "images=[" + data + "/acdc/imagesTr] labels=[" + data +
	"/acdc/labelsTr] splits=[" + data + "/acdc/splits.json] group=[patient(\\d+)_.*] others=[" + data +
	"/hippocampus/imagesTr;" + data + "/nuclei/images] domains=[mr:acdc;mr:hippocampus;microscopy:nuclei] methods=[" +
	methods + "] counts=[1;2;4;all] draws=2 names=[right ventricle;myocardium;left ventricle] dimensions=2 size=128 spacing=2 width=16" +
	" levels=5 partitions=4 threshold=0.35 iterationspretraining=500 batchpretraining=24 ratepretraining=0.001" +
	" iterations=500 batch=8 rate=0.003 ceiling=1000 rotation=30 scaling=0.4 shift=0.1 bending=0.04 mixup=0.1 rounds=1" +
	" precision=bfloat16 seed=1 output=[" + arguments[1] + "]");
