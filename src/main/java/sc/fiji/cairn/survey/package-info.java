// SPDX-License-Identifier: BSD-2-Clause
/** What a data set is like, and what is wrong with it, before anything is trained on it. */
package sc.fiji.cairn.survey;

