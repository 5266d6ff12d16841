/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.bytedeco.javacpp.FloatPointer;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.operation.NativeFloats;
import org.cmrgan.nn.operation.Parameter;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * A step of Adam, SGD or Nesterov's momentum in a single pass over memory, where Deeplearning4j's own needs several.
 * For Adam and SGD, arithmetic and memory are the same, so that either can continue the other's training. Elements are
 * independent, so the number of threads does not change a bit.
 */
final class FusedStep {
	/** Number of elements per chunk: their parts of all vectors fit into the processor's second-level cache. */
	private static final int CHUNK = 1 << 14;

	private final INDArray parameters;
	private final INDArray gradient;
	private final INDArray memory;
	private final Architecture architecture;
	private final long weights;
	private final long trainable;

	/**
	 * @param memory Adam's m and then its v, each as long as the trainable part; Nesterov's v; null for SGD
	 */
	FusedStep(final INDArray parameters, final INDArray gradient, final INDArray memory,
			final Architecture architecture) {
		this.parameters = parameters;
		this.gradient = gradient;
		this.memory = memory;
		this.architecture = architecture;
		weights = architecture.weightLength();
		trainable = architecture.trainableLength();
	}

	/** True if it can replace the updater. */
	boolean suits(final IUpdater updater) {
		if (parameters.dataType() != DataType.FLOAT || !NativeFloats.isHost()) return false;
		return updater instanceof Sgd || updater instanceof Nesterovs && memory != null && memory.length() == trainable
				|| updater instanceof Adam && memory != null && memory.length() == 2 * trainable;
	}

	/**
	 * @param iteration steps taken before this one
	 * @param decay fraction by which each weight shrinks, before it is multiplied by the rate; with Nesterov's
	 * momentum, a part of the gradient
	 */
	void run(final IUpdater updater, final int iteration, final double decay) {
		final double rate = updater.getLearningRate(iteration, 0);
		final FloatPointer p = NativeFloats.of(parameters);
		final FloatPointer g = NativeFloats.of(gradient);
		final FloatPointer m = memory == null ? null : NativeFloats.of(memory);
		final long length = parameters.length();
		final NavigableMap<Long, Double> scales = scales();
		final int chunks = Math.toIntExact((length + CHUNK - 1) / CHUNK);
		final int threads = Math.max(1, Math.min(chunks, Runtime.getRuntime().availableProcessors()));
		IntStream.range(0, threads).parallel().forEach(t -> {
			final Buffers b = new Buffers();
			final int last = (int) ((long) chunks * (t + 1) / threads);
			for (int c = (int) ((long) chunks * t / threads); c < last; c++) {
				final long from = (long) c * CHUNK;
				final long to = Math.min(length, from + CHUNK);
				// A chunk may contain parameters with decay, without decay, and statistics.
				for (long at = from; at < Math.min(to, trainable);) {
					final Long next = scales.higherKey(at);
					final long end = Math.min(Math.min(to, trainable), next == null ? trainable : next);
					final long border = Math.min(end, Math.max(at, weights));
					final double scale = scales.floorEntry(at).getValue();
					part(b, p, g, m, at, border, updater, rate, decay, iteration, scale);
					part(b, p, g, m, border, end, updater, rate, 0, iteration, scale);
					at = end;
				}
				follow(b, p, g, Math.max(from, trainable), to);
			}
		});
	}

	/** The scales of the parameters, with the index from which each applies. */
	private NavigableMap<Long, Double> scales() {
		final NavigableMap<Long, Double> scales = new TreeMap<>();
		scales.put(0L, 1.0);
		for (final Parameter p : architecture.parameters())
			if (p.scale() != scales.lastEntry().getValue()) scales.put(p.offset(), p.scale());
		return scales;
	}

	/**
	 * A step of Nesterov's momentum by ND4J's operations, for any type and backend, without equalised learning rates.
	 */
	void nesterov(final Nesterovs updater, final int iteration, final double decay) {
		final double momentum = updater.currentMomentum(iteration, 0);
		final INDArray p = part(parameters, 0, trainable);
		final INDArray g = part(gradient, 0, trainable);
		final INDArray v = memory.reshape(trainable);
		part(g, 0, weights).addi(part(p, 0, weights).mul(decay));
		v.muli(momentum).addi(g);
		p.subi(g.add(v.mul(momentum)).muli(updater.getLearningRate(iteration, 0)));
		if (trainable < parameters.length())
			part(parameters, trainable, parameters.length()).subi(part(gradient, trainable, parameters.length()));
	}

	private static INDArray part(final INDArray of, final long from, final long to) {
		return of.get(NDArrayIndex.interval(from, to));
	}

	private static final class Buffers {
		private final float[] p = new float[CHUNK];
		private final float[] g = new float[CHUNK];
		private final float[] m = new float[CHUNK];
		private final float[] v = new float[CHUNK];
	}

	private void part(final Buffers b, final FloatPointer p, final FloatPointer g, final FloatPointer m,
			final long from, final long to, final IUpdater updater, final double rate, final double decay,
			final int iteration, final double scale) {
		if (to <= from) return;
		final int n = (int) (to - from);
		final FloatPointer ps = p.getPointer(from);
		ps.get(b.p, 0, n);
		g.getPointer(from).get(b.g, 0, n);
		final float kept = (float) (1 - rate * decay);
		// For stored numbers with a scale: their gradient, and the size of their step.
		if (scale != 1) for (int i = 0; i < n; i++) b.g[i] *= (float) scale;
		if (updater instanceof Sgd) {
			sgd(b.p, b.g, n, (float) (rate * scale), kept);
		} else if (updater instanceof Nesterovs) {
			final FloatPointer ms = m.getPointer(from);
			ms.get(b.m, 0, n);
			nesterov(b, n, rate * scale, (float) ((Nesterovs) updater).currentMomentum(iteration, 0), (float) decay);
			ms.put(b.m, 0, n);
		} else {
			final Adam adam = (Adam) updater;
			final FloatPointer ms = m.getPointer(from);
			final FloatPointer vs = m.getPointer(trainable + from);
			ms.get(b.m, 0, n);
			vs.get(b.v, 0, n);
			final double alpha = rate * Math.sqrt(1 - Math.pow(adam.getBeta2(), iteration + 1))
					/ (1 - Math.pow(adam.getBeta1(), iteration + 1));
			adam(b, n, (float) (alpha * scale), (float) adam.getBeta1(), (float) adam.getBeta2(),
					(float) adam.getEpsilon(), kept);
			ms.put(b.m, 0, n);
			vs.put(b.v, 0, n);
		}
		ps.put(b.p, 0, n);
	}

	private static void sgd(final float[] p, final float[] g, final int n, final float rate, final float kept) {
		for (int i = 0; i < n; i++) p[i] = kept * p[i] - rate * g[i];
	}

	private static void nesterov(final Buffers b, final int n, final double rate, final float momentum,
			final float decay) {
		final float by = (float) rate;
		for (int i = 0; i < n; i++) {
			final float g = b.g[i] + decay * b.p[i];
			b.m[i] = momentum * b.m[i] + g;
			b.p[i] -= by * (g + momentum * b.m[i]);
		}
	}

	private static void adam(final Buffers b, final int n, final float alpha, final float beta1, final float beta2,
			final float epsilon, final float kept) {
		final float[] p = b.p;
		final float[] g = b.g;
		final float[] m = b.m;
		final float[] v = b.v;
		for (int i = 0; i < n; i++) {
			m[i] = beta1 * m[i] + (1 - beta1) * g[i];
			v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
			p[i] = kept * p[i] - alpha * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
		}
	}

	/** For statistics, the gradient is the amount to subtract. */
	private static void follow(final Buffers b, final FloatPointer p, final FloatPointer g, final long from,
			final long to) {
		if (to <= from) return;
		final int n = (int) (to - from);
		final FloatPointer ps = p.getPointer(from);
		ps.get(b.p, 0, n);
		g.getPointer(from).get(b.g, 0, n);
		sgd(b.p, b.g, n, 1, 1);
		ps.put(b.p, 0, n);
	}
}
