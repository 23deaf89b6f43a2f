// Segments all images of a folder.
//
//   ./cairn macro macros/segment-folder.ijm \
//     "images=/data/scans model=/data/segmenter.cairn output=/data/predicted"
//
// The argument is a macro line for Cairn Segment Folder:
//   images          folder of volumes
//   include         pattern of file names, such as *_t1.nii.gz; all files without it
//   model           model of Cairn Fine-tune
//   output          folder for the label images, which get the names of their images; one for predictions alone
//   overwrite       true to replace label images that Cairn has written there
//   format          nii.gz, tif or zarr
//   probabilities   whether to write the class probabilities, too, into the folder "probabilities" of the output
// Without an argument it segments the test phantoms with the model that finetune.ijm leaves: run that first.

options = getArgument();
if (options == "") {
	if (!File.exists("target/macros/segmenter.cairn")) exit("target/macros/segmenter.cairn is missing; run macros/finetune.ijm first.");
	options = "images=test-images/images include=test-* model=target/macros/segmenter.cairn" +
		" output=target/macros/predicted overwrite=true";
}
run("Cairn Segment Folder...", options);
