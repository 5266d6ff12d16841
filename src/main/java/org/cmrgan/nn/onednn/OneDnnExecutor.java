/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.GraphExecutor;
import org.cmrgan.nn.graph.Parameter;
import org.cmrgan.nn.graph.PlainOperations;
import org.cmrgan.nn.operation.Dropout;
import org.cmrgan.nn.operation.SpectralNorm;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Runs a network by calling oneDNN directly, several times as fast as ND4J's operations: values stay in the processor's
 * favourite layout from one operation to the next, activations ride along with convolutions and batch norms, primitives
 * are made once for each number of images, and all memory is taken once and used again. Float only, on x86 processors.
 */
public final class OneDnnExecutor implements GraphExecutor {
	/** Numbers of images a network meets in one run: a batch, a last part of one, an evaluation batch and its last part. */
	private static final int PLANS = 12;

	private final Architecture architecture;
	private final boolean bf16;
	private final INDArray parameters;
	private final INDArray gradient;
	private final OneDnn library = new OneDnn();
	/** Values of the last forward pass that backward needs. */
	private final NativeMemory kept = new NativeMemory();
	/** Whatever is not needed beyond the pass. */
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
	private final LinkedHashMap<Long, OneDnnPlan> plans = new LinkedHashMap<>(16, 0.75f, true);
	private OneDnnPlan last;
	private long seed;
	/** How often the parameters have changed: what was made from them may be out of date. */
	private long version;

	public OneDnnExecutor(final Architecture architecture, final INDArray parameters, final INDArray gradient,
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
					statistic(pace, p).assign(p.start().isDirection() ? 1 : 1 - Architecture.MOMENTUM);
		}
	}

	/** True where the library can be loaded. */
	public static boolean available() {
		try {
			OneDnn.version();
			return true;
		} catch (final LinkageError e) {
			return false;
		}
	}

	@Override
	public INDArray forward(final INDArray x) {
		last = null;
		final OneDnnPlan plan = plan(x.size(0), true);
		final INDArray y = run(plan, x);
		last = plan;
		return y;
	}

	@Override
	public void seed(final long seed) {
		this.seed = seed;
	}

	@Override
	public INDArray output(final INDArray x) {
		return run(plan(x.size(0), false), x);
	}

	private INDArray run(final OneDnnPlan plan, final INDArray x) {
		try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			final INDArray y = Nd4j.createUninitialized(DataType.FLOAT, shape(x.size(0), architecture.outputShape()),
					'c');
			final INDArray whole = whole(x);
			plan.forward(whole.data().address(), y.data().address());
			// Native code knows only an address: without these the garbage collector may free what it reads.
			Reference.reachabilityFence(whole);
			Reference.reachabilityFence(x);
			if (whole != x) whole.close();
			return y;
		}
	}

	@Override
	public Optional<INDArray> backward(final INDArray error, final boolean wantInput, final boolean wantParameters) {
		if (last == null) throw new IllegalStateException("backward without a forward pass");
		try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			final INDArray whole = whole(error);
			final INDArray dx = wantInput
					? Nd4j.createUninitialized(DataType.FLOAT, shape(error.size(0), architecture.inputShape()), 'c')
					: null;
			last.backward(whole.data().address(), dx == null ? 0 : dx.data().address(), wantParameters);
			Reference.reachabilityFence(whole);
			Reference.reachabilityFence(error);
			if (whole != error) whole.close();
			if (wantParameters && architecture.length() > architecture.trainableLength()) {
				final INDArray change = gradient
						.get(NDArrayIndex.interval(architecture.trainableLength(), architecture.length()));
				final INDArray batch = statistics.mul(unbiased(last.images()));
				parameters.get(NDArrayIndex.interval(architecture.trainableLength(), architecture.length())).subi(batch,
						change);
				batch.close();
				change.muli(pace);
			}
			return Optional.ofNullable(dx);
		}
	}

	@Override
	public List<INDArray> gradients(final INDArray error, final float[]... factors) {
		if (last == null) throw new IllegalStateException("gradients without a forward pass");
		while (several.size() < factors.length) several.add(array(architecture.length()));
		final List<INDArray> into = several.subList(0, factors.length);
		if (!OneDnnBackward.sharesWays(architecture)) {
			GraphExecutor.onePassEach(this, gradient, into, error, factors);
			return into;
		}
		try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			final INDArray whole = whole(error);
			last.gradients(whole.data().address(), factors);
			Reference.reachabilityFence(whole);
			Reference.reachabilityFence(error);
			if (whole != error) whole.close();
			return into;
		}
	}

	/** What turns batch statistics into the estimates that are followed: variances become unbiased, the others stay. */
	private INDArray unbiased(final int images) {
		return unbiased.computeIfAbsent(images, n -> {
			final INDArray factors = array(statistics.length()).addi(1);
			for (final Parameter p : architecture.parameters()) {
				final long[] s = maps(architecture.shape(p.node()));
				if (p.isVariance()) statistic(factors, p).assign(Architecture.unbiased(n * s[1] * s[2]));
			}
			return factors;
		});
	}

	private OneDnnPlan plan(final long images, final boolean training) {
		final long key = training ? images : -images;
		OneDnnPlan plan = plans.get(key);
		if (plan != null) return plan;
		if (plans.size() >= PLANS) {
			final var oldest = plans.entrySet().iterator();
			final OneDnnPlan gone = oldest.next().getValue();
			if (gone == last) last = null;
			gone.close();
			oldest.remove();
		}
		plan = new OneDnnPlan(this, Math.toIntExact(images), training);
		plans.put(key, plan);
		return plan;
	}

	// What plans ask for

	OneDnn library() {
		return library;
	}

	public Architecture architecture() {
		return architecture;
	}

	/** Values' and weights' type inside the network. */
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

	/** A node's dropout in the step that runs. */
	public Dropout dropout(final int node) {
		return new Dropout(architecture.nodes().get(node).name(), architecture.nodes().get(node).value(), seed);
	}

	/** A parameter's place in the parameter vector. */
	memory parameter(final Parameter p, final memory.desc description) {
		return own(library.at(parameters.data().address() + 4 * p.offset(), description));
	}

	/** The gradient vector. */
	public INDArray gradient() {
		return gradient;
	}

	/** Where the gradient of one of several losses goes. */
	public INDArray gradient(final int loss) {
		return several.get(loss);
	}

	/** Where the batch's own value of a statistic goes. */
	memory batchStatistic(final Parameter p, final memory.desc description) {
		return own(library.at(statistics.data().address() + 4 * (p.offset() - architecture.trainableLength()),
				description));
	}

	/** An array that lives as long as the executor. */
	INDArray array(final long... shape) {
		final INDArray array = Nd4j.zeros(DataType.FLOAT, shape);
		arrays.add(array);
		return array;
	}

	/** The numbers of a whole array from one of them on. */
	memory at(final INDArray array, final long from, final memory.desc description) {
		return own(library.at(array.data().address() + Float.BYTES * from, description));
	}

	/**
	 * A node's weights for convolutions and dense operations.
	 *
	 * @param boxed for nearest upsampling with a 3x3 convolution: as the kernel 4x4 that does both
	 */
	OneDnnWeight weight(final int node, final boolean boxed) {
		return weights.computeIfAbsent(node, i -> {
			final Parameter w = architecture.parameters(i).get(0);
			final INDArray plain = w.view(parameters);
			if (boxed) {
				final long[] s = w.shape();
				final INDArray kernels = array(s[0] * s[1], 16);
				return new OneDnnWeight(library,
						library.at(kernels.data().address(), BoxedKernel.description(s[0], s[1])),
						() -> BoxedKernel.box(plain, kernels));
			}
			if (!architecture.nodes().get(i).hasSpectralNorm())
				return new OneDnnWeight(library,
						library.at(parameters.data().address() + 4 * w.offset(), weightDescription(i)), () -> {});
			final INDArray normal = array(w.shape());
			final Parameter u = architecture.parameters(i).get(architecture.parameters(i).size() - 1);
			return new OneDnnWeight(library, library.at(normal.data().address(), weightDescription(i)), () -> {
				final SpectralNorm norm = SpectralNorm.of(plain, u.view(parameters));
				plain.mul(1 / norm.sigma(), normal);
				norm.direct(statistic(statistics, u));
				norms.put(i, norm);
			});
		});
	}

	/** What the parts of a mosaic count, as weights of a convolution of each channel by itself. */
	public OneDnnWeight mosaic(final int node) {
		return weights.computeIfAbsent(node, i -> {
			final long[] in = architecture.shape(architecture.nodes().get(i).input(0));
			final INDArray shares = array(in[0], 1, 1, in[1], in[2]);
			shares.assign(Nd4j.createFromArray(PlainOperations.mosaic(architecture, i).weights(in[0]))
					.reshape(shares.shape()));
			return new OneDnnWeight(library,
					library.at(shares.data().address(), OneDnn.plain(memory.data_type.f32, shares.shape())), () -> {});
		});
	}

	/** A node's slopes. */
	OneDnnWeight slopes(final int node) {
		return weights.computeIfAbsent(node, i -> {
			final Parameter a = architecture.parameters(i).get(0);
			return new OneDnnWeight(library, library.at(parameters.data().address() + 4 * a.offset(),
					OneDnn.plain(memory.data_type.f32, 1, a.length(), 1, 1)), () -> {});
		});
	}

	/** Turns the gradient of W / sigma, which lies in the gradient vector, into that of W. */
	void spectralNormBackward(final int node) {
		final SpectralNorm norm = norms.get(node);
		final Parameter w = architecture.parameters(node).get(0);
		norm.backward(w.view(gradient), w.view(parameters));
	}

	/** How a node's weights lie in the parameter vector, with the output channels first. */
	memory.desc weightDescription(final int node) {
		final Parameter w = architecture.parameters(node).get(0);
		final long[] s = w.shape();
		switch (architecture.nodes().get(node).kind()) {
			case DENSE :
				final long[] in = maps(architecture.shape(architecture.nodes().get(node).input(0)));
				return OneDnn.strided(new long[] { s[1], in[0], in[1], in[2] }, 1, in[1] * in[2] * s[1], in[2] * s[1],
						s[1]);
			case DEPTHWISE_CONVOLUTION :
				return OneDnn.plain(memory.data_type.f32, s[0], 1, 1, s[2], s[3]);
			default :
				return OneDnn.plain(memory.data_type.f32, s);
		}
	}

	/** Vectors as maps of one pixel. */
	public static long[] maps(final long... shape) {
		return shape.length == 3 ? shape : new long[] { shape[0], 1, 1 };
	}

	<P extends Pointer> P own(final P pointer) {
		owned.add(pointer);
		return pointer;
	}

	private INDArray statistic(final INDArray all, final Parameter p) {
		final long from = p.offset() - architecture.trainableLength();
		return all.get(NDArrayIndex.interval(from, from + p.length()));
	}

	private static INDArray whole(final INDArray x) {
		return x.dataType() == DataType.FLOAT && x.ordering() == 'c' && !x.isView()
				? x
				: x.castTo(DataType.FLOAT).dup('c');
	}

	private static long[] shape(final long images, final long[] of) {
		final long[] shape = new long[of.length + 1];
		shape[0] = images;
		System.arraycopy(of, 0, shape, 1, of.length);
		return shape;
	}

	@Override
	public void parametersChanged() {
		version++;
	}

	@Override
	public String describe() {
		return "oneDNN " + OneDnn.version() + (bf16 ? ", bf16" : ", float");
	}

	@Override
	public String profile() {
		return plans.values().stream().map(OneDnnPlan::profile).collect(java.util.stream.Collectors.joining("\n"));
	}

	@Override
	public void close() {
		plans.values().forEach(OneDnnPlan::close);
		plans.clear();
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
