// SPDX-License-Identifier: BSD-2-Clause
/**
 * The files of the PyTorch engine: which builds are installed and which one to use, what fits this computer, downloads,
 * and how they fared when they were last tried. Knows nothing of how the engine is run.
 */
package sc.fiji.cairn.engine;

