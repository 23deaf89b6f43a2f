// SPDX-License-Identifier: BSD-2-Clause
/** Random changes of place and intensity that a network should not mind. */
package sc.fiji.cairn.augment;

