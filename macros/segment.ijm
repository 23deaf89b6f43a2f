// Segments one image and prints the volume of each class.
//
//   ./cairn macro macros/segment.ijm \
//     "input=/data/scan.nii.gz model=/data/segmenter.cairn output=/data/scan-labels.nii.gz"
//
// The argument is a macro line for Cairn Segment:
//   input           image file; the active image without it
//   model           model of Cairn Fine-tune
//   output          file for the label image; it is only shown without it
//   overwrite       true to replace a label image that Cairn Segment has written there
//   probabilities   whether to show the class probabilities, too; they are saved to the folder "probabilities" beside output
// Without an argument it segments a phantom with the model that finetune.ijm leaves: run that first.

options = getArgument();
if (options == "") {
	if (!File.exists("target/macros/segmenter.cairn")) exit("target/macros/segmenter.cairn is missing; run macros/finetune.ijm first.");
	options = "input=test-images/images/test-1.nii.gz model=target/macros/segmenter.cairn" +
		" output=target/macros/test-1.nii.gz overwrite=true";
}
run("Cairn Segment...", options);

// The label image is the active image now; its values are the classes.
getDimensions(width, height, channels, slices, frames);
getVoxelSize(x, y, z, unit);
voxels = newArray(65536);
classes = 0;
for (slice = 1; slice <= slices; slice++) {
	setSlice(slice);
	getHistogram(values, counts, pow(2, bitDepth()));
	for (class = 1; class < counts.length; class++) {
		voxels[class] += counts[class];
		if (counts[class] > 0) classes = maxOf(classes, class);
	}
}
for (class = 1; class <= classes; class++) {
	print("class " + class + ": " + d2s(voxels[class] * x * y * z, 1) + " " + unit + "^3");
}
