#!/usr/bin/env bash
# Segments a synthetic volume on a Spark cluster of this machine alone: a master and two workers as JVMs on 127.0.0.1. One executor
# and then the driver are killed while it runs; it is submitted again, and the labels are compared with those of one process.
#
#   src/spark/cluster/local-cluster.sh CLASS_PATH [FOLDER]
#
# CLASS_PATH has Cairn, its tests, src/spark compiled, Spark and the engine, as mvn -Pspark dependency:build-classpath writes it,
# with the folders of classes in front. FOLDER gets everything; it must not exist.
set -euo pipefail
cp=$1
folder=${2:-$(mktemp -d)/cluster}
mkdir -p "$folder/home/jars"
export SPARK_HOME=$folder/home SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive
engines=${CAIRN_ENGINES:-$folder/engines}
# Executors get the class path of the workers, so that nothing is copied to them.
for entry in ${cp//:/ }; do [ -f "$entry" ] && ln -sf "$entry" "$folder/home/jars/"; done
opens=()
for p in lang lang.invoke lang.reflect io net nio util util.concurrent util.concurrent.atomic; do opens+=("--add-opens=java.base/java.$p=ALL-UNNAMED"); done
for p in nio.ch nio.cs security.action util.calendar; do opens+=("--add-opens=java.base/sun.$p=ALL-UNNAMED"); done
run() { java "${opens[@]}" -Xmx"${HEAP:-512m}" -Dcairn.engines="$engines" -cp "$cp" "$@"; }
pids=()
jvm() { pgrep -P "$1" | head -1; }
cleanup() { for p in "${pids[@]}"; do kill $(jvm "$p") 2>/dev/null || true; done; }
trap cleanup EXIT
master=127.0.0.1:7177
run org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 7177 --webui-port 0 >"$folder/master.log" 2>&1 & pids+=($!)
sleep 5
for w in 1 2; do
  run org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1 --memory 700m --work-dir "$folder/work$w" "spark://$master" \
    >"$folder/worker$w.log" 2>&1 & pids+=($!)
done
run sc.fiji.cairn.spark.ClusterVolume "$folder" write
submit() {
  run -Dspark.master="spark://$master" -Dspark.driver.host=127.0.0.1 -Dspark.driver.bindAddress=127.0.0.1 -Dspark.ui.enabled=false \
    -Dspark.executor.cores=1 -Dspark.executor.memory=600m -Dspark.executor.extraClassPath="$cp" \
    -Dspark.executor.extraJavaOptions="-Dcairn.engines=$engines" \
    sc.fiji.cairn.spark.CairnSpark segment input="$folder/image.zarr" model="$folder/model.cairn" output="$folder/labels.zarr"
}
blocks() { find "$folder/labels.zarr.partial/labels/0/c" -type f ! -name '.*' 2>/dev/null | wc -l; }
submit >"$folder/driver1.log" 2>&1 & driver=$!
until [ "$(blocks)" -ge 2 ]; do sleep 0.2; kill -0 $driver; done
executor=$(jvm "$(jvm "${pids[1]}")")
echo "killing executor $executor after $(blocks) files"; kill -9 "$executor"
until [ "$(blocks)" -ge 5 ]; do sleep 0.2; kill -0 $driver; done
echo "killing driver after $(blocks) files"; kill -9 "$(jvm $driver)"; wait $driver 2>/dev/null || true
sleep 3
begun=$(date +%s)
submit >"$folder/driver2.log" 2>&1
echo "submitted again: done in $(($(date +%s) - begun)) s"
echo "partial files: $(find "$folder/labels.zarr" -name '.*-*' -type f | wc -l)"
run sc.fiji.cairn.spark.ClusterVolume "$folder" compare
