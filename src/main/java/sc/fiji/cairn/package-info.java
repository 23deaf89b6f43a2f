/** Label-efficient segmentation of volumes in ImageJ and Fiji. */
package sc.fiji.cairn;
