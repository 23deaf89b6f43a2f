// Label efficiency on the hippocampus: from scratch and after pretraining, with 2, 4 and 8 labelled volumes and with all;
// with 2 also after a round of self-training on the unlabelled ones.
//
//   mvn -q -B exec:exec@macro -Dmacro=macros/benchmark/hippocampus.ijm -Dargs="/data/hippocampus;target/hippocampus"
//
// Arguments, joined by a semicolon: a folder with imagesTr, labelsTr and splits.json (names of the train and the validation cases, and draws
// of labelled ones), and a folder for the results. The data are task 4 of the Medical Segmentation Decathlon
// (Antonelli et al. 2022). Everything is trained on the train cases alone and scored on the validation cases. Runs
// whose scores are already there are not repeated, so the macro goes on where it was stopped; the seconds of a run that
// was stopped half-way are those of its last part. Takes about half an hour on two cores of a processor with bfloat16.

arguments = split(getArgument(), ";");
if (arguments.length != 2) exit("Give two arguments: the folder of the data set and a folder for the results.");
data = arguments[0];
out = arguments[1];
images = data + "/imagesTr";
labels = data + "/labelsTr";
splits = File.openAsString(data + "/splits.json");
train = names(section(splits, "\"train\"", "]"));
validation = names(section(splits, "\"validation\"", "]"));
draws = section(splits, "\"labelled_draws\"", "}");

print("method,labelled,draw,dice_anterior,dice_posterior,dice,seconds");

// The ceiling: all train cases, twice the steps.
run1("scratch", train, "all", 0, 2000, "", "");

pretrained = out + "/global.cairn";
if (!File.exists(pretrained)) {
	run("Cairn Pretrain...", "images=[" + images + "] include=[" + pattern(train) + "] method=global strategy=gd" +
		" partitions=4 temperature=0.1 size=64 width=16 levels=5 iterations=2000 batch=48 rate=0.001 seed=1" +
		" resume=true model=[" + pretrained + "]");
}
counts = newArray("2", "4", "8");
for (i = 0; i < counts.length; i++) {
	sets = split(section(draws, "\"" + counts[i] + "\": [", "]\n  ]"), "]");
	for (draw = 0; draw < sets.length; draw++) {
		cases = names(sets[draw]);
		if (cases.length > 0) {
			run1("scratch", cases, counts[i], draw, 1000, "", "");
			run1("global", cases, counts[i], draw, 1000, pretrained, "");
			if (counts[i] == "2") {
				more = " unlabelled=[" + images + "] include=[" + pattern(train) + "] rounds=1";
				run1("self", cases, counts[i], draw, 1000, "", more);
				run1("selfglobal", cases, counts[i], draw, 1000, pretrained, more);
			}
		}
	}
}

// Trains one model, with more options, segments the validation cases with it, and prints their mean Dice.
function run1(method, cases, labelled, draw, iterations, start, more) {
	name = method + "-" + labelled + "-" + draw;
	if (File.exists(out + "/" + name + ".csv")) return;
	model = out + "/" + name + ".cairn";
	begin = getTime();
	run("Cairn Fine-tune...", "images=[" + images + "] labels=[" + labels + "] cases=[" + list(cases, ";") +
		"] pretrained=[" + start + "] names=[anterior;posterior] size=64 width=16 levels=5 iterations=" + iterations +
		" batch=16 rate=0.001 seed=" + (draw + 1) + " resume=true model=[" + model + "]" + more);
	seconds = (getTime() - begin) / 1000;
	run("Cairn Segment Folder...", "images=[" + images + "] include=[" + pattern(validation) + "] model=[" + model +
		"] output=[" + out + "/" + name + "]");
	run("Cairn Evaluate...", "predictions=[" + out + "/" + name + "] labels=[" + labels + "] output=[" + out + "/" +
		name + ".csv]");
	line = method + "," + labelled + "," + draw;
	for (row = 0; row < nResults; row++) {
		if (getResultString("case", row) == "mean") line = line + "," + d2s(getResult("dice", row), 4);
	}
	line = line + "," + d2s(seconds, 0);
	print(line);
	File.append(line, out + "/results.csv");
}

// The text from a key to the next end mark.
function section(text, key, end) {
	start = indexOf(text, key);
	if (start < 0) exit("There is no " + key + " in splits.json.");
	return substring(text, start + lengthOf(key), indexOf(text, end, start));
}

// The quoted names of a text.
function names(text) {
	found = newArray(0);
	parts = split(text, "\"");
	for (i = 0; i < parts.length; i++) {
		if (matches(parts[i], "[A-Za-z][A-Za-z0-9_-]*")) found = Array.concat(found, parts[i]);
	}
	return found;
}

function list(values, separator) {
	text = values[0];
	for (i = 1; i < values.length; i++) text = text + separator + values[i];
	return text;
}

// A pattern that fits the files of these cases and no others.
function pattern(cases) {
	return "{" + list(cases, ",") + "}.nii.gz";
}
