// SPDX-License-Identifier: BSD-2-Clause
/** Models of other programs, in packages of bioimage.io, which are run as they are. */
package sc.fiji.cairn.bioimageio;
