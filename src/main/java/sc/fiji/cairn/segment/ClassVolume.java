// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

/**
 * How large a class is in an image.
 *
 * @param name name of the class
 * @param value its value in label images
 * @param voxels number of its voxels
 * @param volume their volume, or area in a 2D image
 * @param unit unit of the latter, such as {@code mm^3}
 * @param objects number of its connected components; negative if they have not been sought
 */
public record ClassVolume(String name, int value, long voxels, double volume, String unit, int objects) {}
