// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

/**
 * A file's state at one time.
 *
 * @param checksum see {@link UpdaterChecksum}
 * @param timestamp when it was published, as YYYYMMDDhhmmss
 * @param obsolete when another took its place, likewise; 0 if none has
 * @param filename path in Fiji, with the version
 * @param size in bytes; -1 if nobody needs it any more
 */
record Release(String checksum, long timestamp, long obsolete, String filename, long size) {

	Release replaced(final long time) {
		return new Release(checksum, timestamp, time, filename, -1);
	}
}
