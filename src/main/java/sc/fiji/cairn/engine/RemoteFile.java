// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.net.URI;

/**
 * A file to download.
 *
 * @param name of the library inside it
 * @param uri where it is
 * @param size in bytes, compressed
 * @param tag what the server calls this state of it; empty if it does not say
 * @param sha256 of the library itself, in hexadecimal digits; empty if nobody says
 */
record RemoteFile(String name, URI uri, long size, String tag, String sha256) {}
