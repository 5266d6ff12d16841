/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.cmrgan.run.RegularFile;
import org.cmrgan.run.UserError;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/**
 * Arrays by name in a file of the safetensors format: eight bytes with the length of a header, the header in JSON,
 * numbers. It contains only numbers, no code. Float32 only. Immutable.
 */
final class Safetensors {
	private static final int LONGEST_HEADER = 100_000_000;
	private static final int MOST_SIDES = 32;
	/** Bytes per number of each type; arrays of other types are neither checked nor read. */
	private static final Map<String, Integer> WIDTHS = Map.ofEntries(Map.entry("BOOL", 1), Map.entry("U8", 1),
			Map.entry("I8", 1), Map.entry("U16", 2), Map.entry("I16", 2), Map.entry("F16", 2), Map.entry("BF16", 2),
			Map.entry("U32", 4), Map.entry("I32", 4), Map.entry("F32", 4), Map.entry("U64", 8), Map.entry("I64", 8),
			Map.entry("F64", 8));

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

	/** One array as described in the header. */
	private static final class Entry {
		private final String type;
		private final long[] shape;
		private final long begin;
		private final long end;

		Entry(final String type, final long[] shape, final long... offsets) throws IOException {
			this.type = type;
			this.shape = shape;
			if (offsets.length != 2) throw new IOException("an array does not have two offsets");
			begin = offsets[0];
			end = offsets[1];
			if (begin < 0 || end < begin) throw new IOException("an array has impossible offsets");
			long bytes = WIDTHS.getOrDefault(type, 1);
			for (final long side : shape) {
				if (side < 0) throw new IOException("an array has a negative side");
				if (side > 0 && bytes > Long.MAX_VALUE / side) throw new IOException("an array is too large");
				bytes *= side;
			}
			if (WIDTHS.containsKey(type) && bytes != end - begin)
				throw new IOException("the length of an array does not match its shape");
		}

		/** Checked before any number is read or memory is allocated. */
		float[] floats(final FileChannel in, final long numbers) throws IOException {
			if (end - begin > Integer.MAX_VALUE - 8) throw new IOException("an array is too large");
			in.position(numbers + begin);
			final float[] values = new float[(int) ((end - begin) / Float.BYTES)];
			bytes(in, (int) (end - begin)).asFloatBuffer().get(values);
			return values;
		}
	}

	private final Map<String, Tensor> tensors = new TreeMap<>();

	private Safetensors() {}

	/** @throws UserError if the file is not in this format, or is incomplete */
	static Safetensors read(final Path file) {
		try (FileChannel in = FileChannel.open(RegularFile.of(file), StandardOpenOption.READ)) {
			final long length = bytes(in, 8).getLong();
			if (length < 2 || length > LONGEST_HEADER || length > in.size() - 8) throw new IOException("no header");
			final Map<String, Entry> entries = header(
					StandardCharsets.UTF_8.newDecoder().decode(bytes(in, (int) length)).toString());
			requireWhole(entries.values(), in.size() - 8 - length);
			final Safetensors out = new Safetensors();
			for (final Map.Entry<String, Entry> e : entries.entrySet())
				if (e.getValue().type.equals("F32"))
					out.tensors.put(e.getKey(), new Tensor(e.getValue().shape, e.getValue().floats(in, 8 + length)));
			return out;
		} catch (final IOException | RuntimeException e) {
			throw new UserError(
					"Cannot read the weights " + file + " (" + e.getMessage() + "): give a file in safetensors format.",
					e);
		}
	}

	/** Reads no deeper than a header is nested; deeper nesting is refused. */
	private static Map<String, Entry> header(final String text) throws IOException {
		final Map<String, Entry> out = new LinkedHashMap<>();
		final Set<String> names = new HashSet<>();
		try (JsonReader json = new JsonReader(new StringReader(text))) {
			json.beginObject();
			while (json.hasNext()) {
				final String name = json.nextName();
				if (!names.add(name)) throw new IOException("two arrays are called " + name);
				if (name.equals("__metadata__")) words(json);
				else
					out.put(name, entry(json));
			}
			json.endObject();
			if (json.peek() != JsonToken.END_DOCUMENT)
				throw new IOException("there is text after the end of the header");
		}
		return out;
	}

	private static void words(final JsonReader json) throws IOException {
		json.beginObject();
		while (json.hasNext()) {
			json.nextName();
			json.nextString();
		}
		json.endObject();
	}

	private static Entry entry(final JsonReader json) throws IOException {
		String type = "";
		long[] shape = null;
		long[] offsets = {};
		json.beginObject();
		while (json.hasNext()) {
			final String name = json.nextName();
			switch (name) {
				case "dtype" :
					type = json.nextString();
					break;
				case "shape" :
					shape = longs(json);
					break;
				case "data_offsets" :
					offsets = longs(json);
					break;
				default :
					throw new IOException("an array has an unknown " + name);
			}
		}
		json.endObject();
		if (shape == null) throw new IOException("an array has no shape");
		return new Entry(type, shape, offsets);
	}

	private static long[] longs(final JsonReader json) throws IOException {
		final List<Long> out = new ArrayList<>();
		json.beginArray();
		while (json.hasNext()) {
			if (out.size() == MOST_SIDES) throw new IOException("an array has too many sides");
			out.add(json.nextLong());
		}
		json.endArray();
		return out.stream().mapToLong(Long::longValue).toArray();
	}

	/** The arrays fill the file without gaps: none shares a byte with another, and nothing is hidden between them. */
	private static void requireWhole(final Collection<Entry> entries, final long length) throws IOException {
		final List<Entry> sorted = new ArrayList<>(entries);
		sorted.sort(Comparator.<Entry>comparingLong(e -> e.begin).thenComparingLong(e -> e.end));
		long at = 0;
		for (final Entry e : sorted) {
			if (e.begin < at) throw new IOException("two arrays share bytes");
			if (e.begin > at) throw new IOException("some bytes belong to no array");
			at = e.end;
		}
		if (at != length) throw new IOException("its arrays take " + at + " bytes and the file has " + length);
	}

	private static ByteBuffer bytes(final FileChannel in, final int count) throws IOException {
		final ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
		while (buffer.hasRemaining()) if (in.read(buffer) < 0) throw new IOException("it is truncated");
		return buffer.flip();
	}

	/** The arrays by name; those of other types than float32, such as counters, are left out. */
	Map<String, Tensor> tensors() {
		return tensors;
	}
}
