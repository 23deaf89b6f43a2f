/** Random changes of place and intensity that a network should not mind. */
package sc.fiji.cairn.augment;
