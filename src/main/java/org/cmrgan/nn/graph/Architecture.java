/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import org.cmrgan.nn.ArchitectureLayer;
import org.cmrgan.nn.operation.Convolution;
import org.cmrgan.nn.operation.Input;
import org.cmrgan.nn.operation.Operation;
import org.cmrgan.nn.operation.OperationRecord;
import org.cmrgan.nn.operation.Operations;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.nn.operation.Parameter.Role;
import org.cmrgan.nn.operation.Shapes;

import com.google.gson.Gson;

/**
 * The structure of a network: a graph of operations, each a function of earlier ones, and the parameters that they
 * need. It contains no numbers; an {@link ArchitectureLayer} adds parameters and runs it. Immutable.
 * <p>
 * Shapes leave out the number of images: [channels, height, width] for maps, [features] for vectors. All parameters lie
 * in one flat vector: first the weights (which weight decay shrinks), then biases, scales, shifts and slopes, and last
 * the statistics, which have no gradient (means and variances of batch norm, directions of spectral norm).
 */
public final class Architecture {
	private final List<Operation> operations;
	private final List<long[]> shapes = new ArrayList<>();
	private final List<List<Parameter>> byOperation = new ArrayList<>();
	private final List<Parameter> parameters;
	private final long trainable;
	private final long length;
	private final int parts;

	Architecture(final List<Operation> operations) {
		this(operations, 1);
	}

	private Architecture(final List<Operation> operations, final int parts) {
		this.parts = parts;
		this.operations = List.copyOf(operations);
		for (int i = 0; i < operations.size(); i++) {
			final Operation operation = operations.get(i);
			final List<long[]> in = operands(i);
			shapes.add(operation.shape(in));
			byOperation.add(new ArrayList<>(in.isEmpty() ? List.of() : operation.parameters(in.get(0), shapes.get(i))));
		}
		final List<Parameter> all = new ArrayList<>();
		long at = 0;
		long learned = 0;
		for (final Role role : Role.values()) {
			for (int i = 0; i < byOperation.size(); i++) {
				final List<Parameter> own = byOperation.get(i);
				for (int k = 0; k < own.size(); k++) {
					if (own.get(k).role() != role) continue;
					final Parameter placed = own.get(k).at(i, at);
					own.set(k, placed);
					all.add(placed);
					at += placed.length();
				}
			}
			if (role != Role.STATISTIC) learned = at;
		}
		parameters = Collections.unmodifiableList(all);
		trainable = learned;
		length = at;
	}

	private List<long[]> operands(final int index) {
		final Operation operation = operations.get(index);
		if (operation instanceof Input != (index == 0))
			throw new IllegalArgumentException("the first operation, and no other, is an input");
		final List<long[]> in = new ArrayList<>();
		for (int i = 0; i < operation.arity(); i++) {
			if (operation.input(i) < 0 || operation.input(i) >= index)
				throw new IllegalArgumentException(operation + " comes before what it needs");
			in.add(shapes.get(operation.input(i)));
		}
		return in;
	}

	/**
	 * {@return this network, with the same parameters, on images of another size}
	 *
	 * @param height image height, pixels
	 * @param width image width, pixels
	 * @throws IllegalArgumentException if the network is not fully convolutional
	 */
	public Architecture ofSize(final int height, final int width) {
		operations.get(0).requireMaps(shapes.get(0));
		final List<Operation> resized = new ArrayList<>(operations);
		resized.set(0, Operations.of(Input.of(shapes.get(0)[0], height, width)));
		final Architecture other = new Architecture(resized);
		if (other.length != length)
			throw new IllegalArgumentException("a network that is not fully convolutional has one size");
		return other;
	}

	/**
	 * {@return true if {@link #ofSize} accepts any size: the input is an image, the output maps, and no operation
	 * depends on the size}
	 */
	public boolean takesAnySize() {
		final long[] in = inputShape();
		if (in.length != 3 || outputShape().length != 3) return false;
		try {
			ofSize((int) in[1] * 2, (int) in[2] * 2);
			return true;
		} catch (final IllegalArgumentException e) {
			return false;
		}
	}

	/**
	 * {@return the distance in pixels over which an input pixel affects the output of a network whose convolutions have
	 * no stride}
	 */
	public int reach() {
		return operations.stream().filter(Convolution.class::isInstance)
				.mapToInt(o -> ((Convolution) o).window().kernel() / 2).sum();
	}

	/**
	 * {@return this network, with the same parameters, for batches of several parts of equal length, where the later
	 * parts are small displacements of the first. Each ReLU and LeakyReLU takes the signs of the first part, so that
	 * the network is linear between the parts}
	 *
	 * @param number of parts
	 * @throws IllegalArgumentException if the network has other kinks, dropout, or statistics of a whole batch
	 */
	public Architecture inParts(final int number) {
		for (final Operation operation : operations)
			if (!operation.worksInParts())
				throw new IllegalArgumentException(operation + " does not work on a batch in parts");
		return new Architecture(operations, number);
	}

	/** {@return the number of parts of a batch, usually 1; see {@link #inParts}} */
	public int parts() {
		return parts;
	}

	/** {@return the operations in the order in which they run; the first is the input, the last the output} */
	public List<Operation> operations() {
		return operations;
	}

	/** {@return all parameters in the order of the parameter vector} */
	public List<Parameter> parameters() {
		return parameters;
	}

	/**
	 * {@return a parameter}
	 *
	 * @param name see {@link Parameter#name()}
	 * @throws IllegalArgumentException if there is no such parameter
	 */
	public Parameter parameter(final String name) {
		return parameters.stream().filter(p -> p.name().equals(name)).findFirst()
				.orElseThrow(() -> new IllegalArgumentException("no parameter " + name));
	}

	/** {@return the length of the parameter vector, including the statistics of batch norm} */
	public long length() {
		return length;
	}

	/** {@return the length of the part of the parameter vector that the optimiser changes; it comes first} */
	public long trainableLength() {
		return trainable;
	}

	/** {@return the length of the part of the parameter vector that weight decay shrinks; it comes first of all} */
	public long weightLength() {
		return parameters.stream().filter(p -> p.role() == Role.WEIGHT).mapToLong(Parameter::length).sum();
	}

	/** {@return the shape of one input image or vector} */
	public long[] inputShape() {
		return shapes.get(0).clone();
	}

	/** {@return the shape of the output for one image} */
	public long[] outputShape() {
		return shapes.get(shapes.size() - 1).clone();
	}

	/**
	 * {@return the multiplications and additions of a forward pass over one image, counting only convolutions and dense
	 * operations}
	 */
	public double flops() {
		double sum = 0;
		for (int i = 1; i < operations.size(); i++)
			sum += operations.get(i).flops(shapes.get(operations.get(i).input(0)), shapes.get(i));
		return sum;
	}

	/**
	 * {@return a generous estimate of the bytes of memory for training with Adam: parameters, gradient, Adam's two
	 * moments, two copies of the parameters, and the values of every operation in the forward and the backward pass}
	 *
	 * @param images in a batch
	 */
	public long trainingBytes(final int images) {
		return Float.BYTES * (6 * length + 2 * values() * images);
	}

	/** {@return the number of values that all operations together compute for one image} */
	public long values() {
		return shapes.stream().mapToLong(Shapes::product).sum();
	}

	/**
	 * {@return the output shape of an operation for one image; not to be written to}
	 *
	 * @param operation its index
	 */
	public long[] shape(final int operation) {
		return shapes.get(operation);
	}

	/**
	 * {@return the parameters of an operation: W and b; gamma, beta, mean and variance; alpha; last u, if there is one}
	 *
	 * @param operation its index
	 */
	public List<Parameter> parameters(final int operation) {
		return byOperation.get(operation);
	}

	/** {@return a text that {@link #fromJson} reads} */
	public String toJson() {
		return new Gson().toJson(operations.stream().map(Operation::record).collect(Collectors.toList()));
	}

	/**
	 * {@return the architecture of a text}
	 *
	 * @param json written by {@link #toJson}
	 * @throws IllegalArgumentException if the text is not an architecture
	 */
	public static Architecture fromJson(final String json) {
		final Architecture architecture;
		try {
			final OperationRecord[] read = new Gson().fromJson(json, OperationRecord[].class);
			if (read == null || read.length == 0 || Arrays.stream(read).anyMatch(n -> n == null || !n.isWhole()))
				throw new IllegalArgumentException("not an architecture");
			architecture = new Architecture(Arrays.stream(read).map(Operations::of).collect(Collectors.toList()));
		} catch (final IllegalArgumentException e) {
			throw e;
		} catch (final RuntimeException e) {
			// What a file lacks or has in excess can cause any of these exceptions.
			throw new IllegalArgumentException("not an architecture: " + e.getMessage(), e);
		}
		ArchitectureCheck.check(architecture.operations, architecture.shapes, architecture.parameters);
		return architecture;
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Architecture && toJson().equals(((Architecture) other).toJson());
	}

	@Override
	public int hashCode() {
		return toJson().hashCode();
	}

	/** One line per operation. */
	@Override
	public String toString() {
		final StringBuilder text = new StringBuilder();
		for (int i = 0; i < operations.size(); i++)
			text.append(operations.get(i)).append(' ').append(Arrays.toString(shapes.get(i))).append(' ')
					.append(byOperation.get(i)).append('\n');
		return text.toString();
	}
}
