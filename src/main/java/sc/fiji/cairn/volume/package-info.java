/** Volumes with voxel spacing and axes; their file formats; their way from and to ImageJ. */
package sc.fiji.cairn.volume;
