// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

/** What a point of a phantom is made of. Which structure it belongs to is another matter: vessels hold blood too. */
enum Tissue {
	AIR, MUSCLE, FAT, BLOOD, MYOCARDIUM, VENOUS_BLOOD, BONE, MARROW, LIVER, LUNG, NODULE
}
