/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onnx;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import org.cmrgan.run.UserError;

import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;

/**
 * The constants of an ONNX file by name, float32 only: the weights of a network, if the program that wrote the file
 * kept their names. The graph itself is ignored, and external data files are not opened.
 */
public final class OnnxWeights {
	private static final int MOST_SIDES = 32;

	/** One array. */
	public static final class Tensor {
		private final long[] shape;
		private final float[] values;

		private Tensor(final long[] shape, final float[] values) {
			this.shape = shape;
			this.values = values;
		}

		/** {@return the sizes of its axes, the slowest first} */
		public long[] shape() {
			return shape.clone();
		}

		/** {@return the numbers in c-order; shared} */
		public float[] values() {
			return values;
		}
	}

	private OnnxWeights() {}

	/**
	 * {@return the float32 constants of a file by name}
	 *
	 * @param file an ONNX file
	 * @throws UserError if the file is not ONNX, or its arrays are not consistent
	 */
	public static Map<String, Tensor> read(final Path file) {
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
			final Map<String, Tensor> out = new TreeMap<>();
			for (final TensorProto tensor : ModelProto.parseFrom(in).getGraph().getInitializerList()) {
				if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()) continue;
				if (out.put(tensor.getName(), tensor(tensor)) != null)
					throw new IOException("two arrays are called " + tensor.getName());
			}
			if (out.isEmpty()) throw new IOException("it holds no arrays of float32");
			return out;
		} catch (final IOException | RuntimeException e) {
			throw new UserError("Cannot read the weights " + file + " (" + e.getMessage()
					+ "): give a file in the format safetensors, or an ONNX file that holds its weights itself.", e);
		}
	}

	private static Tensor tensor(final TensorProto tensor) throws IOException {
		if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
			throw new IOException("the array " + tensor.getName() + " lies in another file");
		if (tensor.getDimsCount() > MOST_SIDES) throw new IOException(tensor.getName() + " has too many sides");
		final long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
		final float[] values = new float[!tensor.getRawData().isEmpty()
				? tensor.getRawData().size() / Float.BYTES
				: tensor.getFloatDataCount()];
		if (!tensor.getRawData().isEmpty())
			ByteBuffer.wrap(tensor.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()
					.get(values);
		else
			for (int i = 0; i < values.length; i++) values[i] = tensor.getFloatData(i);
		long wanted = 1;
		for (final long side : shape) {
			if (side < 0 || side > Integer.MAX_VALUE)
				throw new IOException(tensor.getName() + " has an impossible side");
			wanted = Math.min(Long.MAX_VALUE >> 32, wanted * side);
		}
		if (wanted != values.length)
			throw new IOException(tensor.getName() + " has another length than its shape " + Arrays.toString(shape));
		return new Tensor(shape, values);
	}
}
