// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import sc.fiji.cairn.torch.HostArray;

/** A graph of ONNX in the making; numbers are fields of {@code onnx.proto}. */
final class OnnxGraph {

	/** Element types. */
	static final int FLOAT = 1;
	private static final int INT64 = 7;

	/** Types of attributes. */
	private static final int FLOAT_ATTRIBUTE = 1;
	private static final int INT_ATTRIBUTE = 2;
	private static final int STRING_ATTRIBUTE = 3;
	private static final int INTS_ATTRIBUTE = 7;

	private final Protobuf message = new Protobuf();
	private final Set<String> constants = new HashSet<>();
	private int nodes;

	static Protobuf number(final String name, final long value) {
		return new Protobuf().add(1, name).add(3, value).add(20, INT_ATTRIBUTE);
	}

	static Protobuf number(final String name, final double value) {
		return new Protobuf().add(1, name).add(2, (float) value).add(20, FLOAT_ATTRIBUTE);
	}

	static Protobuf text(final String name, final String value) {
		return new Protobuf().add(1, name).add(4, value).add(20, STRING_ATTRIBUTE);
	}

	static Protobuf numbers(final String name, final long... values) {
		final Protobuf attribute = new Protobuf().add(1, name);
		for (final long value : values)
			attribute.add(8, value);
		return attribute.add(20, INTS_ATTRIBUTE);
	}

	/** Adds a node and gets the name of its result. */
	String node(final String operator, final List<String> inputs, final Protobuf... attributes) {
		final String result = operator.toLowerCase(Locale.ROOT) + nodes++;
		return node(operator, inputs, result, attributes);
	}

	/** Gives a result a name of its own. */
	void name(final String result, final String name) {
		node("Identity", List.of(result), name);
	}

	private String node(final String operator, final List<String> inputs, final String result, final Protobuf... attributes) {
		final Protobuf node = new Protobuf();
		inputs.forEach(input -> node.add(1, input));
		node.add(2, result).add(3, result).add(4, operator);
		for (final Protobuf attribute : attributes)
			node.add(5, attribute);
		message.add(1, node);
		return result;
	}

	/** Adds an array, unless there is one of this name, and gets the name. */
	String constant(final String name, final HostArray array) {
		return constant(name, FLOAT, array.shape(), array.littleEndian());
	}

	/** Adds a list of whole numbers. */
	String integers(final long... values) {
		final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asLongBuffer().put(values);
		return constant("integers" + Arrays.toString(values), INT64, new long[] { values.length }, bytes.array());
	}

	private String constant(final String name, final int type, final long[] shape, final byte[] bytes) {
		if (!constants.add(name)) return name;
		final Protobuf tensor = new Protobuf();
		for (final long size : shape)
			tensor.add(1, size);
		message.add(5, tensor.add(2, type).add(8, name).add(9, bytes));
		return name;
	}

	/** Gets the message, to which inputs and outputs are still to be added. */
	Protobuf message(final String name) {
		return message.add(2, name);
	}
}
