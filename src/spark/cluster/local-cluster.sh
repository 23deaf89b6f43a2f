#!/usr/bin/env bash
# Segments a synthetic volume on a Spark cluster of this machine alone: a master and two workers as JVMs on 127.0.0.1. The volume is
# larger than the heaps of all JVMs together. One executor and then the driver are killed while it runs; it is submitted again, and the
# labels are compared with those of one process. Then the work is done by one executor and by two, to see what the second one gains.
#
#   src/spark/cluster/local-cluster.sh CLASS_PATH [FOLDER] [BLOCKS]
#
# CLASS_PATH has Cairn, its tests, src/spark compiled, Spark and the engine, as mvn -Pspark dependency:build-classpath writes it,
# with the folders of classes in front. FOLDER gets everything; it must not exist. BLOCKS are of 256 x 256 x 256 voxels, 128 MB each.
set -euo pipefail
cp=$1
folder=${2:-$(mktemp -d)/cluster}
blocks=${3:-14}
mkdir -p "$folder/home/jars"
export SPARK_HOME=$folder/home SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive
engines=${CAIRN_ENGINES:-$folder/engines}
# Executors get the class path of the workers, so that nothing is copied to them.
for entry in ${cp//:/ }; do [ -f "$entry" ] && ln -sf "$entry" "$folder/home/jars/"; done
opens=()
for p in lang lang.invoke lang.reflect io net nio util util.concurrent util.concurrent.atomic; do opens+=("--add-opens=java.base/java.$p=ALL-UNNAMED"); done
for p in nio.ch nio.cs security.action util.calendar; do opens+=("--add-opens=java.base/sun.$p=ALL-UNNAMED"); done
# The least heap that Spark lets drivers and executors have.
memory=480
run() { java "${opens[@]}" -Xmx"${heap:-$memory}m" -Dcairn.engines="$engines" -cp "$cp" "$@"; }
pids=()
jvm() { pgrep -P "$1" | head -1; }
cleanup() { for p in "${pids[@]}"; do kill $(jvm "$p") 2>/dev/null || true; done; }
trap cleanup EXIT
seconds() { echo $(($(date +%s) - $1)); }
master=127.0.0.1:7177
daemon=96
heap=$daemon run org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 7177 --webui-port 0 >"$folder/master.log" 2>&1 & pids+=($!)
sleep 5
for w in 1 2; do
  heap=$daemon run org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1 --memory ${memory}m --work-dir "$folder/work$w" \
    "spark://$master" >"$folder/worker$w.log" 2>&1 & pids+=($!)
done
run sc.fiji.cairn.spark.ClusterVolume "$folder" write "$blocks"
echo "heaps of master, two workers, two executors, driver: $((3 * daemon + 3 * memory)) MB"
submit() {
  run -Dorg.slf4j.simpleLogger.log.sc.fiji.cairn.spark=info -Dspark.master="spark://$master" -Dspark.driver.host=127.0.0.1 -Dspark.driver.bindAddress=127.0.0.1 -Dspark.ui.enabled=false \
    -Dspark.executor.cores=1 -Dspark.executor.memory=${memory}m -Dspark.executor.extraClassPath="$cp" -Dspark.cores.max="$2" \
    -Dspark.executor.extraJavaOptions="-Dcairn.engines=$engines" \
    sc.fiji.cairn.spark.CairnSpark segment input="$folder/image.zarr" model="$folder/model.cairn" output="$folder/$1.zarr"
}
written() { find "$folder/labels.zarr.partial/labels/0/c" -type f ! -name '.*' 2>/dev/null | wc -l; }
submit labels 2 >"$folder/driver1.log" 2>&1 & driver=$!
until [ "$(written)" -ge 2 ]; do sleep 0.2; kill -0 $driver; done
executor=$(jvm "$(jvm "${pids[1]}")")
echo "killing executor $executor after $(written) files"; kill -9 "$executor"
until [ "$(written)" -ge 5 ]; do sleep 0.2; kill -0 $driver; done
echo "killing driver after $(written) files"; kill -9 "$(jvm $driver)"; wait $driver 2>/dev/null || true
sleep 3
begun=$(date +%s)
submit labels 2 >"$folder/driver2.log" 2>&1
echo "submitted again: done in $(seconds "$begun") s"
echo "partial files: $(find "$folder/labels.zarr" -name '.*-*' -type f | wc -l)"
for executors in 2 1; do
  begun=$(date +%s)
  submit "by$executors" $executors >"$folder/by$executors.log" 2>&1
  echo "executors: $executors, job $(seconds "$begun") s: $(grep -oE '[A-Z][a-z ]+: ([0-9]+) of \1 in [0-9]+ s' "$folder/by$executors.log" | tr '\n' ';')"
done
begun=$(date +%s)
run sc.fiji.cairn.spark.ClusterVolume "$folder" alone
echo "one process: $(seconds "$begun") s"
run sc.fiji.cairn.spark.ClusterVolume "$folder" compare
