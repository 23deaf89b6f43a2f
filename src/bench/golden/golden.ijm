// Trains and segments the phantoms in every way, a few steps each, for golden.sh to compare bits. The argument is the folder
// to work in. Names of models say what differs from the others.

folder = getArgument();
network = " width=4 levels=3 precision=float32 device=cpu seed=7";
pool = "include=unlabelled-0[1-4]* images=test-images/unlabelled";

// -- Pretraining: every method, every choice of what it compares, every preset --
pretrain("global", pool, "method=global");
pretrain("global-gd-minus", pool, "method=global strategy=gd-minus");
pretrain("global-random", pool, "method=global strategy=random");
pretrain("global-larger-pixels", pool, "method=global spacing=1.7");
pretrain("global-chaitanya", pool, "method=global preset=chaitanya");
pretrain("global-local", pool, "method=global-local blocks=1 regions=13");
pretrain("global-local-partition", pool, "method=global-local local=partition blocks=1 regions=9");
pretrain("positional", pool, "method=positional");
pretrain("positional-zeng", pool, "method=positional preset=zeng");
pretrain("hierarchical", "images=test-images/unlabelled;test-images/unlabelled-b include=*-0[1-4]*;*", "method=hierarchical domains=a:x;b:y");
labelled = "images=test-images/images labels=test-images/labels cases=train-1;train-2";
pretrain("supervised-local", labelled, "method=supervised-local");
pretrain("supervised-local-hu", labelled, "method=supervised-local preset=hu");

// -- Pretraining of 3D networks --
pretrain3("deep-global", pool, "method=global");
pretrain3("deep-positional", pool, "method=positional axes=all");
pretrain3("deep-global-local", pool, "method=global-local blocks=1 regions=13");
pretrain3("deep-global-local-partition", pool, "method=global-local local=partition blocks=1 regions=9");
pretrain3("deep-hierarchical", "images=test-images/unlabelled;test-images/unlabelled-b include=*-0[1-4]*;*", "method=hierarchical domains=a:x;b:y");
pretrain3("deep-supervised-local", labelled, "method=supervised-local");

// -- Fine-tuning of 2D networks: every option --
others = " unlabelled=test-images/unlabelled include=unlabelled-0[56]*";
flat = "dimensions=2 size=32 batch=4 iterations=8 rate=0.01";
tune("flat", flat);
tune("flat-pretrained", flat + " pretrained=" + folder + "/global-local.cairn");
tune("flat-whole-slices", "dimensions=2 batch=4 iterations=8 rate=0.01");
tune("flat-larger-pixels", "dimensions=2 batch=4 iterations=8 rate=0.01 spacing=1.7");
tune("flat-even-step", "dimensions=2 batch=4 iterations=8 rate=0.01 spacing=2");
tune("flat-smaller-pixels", "dimensions=2 size=64 batch=4 iterations=8 rate=0.01 spacing=0.75");
tune("flat-flips", flat + " flipx=true flipy=true");
tune("flat-foreground", flat + " foreground=true");
tune("flat-ignore", flat + " ignore=2");
tune("flat-validation", flat + " validation=test-1");
tune("flat-mixup", flat + " mixup=0.2");
tune("flat-rounds", flat + " rounds=1 confidence=0.3" + others);
tune("flat-rounds-largest", flat + " rounds=1 confidence=0.3 largest=true mixup=0.2" + others);
tune("flat-teacher", flat + " teacher=true" + others);
tune("flat-copypaste", flat + " copypaste=true" + others);
tune("flat-consistency", flat + " consistency=true confidence=0.3" + others);
tune("flat-members", flat + " members=2");
tune("flat-copypaste-rounds", flat + " copypaste=true rounds=1 confidence=0.3" + others);
tune("flat-chaitanya", flat + " preset=chaitanya");
tune("flat-hu", flat + " preset=hu");

// -- Fine-tuning of 3D networks --
deep = "dimensions=3 size=16 depth=8 iterations=6 rate=0.01";
tune("deep", deep);
tune("deep-further", deep + " pretrained=" + folder + "/deep.cairn");
tune("deep-whole-volumes", "dimensions=3 iterations=2 rate=0.01");
tune("deep-larger-voxels", deep + " spacing=1.7");
tune("deep-flips", deep + " flipx=true flipy=true");
tune("deep-ignore", deep + " ignore=2");
tune("deep-validation", deep + " validation=test-1");
tune("deep-mixup", deep + " mixup=0.2");
tune("deep-rounds", deep + " rounds=1 confidence=0.3" + others);
tune("deep-teacher", deep + " teacher=true" + others);
tune("deep-copypaste", deep + " copypaste=true" + others);
tune("deep-consistency", deep + " batch=4 consistency=true confidence=0.3" + others);
tune("deep-pretrained", "dimensions=3 iterations=2 rate=0.01 pretrained=" + folder + "/deep-global-local.cairn");
tune("deep-carried", "dimensions=3 iterations=2 rate=0.01 pretrained=" + folder + "/global-local.cairn");

// -- Segmentation --
segment("flat", "probabilities=true");
segment("flat-larger-pixels", "");
segment("flat-smaller-pixels", "");
segment("flat-flips", "flips=true");
segment("flat-whole-slices", "largest=true holes=true minimum=20");
segment("deep", "probabilities=true");
segment("deep-larger-voxels", "instances=true");
segment("deep-flips", "flips=true");

run("Cairn Segment Folder...", "images=test-images/images include=test-[12]* model=" + folder + "/flat.cairn;" + folder +
	"/deep.cairn output=" + folder + "/labels/both device=cpu precision=float32");

// -- Study --
run("Cairn Compare Label Efficiency...", "images=test-images/images labels=test-images/labels methods=scratch;" +
	"global+selftraining;positional+mixup counts=1;2 draws=1 test=test-5;test-6 dimensions=2 size=32 iterationspretraining=3 " +
	"batchpretraining=8 iterations=3 batch=4 confidence=0.3 output=" + folder + "/study" + network);

function pretrain(name, data, options) {
	run("Cairn Pretrain...", data + " dimensions=2 size=32 partitions=4 iterations=5 batch=12 rate=0.003 " + options + network +
		" model=" + folder + "/" + name + ".cairn");
}

function pretrain3(name, data, options) {
	run("Cairn Pretrain...", data + " dimensions=3 size=32 depth=16 partitions=3 iterations=3 batch=6 rate=0.003 " + options +
		network + " model=" + folder + "/" + name + ".cairn");
}

function tune(name, options) {
	run("Cairn Fine-tune...", "images=test-images/images labels=test-images/labels cases=train-1;train-2 " + options +
		network + " model=" + folder + "/" + name + ".cairn");
}

function segment(name, options) {
	run("Cairn Segment Folder...", "images=test-images/images include=test-[12]* model=" + folder + "/" + name +
		".cairn output=" + folder + "/labels/" + name + " device=cpu precision=float32 " + options);
}
