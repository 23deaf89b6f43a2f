// Pretrains a network on unlabelled volumes.
//
//   ./cairn macro macros/pretrain.ijm "images=/data/scans model=/data/pretrained.cairn"
//
// The argument is a macro line for Cairn Pretrain: key=value, with values in [brackets] if they have spaces.
//   images       folders of volumes (NIfTI, TIFF, DICOM, ...), separated by semicolons
//   include      pattern of file names, such as *_t1.nii.gz; all files without it
//   model        file to write
//   overwrite    true to replace a model of that name
//   preset       common, or chaitanya, zeng, hu: network, optimiser, schedule and views as published
//   strategy     random, gd-minus or gd: which slices count as similar
//   partitions   into how many parts each volume is cut along Z
//   iterations, batch, rate, temperature, width, levels, size, seed, device, precision   see the help of the dialog
// Without an argument it pretrains for a moment on the phantoms; nothing has to run before.

options = getArgument();
if (options == "") {
	options = "images=test-images/unlabelled model=target/macros/pretrained.cairn width=8 levels=3 iterations=20 overwrite=true";
}
run("Cairn Pretrain...", options);
