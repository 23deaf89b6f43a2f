/** Segmentation of volumes with a trained model. */
package sc.fiji.cairn.segment;
