/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.cmrgan.nn.operation.Operation;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.nn.operation.ReferenceRun;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a network by ND4J's own operations, on any backend, in float and double. It is the reference, and the fallback
 * where oneDNN cannot be called. Operations of ND4J 1.0.0-M2.1 that are wrong or very slow are composed from others.
 */
public final class ReferenceExecutor implements GraphExecutor {
	/** The view that an operation has of the current run. */
	private final class Run implements ReferenceRun {
		private final int at;
		private final Operation operation;
		private final boolean training;
		private final INDArray[] errors;
		private final boolean[] wanted;
		private final boolean wantsParameters;

		private Run(final int at, final boolean training, final INDArray[] errors, final boolean[] wanted,
				final boolean wantsParameters) {
			this.at = at;
			this.training = training;
			this.errors = errors;
			this.wanted = wanted;
			this.wantsParameters = wantsParameters;
			operation = architecture.operations().get(at);
		}

		@Override
		public INDArray operand(final int k) {
			return values[operation.input(k)];
		}

		@Override
		public INDArray result() {
			return values[at];
		}

		@Override
		public INDArray parameter(final String name) {
			return parameterCalled(name).view(parameters);
		}

		@Override
		public INDArray gradient(final String name) {
			return parameterCalled(name).view(gradient);
		}

		private Parameter parameterCalled(final String name) {
			final String whole = operation.name() + "." + name;
			return architecture.parameters(at).stream().filter(p -> p.name().equals(whole)).findFirst()
					.orElseThrow(() -> new IllegalArgumentException("no parameter " + whole));
		}

		@Override
		public boolean isTraining() {
			return training;
		}

		@Override
		public long seed() {
			return seed;
		}

		@Override
		public int parts() {
			return architecture.parts();
		}

		@Override
		public void keep(final AutoCloseable what) {
			kept[at] = what;
		}

		@Override
		public <T> T kept(final Class<T> type) {
			return type.cast(kept[at]);
		}

		@Override
		public boolean wants(final int k) {
			return wanted[operation.input(k)];
		}

		@Override
		public boolean wantsParameters() {
			return wantsParameters;
		}

		@Override
		public void give(final int k, final INDArray error) {
			final int to = operation.input(k);
			if (!wanted[to]) error.close();
			else if (errors[to] == null) errors[to] = error;
			else {
				errors[to].addi(error);
				error.close();
			}
		}
	}

	private final Architecture architecture;
	private final INDArray parameters;
	private final INDArray gradient;
	private final INDArray[] values;
	/** By operation: what its backward pass needs besides values. */
	private final AutoCloseable[] kept;
	private long seed;
	/** Gradient vectors of several losses. */
	private final List<INDArray> several = new ArrayList<>();

	/**
	 * @param architecture the network
	 * @param parameters flat, in the order of {@link Architecture#parameters()}
	 * @param gradient same length as the parameters; null for a network that only computes outputs
	 */
	public ReferenceExecutor(final Architecture architecture, final INDArray parameters, final INDArray gradient) {
		this.architecture = architecture;
		this.parameters = parameters;
		this.gradient = gradient;
		values = new INDArray[architecture.operations().size()];
		kept = new AutoCloseable[values.length];
	}

	@Override
	public INDArray forward(final INDArray x) {
		return run(x, true);
	}

	@Override
	public void seed(final long seed) {
		this.seed = seed;
	}

	@Override
	public INDArray output(final INDArray x) {
		final INDArray out = run(x, false);
		free();
		return out;
	}

	private INDArray run(final INDArray x, final boolean training) {
		try (MemoryWorkspace out = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			free();
			final int last = values.length - 1;
			final int[] uses = new int[values.length];
			for (final Operation operation : architecture.operations())
				for (int k = 0; k < operation.arity(); k++) uses[operation.input(k)]++;
			values[0] = x.dup('c');
			for (int i = 1; i <= last; i++) {
				final Operation operation = architecture.operations().get(i);
				final INDArray y = Nd4j.createUninitialized(x.dataType(), shape(x.size(0), architecture.shape(i)), 'c');
				values[i] = operation.forward(new Run(i, training, new INDArray[0], new boolean[0], false), y);
				for (int k = 0; !training && k < operation.arity(); k++) if (--uses[operation.input(k)] == 0) {
					close(values[operation.input(k)]);
					values[operation.input(k)] = null;
				}
			}
			return values[last].dup('c');
		}
	}

	@Override
	public Optional<INDArray> backward(final INDArray error, final boolean wantInput, final boolean wantParameters) {
		final int last = values.length - 1;
		if (values[0] == null) throw new IllegalStateException("backward without a forward pass");
		try (MemoryWorkspace out = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			final boolean[] wanted = wanted(wantInput, wantParameters);
			final INDArray[] errors = new INDArray[values.length];
			errors[last] = error.dup('c');
			for (int i = last; i > 0; i--) {
				if (errors[i] == null) continue;
				architecture.operations().get(i).backward(new Run(i, true, errors, wanted, wantParameters), errors[i]);
				close(errors[i]);
			}
			return wantInput ? Optional.of(errors[0]) : Optional.empty();
		}
	}

	@Override
	public List<INDArray> gradients(final INDArray error, final float[]... factors) {
		while (several.size() < factors.length) several.add(gradient.dup());
		final List<INDArray> into = several.subList(0, factors.length);
		GraphExecutor.onePassEach(this, gradient, into, error, factors);
		return into;
	}

	/** The values that need an error: those on which the wanted derivatives depend. */
	private boolean[] wanted(final boolean wantInput, final boolean wantParameters) {
		final boolean[] wanted = new boolean[values.length];
		wanted[0] = wantInput;
		for (int i = 1; i < values.length; i++) {
			final Operation operation = architecture.operations().get(i);
			wanted[i] = wantParameters && !architecture.parameters(i).isEmpty();
			for (int k = 0; k < operation.arity(); k++) wanted[i] |= wanted[operation.input(k)];
		}
		return wanted;
	}

	private static long[] shape(final long images, final long[] of) {
		final long[] shape = new long[of.length + 1];
		shape[0] = images;
		System.arraycopy(of, 0, shape, 1, of.length);
		return shape;
	}

	private static void close(final INDArray array) {
		if (array != null && !array.wasClosed() && array.closeable()) array.close();
	}

	private void free() {
		for (final INDArray value : values) close(value);
		Arrays.fill(values, null);
		for (final AutoCloseable one : kept) if (one != null) free(one);
		Arrays.fill(kept, null);
	}

	private static void free(final AutoCloseable kept) {
		try {
			kept.close();
		} catch (final Exception e) {
			throw new IllegalStateException(e);
		}
	}

	@Override
	public void parametersChanged() {
		// They are read again at each pass.
	}

	@Override
	public String describe() {
		return "ND4J operations";
	}

	@Override
	public void close() {
		free();
		several.forEach(ReferenceExecutor::close);
	}
}
