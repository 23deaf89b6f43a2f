// Compares methods by how well they segment after learning from few labelled volumes.
//
//   ./cairn macro macros/compare.ijm \
//     "images=/data/scans labels=/data/labels methods=scratch;global;positional counts=1;2;4;all output=/data/study"
//
// The argument is a macro line for Cairn Compare Label Efficiency:
//   images, labels      folders of the data set; a label image has the base name of its image
//   methods             joined by semicolons: scratch or a method of pretraining, each perhaps with options of fine-tuning,
//                       as in global+selftraining
//   counts, draws       numbers of labelled volumes (all adds a ceiling), and how often to draw them
//   test                base names of the cases to score on, or their share, such as 0.2
//   group               regular expression with one part in brackets for cases that stay together: patient(\d+)_.*
//   splits              JSON file with all divisions instead
//   iterations, batch, rate                                      of every fine-tuning
//   iterationspretraining, batchpretraining, ratepretraining     of each stage of every pretraining
//   dimensions          3 for networks that see volumes, 2 for slices; auto for volumes where these suit it
//   foreground          true where label images count objects
//   preset              that of a published system, for its own methods
//   others, domains     further folders of volumes for hierarchical, and what the folders hold
//   output              folder for the results; start with report.html. A study that was stopped goes on there.
// The other keys are those of Cairn Pretrain and Cairn Fine-tune. Without an argument it compares two methods for a moment
// on the phantoms; nothing has to run before.

options = getArgument();
if (options == "") {
	options = "images=test-images/images labels=test-images/labels methods=scratch;global test=test-3;test-4;test-5;test-6" +
		" counts=1;2 draws=2 names=chamber;wall;crescent width=8 levels=3 iterations=40 iterationspretraining=40" +
		" output=target/macros/study";
}
run("Cairn Compare Label Efficiency...", options);
