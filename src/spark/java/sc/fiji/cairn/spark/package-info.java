// SPDX-License-Identifier: BSD-2-Clause
/** Cairn on Apache Spark: the same commands, whose work the executors of a cluster share. */
package sc.fiji.cairn.spark;
