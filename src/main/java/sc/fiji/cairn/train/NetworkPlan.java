// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Fingerprint;
import sc.fiji.cairn.sampling.Preprocessing;

/**
 * What network is trained, and how volumes become its input.
 *
 * @param architecture shape of the network
 * @param preprocessing window and spacing that it sees volumes through
 * @param fingerprint what the data set is like; null where that does not matter
 */
public record NetworkPlan(Architecture architecture, Preprocessing preprocessing, Fingerprint fingerprint) {}
