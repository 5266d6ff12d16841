/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.operation.LinearOperation;
import org.cmrgan.nn.operation.Operation;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.nn.operation.SpectralNorm;
import org.cmrgan.nn.operation.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

import onnx.Onnx.AttributeProto;

/** One operation of a network during its translation to an {@link OnnxGraph}: its operands, shapes and parameters. */
final class OnnxNode {
	private final OnnxGraph graph;
	private final Architecture network;
	private final INDArray parameters;
	private final UnaryOperator<String> names;
	private final int index;
	private final Operation operation;
	private final List<String> operands;

	/**
	 * @param names name of a parameter in the file, by {@link Parameter#name()}
	 * @param operands names of its operands
	 */
	OnnxNode(final OnnxGraph graph, final Architecture network, final INDArray parameters,
			final UnaryOperator<String> names, final int index, final List<String> operands) {
		this.graph = graph;
		this.network = network;
		this.parameters = parameters;
		this.names = names;
		this.index = index;
		operation = network.operations().get(index);
		this.operands = operands;
	}

	OnnxGraph graph() {
		return graph;
	}

	/** The name of the operation in the network, which is also that of its value. */
	String name() {
		return operation.name();
	}

	/** An operand. */
	String x(final int i) {
		return operands.get(i);
	}

	/** All operands. */
	List<String> xs() {
		return operands;
	}

	/** Shape of an operand for one image. */
	long[] in(final int i) {
		return network.shape(operation.input(i));
	}

	/** Shape of its value for one image. */
	long[] out() {
		return network.shape(index);
	}

	/** The attributes of a convolution or pooling. */
	AttributeProto[] window(final Window window, final AttributeProto... more) {
		final long k = window.kernel();
		final long s = window.stride();
		final long p = window.padding();
		final List<AttributeProto> all = new ArrayList<>(List.of(OnnxGraph.list("kernel_shape", k, k),
				OnnxGraph.list("strides", s, s), OnnxGraph.list("pads", p, p, p, p)));
		all.addAll(Arrays.asList(more));
		return all.toArray(new AttributeProto[0]);
	}

	/** Adds the operator whose value is that of the node. */
	String gives(final String type, final List<String> inputs, final AttributeProto... attributes) {
		return graph.add(type, name(), inputs, attributes);
	}

	/** Adds an intermediate operator. */
	String step(final String type, final String step, final List<String> inputs, final AttributeProto... attributes) {
		return graph.add(type, own(step), inputs, attributes);
	}

	/** A name for an intermediate value. */
	String own(final String step) {
		return name() + "." + step;
	}

	/** Adds all its parameters as constants, after the operand. */
	List<String> withParameters(final String x) {
		final List<String> out = new ArrayList<>(List.of(x));
		for (final Parameter p : network.parameters(index)) out.add(constant(p, p.shape(), values(p)));
		return out;
	}

	/** Adds its only parameter in another shape. */
	String parameter(final long... shape) {
		final Parameter p = network.parameters(index).get(0);
		return constant(p, shape, values(p));
	}

	/** Adds weights and biases as constants after the operand; weights with a spectral norm are divided by it. */
	List<String> linear(final String x, final LinearOperation linear) {
		final List<Parameter> own = network.parameters(index);
		final Parameter w = own.get(0);
		final float[] weights = values(w);
		if (linear.hasSpectralNorm()) {
			final Parameter u = own.get(own.size() - 1);
			final double sigma = SpectralNorm.of(w.view(parameters), u.view(parameters)).sigma();
			for (int k = 0; k < weights.length; k++) weights[k] /= sigma;
		}
		final List<String> out = new ArrayList<>(List.of(x, constant(w, w.shape(), weights)));
		if (linear.hasBias()) out.add(constant(own.get(1), own.get(1).shape(), values(own.get(1))));
		return out;
	}

	private String constant(final Parameter p, final long[] shape, final float... values) {
		return graph.floats(names.apply(p.name()), shape, values);
	}

	private float[] values(final Parameter p) {
		return p.view(parameters).dup('c').data().asFloat();
	}
}
