package sc.fiji.cairn.segment;

import java.util.Optional;

import sc.fiji.cairn.volume.Volume;

/**
 * The result of segmenting a volume, on its grid and with its place in the world.
 *
 * @param labels value of the class of each voxel
 * @param probabilities probability of each class of each voxel, as channels in the order of the model's classes
 */
public record Segmentation(Volume labels, Optional<Volume> probabilities) {}
