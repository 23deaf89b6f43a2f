package sc.fiji.cairn.train;

import sc.fiji.cairn.cases.Fingerprint;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.network.Architecture;

/**
 * What network is trained, and how volumes become its input.
 *
 * @param architecture shape of the network
 * @param preparation window and spacing that it sees volumes through
 * @param fingerprint what the data set is like; null where that does not matter
 */
public record NetworkPlan(Architecture architecture, Preparation preparation, Fingerprint fingerprint) {}
