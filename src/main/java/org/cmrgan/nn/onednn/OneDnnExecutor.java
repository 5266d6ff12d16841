/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.GraphExecutor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a network by calling oneDNN directly, several times as fast as ND4J's operations. Values stay in the processor's
 * preferred layout between operations, activations are fused with convolutions and batch norms, primitives are created
 * once per number of images, and memory is allocated once. Float only, on x86 processors.
 */
public final class OneDnnExecutor implements GraphExecutor {
	/** Numbers of images that occur in one run: a batch, a last incomplete batch, and the same for evaluation. */
	private static final int PLANS = 12;

	private final Architecture architecture;
	private final boolean bf16;
	private final INDArray gradient;
	private final OneDnnStore store;
	private final LinkedHashMap<Long, OneDnnPlan> plans = new LinkedHashMap<>(16, 0.75f, true);
	private OneDnnPlan last;

	/**
	 * @param architecture structure of the network
	 * @param parameters flat, in its order
	 * @param gradient same length as the parameters; null for a network that only computes outputs
	 * @param bf16 true for bfloat16 values and weights inside the network
	 */
	public OneDnnExecutor(final Architecture architecture, final INDArray parameters, final INDArray gradient,
			final boolean bf16) {
		this.architecture = architecture;
		this.gradient = gradient;
		this.bf16 = bf16;
		store = new OneDnnStore(architecture, parameters, gradient, bf16);
	}

	/** {@return true if the library can be loaded} */
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
		store.seed(seed);
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
			// Native code knows only addresses: without these references, the garbage collector may free the arrays.
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
			if (wantParameters) store.follow(last.images());
			return Optional.ofNullable(dx);
		}
	}

	@Override
	public List<INDArray> gradients(final INDArray error, final float[]... factors) {
		if (last == null) throw new IllegalStateException("gradients without a forward pass");
		final List<INDArray> into = store.gradients(factors.length);
		if (!last.sharesWays()) {
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
		plan = new OneDnnPlan(architecture, store, Math.toIntExact(images), training);
		plans.put(key, plan);
		return plan;
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
		store.parametersChanged();
	}

	@Override
	public String describe() {
		return "oneDNN " + OneDnn.version() + (bf16 ? ", bf16" : ", float");
	}

	@Override
	public String profile() {
		return plans.values().stream().map(OneDnnPlan::profile).collect(Collectors.joining("\n"));
	}

	@Override
	public void close() {
		plans.values().forEach(OneDnnPlan::close);
		plans.clear();
		store.close();
	}
}
