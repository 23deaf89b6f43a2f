#!/usr/bin/env bash
# Prints the SHA-256 of the weights, the training logs and the label images that golden.ijm makes: a change that is to leave
# results as they are leaves these sums as they are, on one machine. They depend on the processor, so none are kept here.
#
#   src/bench/golden/golden.sh FOLDER > sums      in the root of the repository, after "mvn compile" or with CLASSPATH set
#
# FOLDER is made, or its contents are replaced.
set -euo pipefail
folder=${1:?name a folder to work in}
[ ! -d "$folder" ] || [ -z "$(ls -A "$folder")" ] || [ -e "$folder/golden" ] || { echo "$folder holds something else" >&2; exit 2; }
rm -rf "$folder"; mkdir -p "$folder"; touch "$folder/golden"
if [ -z "${CLASSPATH:-}" ]; then
	mvn -q -B dependency:build-classpath -Dmdep.outputFile="$folder/classpath" -Dmdep.includeScope=test
	CLASSPATH="target/classes:$(cat "$folder/classpath")"
fi
OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 java --add-opens=java.base/java.lang=ALL-UNNAMED -Xmx1g -classpath "$CLASSPATH" \
	sc.fiji.cairn.command.macro.RunMacro src/bench/golden/golden.ijm "$folder" > "$folder/log" 2>&1 ||
	{ tail -3 "$folder/log" >&2; exit 1; }
cd "$folder"
sum() { sha256sum | cut -c1-64; }
find . -name '*.cairn' -type f | sort | while read -r model; do
	echo "$(unzip -p "$model" weights.safetensors | sum) $model weights"
	echo "$(unzip -p "$model" training.csv | sum) $model log"
done
# Behind the header of NIfTI and its extension flag.
find . -name '*.nii.gz' -type f | sort | while read -r labels; do
	echo "$(zcat "$labels" | tail -c +353 | sum) $labels voxels"
done
# The last column is the time that a run took.
echo "$(cut -d, -f1-10 study/results.csv | sum) study/results.csv"
echo "$(sum < study/splits.json) study/splits.json"
