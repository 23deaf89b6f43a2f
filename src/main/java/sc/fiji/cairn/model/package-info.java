// SPDX-License-Identifier: BSD-2-Clause
/** The model file: the plan that says how to use a network, its weights, and how it came to be. */
package sc.fiji.cairn.model;

