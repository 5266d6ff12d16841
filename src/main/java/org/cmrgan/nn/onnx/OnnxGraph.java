/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.nd4j.shade.protobuf.ByteString;

import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;

/**
 * An ONNX graph that is being built: operators, constants, inputs and outputs, all float32 with a free number of
 * images. A value has the name of its operator. This class does not depend on the suite's networks. Source: the
 * messages of https://github.com/onnx/onnx/blob/main/docs/IR.md, operators of {@link #OPSET}.
 */
final class OnnxGraph {
	/** The first operator set with GridSample; the engines of deepImageJ support up to 18. */
	static final int OPSET = 16;
	/** The IR version of ONNX 1.11, which introduced the operator set. */
	private static final int IR = 8;
	/** A free dimension. */
	static final long OPEN = -1;
	private static final List<String> SIDES = List.of("batch", "channel", "height", "width");

	private final GraphProto.Builder graph = GraphProto.newBuilder().setName("network");
	private final Set<String> names = new HashSet<>();

	/**
	 * Adds an operator; returns the name of its value.
	 *
	 * @param inputs names of values, "" for one that is omitted
	 */
	String add(final String type, final String name, final List<String> inputs, final AttributeProto... attributes) {
		graph.addNode(NodeProto.newBuilder().setOpType(type).setName(unused(name)).addAllInput(inputs).addOutput(name)
				.addAllAttribute(Arrays.asList(attributes)));
		return name;
	}

	private String unused(final String name) {
		if (!names.add(name)) throw new IllegalStateException("two values are called " + name);
		return name;
	}

	/** Adds an operator that changes the shape of each image. */
	String reshape(final String name, final String x, final long... to) {
		final long[] shape = new long[to.length + 1];
		shape[0] = -1;
		System.arraycopy(to, 0, shape, 1, to.length);
		return add("Reshape", name, List.of(x, integers(name + ".shape", shape)));
	}

	/** Adds a scalar constant. */
	String scalar(final String name, final double value) {
		return floats(name, new long[0], (float) value);
	}

	/** Adds a constant in c-order. */
	String floats(final String name, final long[] shape, final float... values) {
		final ByteBuffer bytes = bytes(Float.BYTES * values.length);
		bytes.asFloatBuffer().put(values);
		return constant(name, TensorProto.DataType.FLOAT, bytes, shape);
	}

	/** Adds a constant vector. */
	String integers(final String name, final long... values) {
		final ByteBuffer bytes = bytes(Long.BYTES * values.length);
		bytes.asLongBuffer().put(values);
		return constant(name, TensorProto.DataType.INT64, bytes, values.length);
	}

	private static ByteBuffer bytes(final int count) {
		return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
	}

	private String constant(final String name, final TensorProto.DataType type, final ByteBuffer bytes,
			final long... shape) {
		final TensorProto.Builder tensor = TensorProto.newBuilder().setName(unused(name)).setDataType(type.getNumber())
				.setRawData(ByteString.copyFrom(bytes));
		for (final long side : shape) tensor.addDims(side);
		graph.addInitializer(tensor);
		return name;
	}

	/**
	 * Declares an input.
	 *
	 * @param shape of one image or vector
	 */
	void input(final String name, final long... shape) {
		graph.addInput(value(unused(name), shape));
	}

	/**
	 * Declares an existing value as an output.
	 *
	 * @param shape of one image or vector
	 */
	void output(final String name, final long... shape) {
		graph.addOutput(value(name, shape));
	}

	private static ValueInfoProto value(final String name, final long... shape) {
		final TensorShapeProto.Builder sides = TensorShapeProto.newBuilder().addDim(side(0, OPEN));
		for (int i = 0; i < shape.length; i++) sides.addDim(side(i + 1, shape[i]));
		return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(
				TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber()).setShape(sides)))
				.build();
	}

	private static TensorShapeProto.Dimension side(final int axis, final long length) {
		final TensorShapeProto.Dimension.Builder side = TensorShapeProto.Dimension.newBuilder();
		return length == OPEN ? side.setDimParam(SIDES.get(axis)).build() : side.setDimValue(length).build();
	}

	/**
	 * Writes the model; equal graphs and facts give equal files.
	 *
	 * @param facts for people and programs, by name
	 */
	void write(final Map<String, String> facts, final Path file) throws IOException {
		final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(IR).setProducerName("CMR GAN")
				.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET)).setGraph(graph);
		new TreeMap<>(facts).forEach((name, text) -> model
				.addMetadataProps(StringStringEntryProto.newBuilder().setKey(name).setValue(text)));
		try (OutputStream out = Files.newOutputStream(file)) {
			model.build().writeTo(out);
		}
	}

	static AttributeProto integer(final String name, final long value) {
		return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
	}

	static AttributeProto list(final String name, final long... values) {
		final AttributeProto.Builder out = AttributeProto.newBuilder().setName(name)
				.setType(AttributeProto.AttributeType.INTS);
		for (final long value : values) out.addInts(value);
		return out.build();
	}

	static AttributeProto number(final String name, final double value) {
		return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT).setF((float) value)
				.build();
	}

	static AttributeProto text(final String name, final String value) {
		return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRING)
				.setS(ByteString.copyFromUtf8(value)).build();
	}
}
