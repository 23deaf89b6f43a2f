// Trains on what is drawn or painted on one image, and shows what the model finds on the same image. Run again, with more
// or corrected annotations, it goes on from its model.
//
//   ./cairn macro macros/train-on-image.ijm \
//     "input=/data/scan.tif annotations=/data/RoiSet.zip folder=/data/cairn"
//
// The argument are the keys of the command:
//   input         image file
//   annotations   RoiSet.zip with the ROIs that were drawn on it, or a label image with labels on some slices
//   folder        images, labels and models of all rounds: labels-1, model-1.cairn, labels-2, ...; nothing is replaced
//   iterations    training steps
// In ImageJ's window, with the image in front and ROIs in the ROI Manager, no key is needed.
//
// Without an argument it takes a phantom and its labels from test-images; nothing has to run before.

options = getArgument();
if (options == "") options = "input=test-images/images/test-1.nii.gz annotations=test-images/labels/test-1.nii.gz" +
	" folder=target/macros/rounds iterations=100";
run("Cairn Train on This Image...", options);
print(getTitle() + " has " + Overlay.size + " outlines");
