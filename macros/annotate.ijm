// Makes ROIs on a few slices, or corrected labels, into a training case, and trains a model on with it.
//
//   ./cairn macro macros/annotate.ijm \
//     "input=/data/scan.tif rois=/data/RoiSet.zip folder=/data/training pretrained=/data/model.cairn model=/data/better.cairn"
//
// The argument:
//   input        image file
//   rois         ROIs that were drawn on it: one group for each class; or
//   labels       label image, as Cairn Segment gives it and somebody has corrected it
//   folder       training cases: the pair is added to its subfolders images and labels
//   pretrained   model to go on from: of Cairn Fine-tune, or of Cairn Pretrain if this is the first case
//   model        file to write
//   overwrite    true to replace a case of the same name, and a model
//   iterations, rate   training steps, largest learning rate; more and larger ones if there is no model of Cairn Fine-tune yet
// In ImageJ's window three lines do: with the image in front and its ROIs in the ROI Manager,
//
//   run("Cairn Labels from ROIs...", "ignore=255");
//   run("Cairn Add Training Case...", "folder=training");
//   run("Cairn Fine-tune...", "images=training/images labels=training/labels ignore=255 pretrained=old.cairn model=new.cairn iterations=200");
//
// Without an argument it goes on from the model that finetune.ijm leaves, with the labels of another phantom: run that first.

var options = getArgument();
if (options == "") {
	if (!File.exists("target/macros/segmenter.cairn")) exit("target/macros/segmenter.cairn is missing; run macros/finetune.ijm first.");
	options = "input=test-images/images/test-1.nii.gz labels=test-images/labels/test-1.nii.gz folder=target/macros/training" +
		" pretrained=target/macros/segmenter.cairn model=target/macros/better.cairn overwrite=true";
}
input = value("input", "");
folder = value("folder", "");
labels = value("labels", "");
if (labels == "") {
	labels = folder + "/labels-from-rois.tif";
	run("Cairn Labels from ROIs...", "input=[" + input + "] rois=[" + value("rois", "") + "] output=[" + labels +
		"] overwrite=true");
}
run("Cairn Add Training Case...", "input=[" + input + "] labels=[" + labels + "] folder=[" + folder + "] overwrite=" +
	value("overwrite", "false"));
run("Cairn Fine-tune...", "images=[" + folder + "/images] labels=[" + folder + "/labels] ignore=255 pretrained=[" +
	value("pretrained", "") + "] model=[" + value("model", "") + "] overwrite=" + value("overwrite", "false") +
	" iterations=" + value("iterations", "200") + " rate=" +
	value("rate", "0"));

// Gets what the argument gives for a key.
function value(key, otherwise) {
	start = indexOf(" " + options, " " + key + "=");
	if (start < 0) return otherwise;
	rest = substring(options, start + lengthOf(key) + 1);
	if (startsWith(rest, "[")) return substring(rest, 1, indexOf(rest, "]"));
	end = indexOf(rest + " ", " ");
	return substring(rest, 0, end);
}
