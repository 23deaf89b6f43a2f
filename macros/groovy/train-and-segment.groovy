// Trains a network on a few labelled volumes, segments a folder of others, and says how much of each class there is.
//
// In Fiji: drop it on the window, press Run, and fill in the dialog; or without a window
//
//   fiji --headless --run macros/groovy/train-and-segment.groovy 'images="/data/scans",labels="/data/labels",
//     others="/data/more",output="/data/segmented",iterations=1000'
//
// Commands take their macro keys in Java's spelling (copyPaste, not copypaste); what is left out is as usual, whatever was
// chosen before.

#@ File (label = "Folder of labelled images", style = "directory") images
#@ File (label = "Folder of labels", style = "directory") labels
#@ File (label = "Folder of images to segment", style = "directory") others
#@ Integer (label = "Iterations", min = "0", value = "0", description = "Training steps; 0 for the usual number.") iterations
#@ String (label = "Device", value = "auto") device
#@ File (label = "Folder for the results", style = "directory") output
#@ Boolean (label = "Replace earlier results", value = false) overwrite
#@ CommandService commands
#@output Long cases

import sc.fiji.cairn.command.EvaluateCommand
import sc.fiji.cairn.command.FineTuneCommand
import sc.fiji.cairn.command.SegmentFolderCommand

// Waits until a command is done; a failure ends the script with its message.
run = { Map inputs, command ->
	def module = commands.run(command, true, inputs).get()
	if (module.isCanceled()) throw new InterruptedException("cancelled")
}

model = new File(output, "segmenter.cairn")
predicted = new File(output, "labels")

run(FineTuneCommand, images: images, labels: labels, iterations: iterations, device: device, model: model,
	overwrite: overwrite)
run(SegmentFolderCommand, images: others, model: model, device: device, volumes: true, output: predicted,
	overwrite: overwrite)

// How well the network segments what it was trained on; other cases say more.
check = new File(output, "check")
run(SegmentFolderCommand, images: images, model: model, device: device, output: check, overwrite: overwrite)
run(EvaluateCommand, predictions: check, labels: labels, output: new File(output, "check.csv"), overwrite: overwrite)

cases = predicted.list().count { it.endsWith(".nii.gz") }
println "Segmented $cases images into $predicted."
