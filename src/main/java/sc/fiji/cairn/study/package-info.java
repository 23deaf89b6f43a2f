// SPDX-License-Identifier: BSD-2-Clause
/** Label-efficiency studies: methods x numbers of labelled volumes x draws on one data set. */
package sc.fiji.cairn.study;

