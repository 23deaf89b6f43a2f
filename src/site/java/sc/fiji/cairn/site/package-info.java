// SPDX-License-Identifier: BSD-2-Clause
/**
 * Builds the update site from which Fiji installs Cairn, and checks it as Fiji's updater would. Not part of the plugin.
 */
package sc.fiji.cairn.site;

