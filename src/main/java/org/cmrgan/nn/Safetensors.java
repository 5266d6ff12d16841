package org.cmrgan.nn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

import org.cmrgan.run.UserError;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Arrays by name in a file of the safetensors format: eight bytes with the length of a header, the header in JSON, numbers. It
 * holds numbers and nothing that could run. Float32 only. Immutable.
 */
final class Safetensors {
	private static final int LONGEST_HEADER = 100_000_000;

	/** One array. */
	static final class Tensor {
		final long[] shape;
		/** c-order. */
		final float[] values;

		Tensor(final long[] shape, final float[] values) {
			this.shape = shape;
			this.values = values;
		}
	}

	/** As the header's JSON has it. */
	private static final class Entry {
		private String dtype;
		private long[] shape;
		private long[] data_offsets;
	}

	private final Map<String, Tensor> tensors = new TreeMap<>();

	private Safetensors() {}

	/** @throws UserError if the file is no such file or holds other numbers than float32 */
	static Safetensors read(final Path file) {
		try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
			final long length = bytes(in, 8).getLong();
			if (length < 2 || length > LONGEST_HEADER || length > in.size() - 8) throw new IOException("no header");
			final JsonObject header = new Gson().fromJson(
					StandardCharsets.UTF_8.decode(bytes(in, (int) length)).toString(), JsonObject.class);
			final Safetensors out = new Safetensors();
			for (final Map.Entry<String, JsonElement> e : header.entrySet())
				if (!e.getKey().equals("__metadata__") && e.getValue().toString().contains("\"F32\""))
					out.tensors.put(e.getKey(), tensor(in, 8 + length, new Gson().fromJson(e.getValue(), Entry.class)));
			return out;
		} catch (final IOException | RuntimeException e) {
			throw new UserError("Cannot read the weights " + file + " (" + e.getMessage()
					+ "): give a file in the format safetensors.", e);
		}
	}

	private static Tensor tensor(final FileChannel in, final long begin, final Entry entry) throws IOException {
		long count = 1;
		for (final long side : entry.shape) count = Math.multiplyExact(count, side);
		if (entry.data_offsets[1] - entry.data_offsets[0] != Float.BYTES * count
				|| count > Integer.MAX_VALUE / Float.BYTES)
			throw new IOException("an array has another length than its shape");
		in.position(begin + entry.data_offsets[0]);
		final float[] values = new float[(int) count];
		bytes(in, Float.BYTES * (int) count).asFloatBuffer().get(values);
		return new Tensor(entry.shape, values);
	}

	private static ByteBuffer bytes(final FileChannel in, final int count) throws IOException {
		final ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
		while (buffer.hasRemaining()) if (in.read(buffer) < 0) throw new IOException("it ends too early");
		return buffer.flip();
	}

	/** Arrays by name; those of other types than float32, such as counters, are left out. */
	Map<String, Tensor> tensors() {
		return tensors;
	}
}
