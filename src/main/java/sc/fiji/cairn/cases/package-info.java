// SPDX-License-Identifier: BSD-2-Clause
/** Cases (an image, perhaps a label image, a domain), the folders they lie in, and the labels they bring. */
package sc.fiji.cairn.cases;
