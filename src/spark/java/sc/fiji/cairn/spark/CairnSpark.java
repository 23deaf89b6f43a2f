// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.spark;

import java.util.Arrays;
import java.util.List;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

import sc.fiji.cairn.CairnException;

/**
 * Runs a command on the executors of Spark.
 *
 * <pre>
 * spark-submit ... cairn-spark.jar segment input=/shared/image.zarr model=/shared/m.cairn output=/shared/labels.zarr
 * spark-submit ... cairn-spark.jar segment-folder images=/shared/scans model=/shared/m.cairn output=/shared/predicted shards=16
 * spark-submit ... cairn-spark.jar compare images=... labels=... output=/shared/study shards=8
 * spark-submit ... cairn-spark.jar evaluate predictions=... labels=... output=/shared/scores.csv
 * </pre>
 * <p>
 * All paths have to lead to the same files from all machines. A command that was ended goes on if it is submitted again.
 * </p>
 */
public final class CairnSpark {

	private CairnSpark() {
		// Only the main method.
	}

	/** Runs the command named by the first argument; the exit status is 0 if it came to its end. */
	public static void main(final String... args) {
		if (args.length == 0) throw new CairnException("No command is given; it is one of segment, segment-folder, compare and evaluate.");
		final Keys keys = new Keys(Arrays.asList(args).subList(1, args.length));
		try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("Cairn " + args[0]))) {
			run(spark, args[0], keys);
		}
	}

	/** Runs a command. */
	static void run(final JavaSparkContext spark, final String command, final Keys keys) {
		final DriverProgress progress = new DriverProgress();
		switch (command) {
			case "segment" -> new VolumeOnSpark(spark, keys, progress).run();
			case "segment-folder", "compare" -> new CommandOnSpark(spark, command, keys).runShards();
			case "evaluate" -> new CommandOnSpark(spark, command, keys).runWhole();
			default -> throw new CairnException("There is no command " + command + " on Spark; it is one of " + String.join(", ", List.of(
				"segment", "segment-folder", "compare", "evaluate")) + ".");
		}
	}
}
