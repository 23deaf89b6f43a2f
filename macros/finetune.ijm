// Trains a network to segment, from a few labelled volumes.
//
//   ./cairn macro macros/finetune.ijm \
//     "images=/data/scans labels=/data/labels pretrained=/data/pretrained.cairn model=/data/segmenter.cairn"
//
// The argument is a macro line for Cairn Fine-tune:
//   images, labels   folders; a label image has the base name of its image
//   cases            base names to train on, separated by semicolons; without it all images, each of which needs a label
//   pretrained       model of Cairn Pretrain or Cairn Fine-tune; from scratch without it
//   names            what to call the classes, separated by semicolons
//   ignore           value of voxels that nobody has annotated
//   unlabelledslices ignore or background: what slices without labels are if only some have been labelled
//   validation       base names to validate on, or their share, such as 0.2
//   model            file to write
//   overwrite        true to replace a model of that name
//   preset           common, or chaitanya, zeng, hu: network, loss, optimiser and augmentation as published
//   rotation, scaling, shift, bending, flipx, flipy   augmentation; some anatomy forbids flips
//   unlabelled, include, rounds, confidence, largest, teacher, copypaste, mixup   what makes few labels go further
//   iterations, batch, rate, seed, device, precision   see the help of the dialog
// Without an argument it trains from scratch for a moment on two phantoms; nothing has to run before.

options = getArgument();
if (options == "") {
	options = "images=test-images/images labels=test-images/labels cases=train-1;train-2" +
		" model=target/macros/segmenter.cairn width=8 levels=3 iterations=20 overwrite=true";
}
run("Cairn Fine-tune...", options);
