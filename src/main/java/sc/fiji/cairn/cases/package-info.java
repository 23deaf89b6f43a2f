/** Cases (an image, perhaps a label image, a domain), the folders they lie in, and how volumes become slices. */
package sc.fiji.cairn.cases;
