// Label efficiency on the hippocampus: all methods of pretraining against training from scratch, and the options of
// fine-tuning from scratch and after hierarchical pretraining, with 2, 4 and 8 labelled volumes of two draws each, and what
// all labels give.
//
//   mvn -q -B exec:exec@macro -Dmacro=macros/benchmark/hippocampus.ijm -Dargs="/data;target/hippocampus"
//
// Arguments, joined by a semicolon: a folder with the data sets, and one for the results. The data sets are hippocampus
// (task 4 of the Medical Segmentation Decathlon, Antonelli et al. 2022: imagesTr, labelsTr, and splits.json with the names of
// the train and the validation cases and draws of labelled ones), and, for hierarchical, acdc/imagesTr (Bernard et al. 2018)
// and nuclei/images (BBBC050, Tokuoka et al. 2020). Stopped, it goes on where it was. Takes about two and a half hours on one
// core of a processor with bfloat16. A third argument adds methods: global+mixup;global+selftraining, say.

arguments = split(getArgument(), ";");
if (arguments.length < 2) exit("Give two arguments: the folder of the data sets and a folder for the results.");
data = arguments[0];
methods = "scratch;global;positional;global-local;hierarchical;supervised-local;scratch+mixup;scratch+selftraining;" +
	"scratch+teacher;scratch+copypaste;hierarchical+mixup;hierarchical+selftraining;hierarchical+teacher;" +
	"hierarchical+copypaste";
for (i = 2; i < arguments.length; i++) methods = methods + ";" + arguments[i];
run("Cairn Compare Label Efficiency...", "images=[" + data + "/hippocampus/imagesTr] labels=[" + data +
	"/hippocampus/labelsTr] splits=[" + data + "/hippocampus/splits.json] others=[" + data + "/acdc/imagesTr;" + data +
	"/nuclei/images] domains=[mr:hippocampus;mr:acdc;microscopy:nuclei] methods=[" + methods + "] counts=[2;4;8;all] draws=2" +
	" names=[anterior;posterior] dimensions=2 size=64 width=16 levels=5 iterationspretraining=1000 batchpretraining=32" +
	" ratepretraining=0.001 iterations=600 batch=16 rate=0.003 ceiling=1500 rotation=20 scaling=0.35 shift=0.1 bending=0.04" +
	" mixup=0.1 rounds=1 precision=bfloat16 seed=1 output=[" + arguments[1] + "]");
