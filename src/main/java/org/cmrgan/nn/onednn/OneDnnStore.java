/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.operation.BatchNorm;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.nn.operation.SpectralNorm;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The data that all plans of a network share: parameters and gradients, statistics of the batch, weights in the layouts
 * of primitives, and the memory of values.
 */
final class OneDnnStore implements AutoCloseable {
	private final Architecture architecture;
	private final boolean bf16;
	private final INDArray parameters;
	private final INDArray gradient;
	private final OneDnn library = new OneDnn();
	/** Values of the last forward pass that a backward pass needs. */
	private final NativeMemory kept = new NativeMemory();
	/** Values that are not needed after the pass. */
	private final NativeMemory scratch = new NativeMemory();
	private final Map<Integer, OneDnnWeight> weights = new HashMap<>();
	private final Map<Integer, SpectralNorm> norms = new HashMap<>();
	private final List<Pointer> owned = new ArrayList<>();
	/** Batch statistics of the last forward pass, in the order of the parameter vector. */
	private final INDArray statistics;
	private final INDArray pace;
	/** By number of images, see {@link #unbiased}. */
	private final Map<Integer, INDArray> unbiased = new HashMap<>();
	/** Gradient vectors of several losses. */
	private final List<INDArray> several = new ArrayList<>();
	private final List<INDArray> arrays = new ArrayList<>();
	private long seed;
	/** Number of changes of the parameters, to detect what is out of date. */
	private long version;

	/** @param gradient same length as the parameters; null for a network that only computes outputs */
	OneDnnStore(final Architecture architecture, final INDArray parameters, final INDArray gradient,
			final boolean bf16) {
		this.architecture = architecture;
		this.parameters = parameters.reshape(parameters.length());
		this.gradient = gradient == null ? null : gradient.reshape(gradient.length());
		this.bf16 = bf16;
		try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			final long n = architecture.length() - architecture.trainableLength();
			statistics = array(Math.max(n, 1));
			pace = array(Math.max(n, 1));
			for (final Parameter p : architecture.parameters())
				if (p.role() == Parameter.Role.STATISTIC)
					statistic(pace, p).assign(p.start().isDirection() ? 1 : 1 - BatchNorm.MOMENTUM);
		}
	}

	void seed(final long now) {
		seed = now;
	}

	/** The seed of dropout in the current step. */
	long seed() {
		return seed;
	}

	/** Must be called when the parameters have changed. */
	void parametersChanged() {
		version++;
	}

	/** The gradient vectors of several losses, until the next call. */
	List<INDArray> gradients(final int losses) {
		while (several.size() < losses) several.add(array(architecture.length()));
		return several.subList(0, losses);
	}

	/** Writes to the gradient the amounts to subtract from the statistics after a pass over so many images. */
	void follow(final int images) {
		if (architecture.length() == architecture.trainableLength()) return;
		final INDArray change = gradient
				.get(NDArrayIndex.interval(architecture.trainableLength(), architecture.length()));
		try (INDArray batch = statistics.mul(unbiased(images))) {
			parameters.get(NDArrayIndex.interval(architecture.trainableLength(), architecture.length())).subi(batch,
					change);
		}
		change.muli(pace);
	}

	/** Factors that turn batch statistics into running ones: variances become unbiased, others do not change. */
	private INDArray unbiased(final int images) {
		return unbiased.computeIfAbsent(images, n -> {
			final INDArray factors = array(statistics.length()).addi(1);
			for (final Parameter p : architecture.parameters()) {
				final long[] s = maps(architecture.shape(p.operation()));
				if (p.isVariance()) statistic(factors, p).assign(BatchNorm.unbiased(n * s[1] * s[2]));
			}
			return factors;
		});
	}

	OneDnn library() {
		return library;
	}

	/** The number format of values and weights inside the network. */
	memory.data_type type() {
		return bf16 ? memory.data_type.bf16 : memory.data_type.f32;
	}

	NativeMemory kept() {
		return kept;
	}

	NativeMemory scratch() {
		return scratch;
	}

	long version() {
		return version;
	}

	/** The place of a parameter in the parameter vector. */
	memory parameter(final Parameter p, final memory.desc description) {
		return own(library.at(parameters.data().address() + 4 * p.offset(), description));
	}

	/** The gradient vector. */
	public INDArray gradient() {
		return gradient;
	}

	/** The place of the gradient of one of several losses. */
	public INDArray gradient(final int loss) {
		return several.get(loss);
	}

	/** The place of the batch's own value of a statistic. */
	memory batchStatistic(final Parameter p, final memory.desc description) {
		return own(library.at(statistics.data().address() + 4 * (p.offset() - architecture.trainableLength()),
				description));
	}

	/** Keeps an array alive as long as the executor. */
	INDArray array(final long... shape) {
		final INDArray array = Nd4j.zeros(DataType.FLOAT, shape);
		arrays.add(array);
		return array;
	}

	/** The numbers of an array, starting at one of them. */
	memory at(final INDArray array, final long from, final memory.desc description) {
		return own(library.at(array.data().address() + Float.BYTES * from, description));
	}

	/** An operation's 3x3 kernels as 4x4 kernels that include the upsampling, see {@link BoxedKernel}. */
	OneDnnWeight boxed(final int operation) {
		return weights.computeIfAbsent(operation, i -> {
			final Parameter w = architecture.parameters(i).get(0);
			final INDArray plain = w.view(parameters);
			final long[] s = w.shape();
			final INDArray kernels = array(s[0] * s[1], 16);
			return new OneDnnWeight(library, library.at(kernels.data().address(), BoxedKernel.description(s[0], s[1])),
					() -> BoxedKernel.box(plain, kernels));
		});
	}

	/**
	 * An operation's first parameter, unchanged.
	 *
	 * @param description its layout in the parameter vector
	 */
	OneDnnWeight weight(final int operation, final memory.desc description) {
		return weights.computeIfAbsent(operation, i -> {
			final long address = parameters.data().address() + 4 * architecture.parameters(i).get(0).offset();
			return new OneDnnWeight(library, library.at(address, description), () -> {});
		});
	}

	/** An operation's first parameter divided by its spectral norm, whose direction is the last parameter. */
	OneDnnWeight normalised(final int operation, final memory.desc description) {
		return weights.computeIfAbsent(operation, i -> {
			final List<Parameter> own = architecture.parameters(i);
			final Parameter u = own.get(own.size() - 1);
			final INDArray plain = own.get(0).view(parameters);
			final INDArray normal = array(own.get(0).shape());
			return new OneDnnWeight(library, library.at(normal.data().address(), description), () -> {
				final SpectralNorm norm = SpectralNorm.of(plain, u.view(parameters));
				plain.mul(1 / norm.sigma(), normal);
				norm.direct(statistic(statistics, u));
				norms.put(i, norm);
			});
		});
	}

	/** Constant numbers, as weights. */
	OneDnnWeight constant(final int operation, final Supplier<float[]> numbers, final long... shape) {
		return weights.computeIfAbsent(operation, i -> {
			final INDArray all = array(shape);
			all.assign(Nd4j.createFromArray(numbers.get()).reshape(shape));
			return new OneDnnWeight(library,
					library.at(all.data().address(), OneDnn.plain(memory.data_type.f32, shape)), () -> {});
		});
	}

	/** Converts the gradient of W / sigma, in the gradient vector, to that of W. */
	void spectralNormBackward(final int operation) {
		final Parameter w = architecture.parameters(operation).get(0);
		norms.get(operation).backward(w.view(gradient), w.view(parameters));
	}

	/** Vectors as maps of one pixel. */
	static long[] maps(final long... shape) {
		return shape.length == 3 ? shape : new long[] { shape[0], 1, 1 };
	}

	private <P extends Pointer> P own(final P pointer) {
		owned.add(pointer);
		return pointer;
	}

	private INDArray statistic(final INDArray all, final Parameter p) {
		final long from = p.offset() - architecture.trainableLength();
		return all.get(NDArrayIndex.interval(from, from + p.length()));
	}

	@Override
	public void close() {
		weights.values().forEach(OneDnnWeight::close);
		weights.clear();
		owned.forEach(Pointer::close);
		owned.clear();
		kept.close();
		scratch.close();
		arrays.forEach(INDArray::close);
		arrays.clear();
		library.close();
	}
}
