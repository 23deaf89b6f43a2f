package sc.fiji.cairn.model;

/**
 * A class that a model tells apart.
 *
 * @param value its value in label images; 0 is background
 * @param name what it is called, for people
 */
public record SegmentationClass(int value, String name) {}
