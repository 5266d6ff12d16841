/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.operation.Parameter;
import org.nd4j.linalg.api.ndarray.INDArray;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/**
 * Writes the parameters of a network as safetensors: float32, c-order, in the order of the parameter vector, with the
 * architecture as JSON in the metadata. Source: https://github.com/huggingface/safetensors, section Format.
 */
public final class SafetensorsWriter {
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

	private SafetensorsWriter() {}

	/**
	 * Writes a file. Equal networks and facts give equal files.
	 *
	 * @param network structure of the network
	 * @param parameters flat, in its order
	 * @param names the name of a parameter in the file, by {@link Parameter#name()}
	 * @param facts for the metadata, by name
	 * @param file the file to write
	 * @throws IOException if writing fails
	 */
	public static void write(final Architecture network, final INDArray parameters, final UnaryOperator<String> names,
			final Map<String, String> facts, final Path file) throws IOException {
		final Map<String, Object> header = new LinkedHashMap<>();
		final Map<String, String> metadata = new TreeMap<>(facts);
		metadata.put("architecture", network.toJson());
		header.put("__metadata__", metadata);
		long at = 0;
		for (final Parameter p : network.parameters()) {
			final Map<String, Object> entry = new LinkedHashMap<>();
			entry.put("dtype", "F32");
			entry.put("shape", p.shape());
			entry.put("data_offsets", new long[] { at, at + Float.BYTES * p.length() });
			at += Float.BYTES * p.length();
			header.put(names.apply(p.name()), entry);
		}
		final byte[] json = GSON.toJson(header).getBytes(StandardCharsets.UTF_8);
		// Spaces, so that the numbers begin at a multiple of eight bytes.
		final byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
		Arrays.fill(padded, json.length, padded.length, (byte) ' ');
		try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
				StandardOpenOption.WRITE)) {
			write(out, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, padded.length));
			write(out, ByteBuffer.wrap(padded));
			for (final Parameter p : network.parameters()) {
				final float[] values = p.view(parameters).dup('c').data().asFloat();
				final ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length)
						.order(ByteOrder.LITTLE_ENDIAN);
				bytes.asFloatBuffer().put(values);
				write(out, bytes);
			}
		}
	}

	private static void write(final FileChannel out, final ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) out.write(bytes);
	}
}
