// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sc.fiji.cairn.torch.Halves;
import sc.fiji.cairn.torch.HostArray;

/**
 * A machine for those instructions of Python's pickle that dictionaries of arrays need. It calls nothing: the three names
 * that arrays are made by stand for what is done here, and any other ends the reading.
 */
final class Unpickler {

	private static final Object MARK = new Object();

	/** A name of Python. */
	private record Name(String module, String name) {}

	/** Elements of arrays, as {@code torch.save} keeps them. */
	private record Storage(String type, ByteBuffer data) {}

	private final Map<String, byte[]> entries;
	private final ByteBuffer in;
	private final List<Object> stack = new ArrayList<>();
	private final Map<Integer, Object> memo = new HashMap<>();

	/** @param entries of the file, without the name of their folder */
	Unpickler(final Map<String, byte[]> entries) {
		this.entries = entries;
		in = ByteBuffer.wrap(entries.get("data.pkl")).order(ByteOrder.LITTLE_ENDIAN);
	}

	/**
	 * Runs all instructions, and gets the object that they make.
	 *
	 * @throws IOException if the file holds something else than arrays; the message goes on from the name of the file
	 */
	Object run() throws IOException {
		for (int code = in.get() & 255; code != '.'; code = in.get() & 255)
			if (!value(code) && !collection(code)) step(code);
		return pop();
	}

	/** Does what puts a plain value onto the stack. */
	private boolean value(final int code) {
		switch (code) {
			case 'N' -> push(Optional.empty());
			case 0x88, 0x89 -> push(code == 0x88);
			case 'K' -> push((long) (in.get() & 255));
			case 'M' -> push((long) (in.getShort() & 0xffff));
			case 'J' -> push((long) in.getInt());
			case 0x8a -> push(longNumber(in.get()));
			case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
			case 'X' -> push(text(in.getInt()));
			case 0x8c -> push(text(in.get() & 255));
			default -> {
				return false;
			}
		}
		return true;
	}

	/** Does what makes and fills tuples, lists and dictionaries. */
	private boolean collection(final int code) {
		switch (code) {
			case '(' -> push(MARK);
			case ')' -> push(List.of());
			case ']' -> push(new ArrayList<>());
			case '}' -> push(new LinkedHashMap<>());
			case 't' -> push(popToMark());
			case 0x85, 0x86, 0x87 -> push(popLast(code - 0x84));
			case 'e' -> addAll(popToMark());
			case 'a' -> addAll(popLast(1));
			case 'u' -> putAll(popToMark());
			case 's' -> putAll(popLast(2));
			default -> {
				return false;
			}
		}
		return true;
	}

	private void step(final int code) throws IOException {
		switch (code) {
			case 0x80 -> in.get();
			case 'q' -> memo.put(in.get() & 255, top());
			case 'r' -> memo.put(in.getInt(), top());
			case 'h' -> push(memo.get(in.get() & 255));
			case 'j' -> push(memo.get(in.getInt()));
			case 'c' -> push(new Name(line(), line()));
			case 'Q' -> push(storage(list(pop())));
			case 'R' -> {
				final List<Object> arguments = list(pop());
				push(made((Name) pop(), arguments));
			}
			// NB: the state of an ordered dictionary, which says versions of layers.
			case 'b' -> pop();
			default -> throw new IOException("holds other things than arrays (pickle instruction 0x" + Integer.toHexString(code) + ")");
		}
	}

	private void push(final Object value) {
		stack.add(value);
	}

	private Object pop() {
		return stack.remove(stack.size() - 1);
	}

	private Object top() {
		return stack.get(stack.size() - 1);
	}

	private List<Object> popLast(final int count) {
		final List<Object> last = stack.subList(stack.size() - count, stack.size());
		final List<Object> popped = new ArrayList<>(last);
		last.clear();
		return popped;
	}

	private List<Object> popToMark() {
		final List<Object> popped = popLast(stack.size() - 1 - stack.lastIndexOf(MARK));
		pop();
		return popped;
	}

	@SuppressWarnings("unchecked")
	private static List<Object> list(final Object value) {
		return (List<Object>) value;
	}

	private void addAll(final List<Object> values) {
		list(top()).addAll(values);
	}

	@SuppressWarnings("unchecked")
	private void putAll(final List<Object> keysAndValues) {
		for (int i = 0; i < keysAndValues.size(); i += 2)
			((Map<Object, Object>) top()).put(keysAndValues.get(i), keysAndValues.get(i + 1));
	}

	private long longNumber(final int bytes) {
		long value = 0;
		for (int i = 0; i < bytes; i++)
			value |= (in.get() & 255L) << 8 * i;
		return value;
	}

	private String text(final int length) {
		final byte[] bytes = new byte[in.remaining() < length ? -1 : length];
		in.get(bytes);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private String line() {
		final StringBuilder line = new StringBuilder();
		for (byte one = in.get(); one != '\n'; one = in.get())
			line.append((char) one);
		return line.toString();
	}

	private Storage storage(final List<Object> id) {
		return new Storage(((Name) id.get(1)).name(), ByteBuffer.wrap(entries.get("data/" + id.get(2))).order(
			ByteOrder.LITTLE_ENDIAN));
	}

	/** Makes what a call of a name would. */
	private static Object made(final Name name, final List<Object> arguments) throws IOException {
		return switch (name.module() + "." + name.name()) {
			case "collections.OrderedDict" -> new LinkedHashMap<>();
			case "torch._utils._rebuild_parameter" -> arguments.get(0);
			case "torch._utils._rebuild_tensor_v2" -> array((Storage) arguments.get(0), (Long) arguments.get(1), list(arguments.get(
				2)), list(arguments.get(3)));
			default -> throw new IOException("would run " + name.module() + "." + name.name());
		};
	}

	private static HostArray array(final Storage storage, final long offset, final List<Object> sizes, final List<Object> steps)
		throws IOException
	{
		final long[] shape = sizes.stream().mapToLong(size -> (Long) size).toArray();
		final long[] stride = steps.stream().mapToLong(step -> (Long) step).toArray();
		long count = 1;
		for (final long size : shape)
			count = Math.multiplyExact(count, size);
		// NB: checked before memory is taken, of which a broken number may ask for too much.
		if (count > storage.data().capacity()) throw new IndexOutOfBoundsException("beyond the end");
		final float[] values = new float[(int) count];
		final long[] at = new long[shape.length];
		for (int i = 0; i < values.length; i++) {
			long place = offset;
			for (int axis = 0; axis < shape.length; axis++)
				place += at[axis] * stride[axis];
			values[i] = element(storage, Math.toIntExact(place));
			for (int axis = shape.length - 1; axis >= 0 && ++at[axis] == shape[axis]; axis--)
				at[axis] = 0;
		}
		return new HostArray(shape, values);
	}

	private static float element(final Storage storage, final int i) throws IOException {
		return switch (storage.type()) {
			case "FloatStorage" -> storage.data().getFloat(Float.BYTES * i);
			case "DoubleStorage" -> (float) storage.data().getDouble(Double.BYTES * i);
			case "HalfStorage" -> Halves.half(storage.data().getShort(Short.BYTES * i));
			case "BFloat16Storage" -> Halves.brain(storage.data().getShort(Short.BYTES * i));
			case "LongStorage" -> storage.data().getLong(Long.BYTES * i);
			default -> throw new IOException("holds arrays of " + storage.type());
		};
	}
}
