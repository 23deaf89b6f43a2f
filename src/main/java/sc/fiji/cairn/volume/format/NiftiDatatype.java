// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.util.Locale;
import java.util.Map;

import sc.fiji.cairn.volume.VoxelType;

/** The datatype codes of NIfTI. */
final class NiftiDatatype {

	private static final Map<Integer, VoxelType> REAL = Map.of(2, VoxelType.UINT8, 256, VoxelType.INT8, 512,
		VoxelType.UINT16, 4, VoxelType.INT16, 768, VoxelType.UINT32, 8, VoxelType.INT32, 1280, VoxelType.UINT64, 1024,
		VoxelType.INT64, 16, VoxelType.FLOAT32, 64, VoxelType.FLOAT64);

	private static final Map<Integer, String> OTHER = Map.of(1, "binary", 32, "complex64", 128, "RGB", 1536, "float128",
		1792, "complex128", 2048, "complex256", 2304, "RGBA");

	private NiftiDatatype() {}

	/** Gets the type of voxels that a code stands for, null if they are not single real numbers of at most 64 bits. */
	static VoxelType type(final int code) {
		return REAL.get(code);
	}

	/** Gets the name of a code to show. */
	static String name(final int code) {
		final VoxelType type = REAL.get(code);
		return type != null ? type.name().toLowerCase(Locale.ROOT) : OTHER.getOrDefault(code, "unknown");
	}

	/** Gets the code of a type of voxels. */
	static int code(final VoxelType type) {
		for (final Map.Entry<Integer, VoxelType> entry : REAL.entrySet()) {
			if (entry.getValue() == type) return entry.getKey();
		}
		throw new IllegalArgumentException("NIfTI has no code for " + type);
	}
}
