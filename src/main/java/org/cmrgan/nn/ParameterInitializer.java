/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bytedeco.javacpp.FloatPointer;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.operation.NativeFloats;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.nn.operation.SpectralNorm;
import org.cmrgan.run.Seeds;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Tells Deeplearning4j the parameters of an {@link ArchitectureLayer}, and initialises them. */
final class ParameterInitializer implements ParamInitializer {
	private static final int SETTLING = 20;
	/** Number of values drawn at once; even, because they are drawn in pairs. */
	private static final int PART = 1 << 14;

	private final Architecture architecture;

	ParameterInitializer(final Architecture architecture) {
		this.architecture = architecture;
	}

	@Override
	public long numParams(final NeuralNetConfiguration configuration) {
		return architecture.length();
	}

	@Override
	public long numParams(final Layer layer) {
		return architecture.length();
	}

	@Override
	public List<String> paramKeys(final Layer layer) {
		return architecture.parameters().stream().map(Parameter::name).collect(Collectors.toList());
	}

	@Override
	public List<String> weightKeys(final Layer layer) {
		return names(Parameter.Role.WEIGHT);
	}

	@Override
	public List<String> biasKeys(final Layer layer) {
		return names(Parameter.Role.BIAS);
	}

	@Override
	public boolean isWeightParam(final Layer layer, final String name) {
		return architecture.parameter(name).role() == Parameter.Role.WEIGHT;
	}

	@Override
	public boolean isBiasParam(final Layer layer, final String name) {
		return architecture.parameter(name).role() == Parameter.Role.BIAS;
	}

	private List<String> names(final Parameter.Role role) {
		return architecture.parameters().stream().filter(p -> p.role() == role).map(Parameter::name)
				.collect(Collectors.toList());
	}

	@Override
	public Map<String, INDArray> init(final NeuralNetConfiguration configuration, final INDArray flat,
			final boolean fill) {
		if (fill) fill(flat, new Seeds(configuration.getSeed()));
		return getGradientsFromFlattened(configuration, flat);
	}

	@Override
	public Map<String, INDArray> getGradientsFromFlattened(final NeuralNetConfiguration configuration,
			final INDArray flat) {
		final Map<String, INDArray> views = new LinkedHashMap<>();
		for (final Parameter p : architecture.parameters()) views.put(p.name(), p.view(flat));
		return views;
	}

	private void fill(final INDArray flat, final Seeds seeds) {
		final boolean direct = flat.dataType() == DataType.FLOAT && NativeFloats.isHost();
		final Into into = direct ? into(NativeFloats.of(flat)) : into(flat.reshape(flat.length()));
		// Each parameter has a separate random stream, so that the order of threads does not matter.
		final Stream<Parameter> all = architecture.parameters().stream();
		(direct ? all.parallel() : all).forEach(p -> first(p, new SplittableRandom(seeds.of(p.name())), into));
		for (final Parameter p : architecture.parameters()) if (p.start().isDirection()) {
			final Parameter w = architecture.parameters(p.operation()).get(0);
			SpectralNorm.settle(w.view(flat), p.view(flat), SETTLING);
		}
	}

	private interface Into {
		void put(long at, float[] values, int n);
	}

	private static Into into(final FloatPointer flat) {
		return (at, values, n) -> flat.getPointer(at).put(values, 0, n);
	}

	private static Into into(final INDArray flat) {
		return (at, values, n) -> {
			try (INDArray part = Nd4j.createFromArray(Arrays.copyOf(values, n))) {
				flat.get(NDArrayIndex.interval(at, at + n)).assign(part);
			}
		};
	}

	/** Works in parts, so that no second copy of a large network is needed. */
	private static void first(final Parameter p, final SplittableRandom random, final Into into) {
		final float[] values = new float[(int) Math.min(PART, p.length())];
		final Parameter.Start start = p.start();
		final double value = start.isDirection() ? 1 / Math.sqrt(p.length()) : start.value();
		for (long from = 0; from < p.length(); from += PART) {
			final int n = (int) Math.min(PART, p.length() - from);
			if (start.isNormal() || start.isDirection()) gaussian(values, n, value, random);
			else if (start.isUniform())
				for (int i = 0; i < n; i++) values[i] = (float) (value * (2 * random.nextDouble() - 1));
			else
				Arrays.fill(values, (float) value);
			into.put(p.offset() + from, values, n);
		}
	}

	/** Marsaglia's polar method; StrictMath, because Math's logarithm may differ in the last bit between Java machines. */
	private static void gaussian(final float[] values, final int n, final double deviation,
			final SplittableRandom random) {
		for (int i = 0; i < n; i += 2) {
			double a;
			double b;
			double s;
			do {
				a = 2 * random.nextDouble() - 1;
				b = 2 * random.nextDouble() - 1;
				s = a * a + b * b;
			} while (s >= 1 || s == 0);
			final double factor = deviation * Math.sqrt(-2 * StrictMath.log(s) / s);
			values[i] = (float) (a * factor);
			if (i + 1 < n) values[i + 1] = (float) (b * factor);
		}
	}
}
