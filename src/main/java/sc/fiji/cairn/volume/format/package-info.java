// SPDX-License-Identifier: BSD-2-Clause
/** Formats of files: NIfTI, NRRD, MetaImage, DICOM, TIFF and OME-TIFF, and what ImageJ opens. */
package sc.fiji.cairn.volume.format;
