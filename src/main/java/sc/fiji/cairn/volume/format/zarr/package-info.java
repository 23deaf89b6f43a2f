// SPDX-License-Identifier: BSD-2-Clause
/** OME-Zarr: arrays of Zarr 2 and 3, the codecs of their chunks, and the images that they make. */
package sc.fiji.cairn.volume.format.zarr;
