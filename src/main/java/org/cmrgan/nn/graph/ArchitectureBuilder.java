/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.cmrgan.nn.operation.Add;
import org.cmrgan.nn.operation.AveragePool;
import org.cmrgan.nn.operation.BatchNorm;
import org.cmrgan.nn.operation.BilinearUpsample;
import org.cmrgan.nn.operation.ChannelFactors;
import org.cmrgan.nn.operation.Concatenation;
import org.cmrgan.nn.operation.Convolution;
import org.cmrgan.nn.operation.Dense;
import org.cmrgan.nn.operation.DepthwiseConvolution;
import org.cmrgan.nn.operation.Dropout;
import org.cmrgan.nn.operation.FreeFormWarp;
import org.cmrgan.nn.operation.GlobalAveragePool;
import org.cmrgan.nn.operation.Input;
import org.cmrgan.nn.operation.LeakyRelu;
import org.cmrgan.nn.operation.MaxPool;
import org.cmrgan.nn.operation.MinibatchDeviation;
import org.cmrgan.nn.operation.Mixing;
import org.cmrgan.nn.operation.Mosaic;
import org.cmrgan.nn.operation.Operation;
import org.cmrgan.nn.operation.OperationRecord;
import org.cmrgan.nn.operation.OperationRecord.Law;
import org.cmrgan.nn.operation.Operations;
import org.cmrgan.nn.operation.PRelu;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.nn.operation.Relu;
import org.cmrgan.nn.operation.Reshape;
import org.cmrgan.nn.operation.Slice;
import org.cmrgan.nn.operation.Tanh;
import org.cmrgan.nn.operation.TransposedConvolution;
import org.cmrgan.nn.operation.UnitMeanSquare;
import org.cmrgan.nn.operation.Upsample;
import org.cmrgan.nn.operation.Warp;

/** Writes a network down, one operation after another, each on the result of the one before. */
public final class ArchitectureBuilder {
	/** How a convolution or dense operation departs from the usual. */
	public enum Option {
		/** Adds no bias, as before a batch norm. */
		NO_BIAS,
		/** Pads nothing; otherwise (kernel - 1) / 2 rows and columns of zeros on every side. */
		VALID,
		/**
		 * Divides the weights by their largest singular value, followed with one power iteration per training step
		 * (Miyato et al. 2018, arXiv 1802.05957).
		 */
		SPECTRAL_NORM
	}

	/** A place in a network to come back to: {@link #from}, {@link #add}, {@link #warp}. */
	public static final class Place {
		private final int operation;

		private Place(final int operation) {
			this.operation = operation;
		}
	}

	private static final double EPSILON = 1e-5;

	private final List<Operation> operations = new ArrayList<>();
	private int last;
	private double gain = 1;
	private double equalised;
	private double biasStart;
	private Optional<Law> law = Optional.empty();

	private ArchitectureBuilder(final long... shape) {
		for (final long s : shape)
			if (s < 1) throw new IllegalArgumentException("an empty shape " + Arrays.toString(shape));
		operations.add(Operations.of(Input.of(shape)));
	}

	/** Begins a network on images. */
	public static ArchitectureBuilder image(final int channels, final int height, final int width) {
		return new ArchitectureBuilder(channels, height, width);
	}

	/** Begins a network on vectors. */
	public static ArchitectureBuilder vector(final int features) {
		return new ArchitectureBuilder(features);
	}

	/** The weights that follow begin as N(0, deviation²). */
	public ArchitectureBuilder startNormal(final double deviation) {
		gain = -deviation;
		equalised = 0;
		law = Optional.empty();
		return this;
	}

	/** The weights that follow begin as He's normal, times {@code factor}; 0 makes the operation begin as nothing. */
	public ArchitectureBuilder startHe(final double factor) {
		gain = factor;
		equalised = 0;
		law = Optional.empty();
		return this;
	}

	/**
	 * The parameters that follow have an equalised learning rate (Karras et al. 2018, arXiv 1710.10196, section 4.1): weights
	 * begin as N(0, s²), s = {@code weights} / sqrt(fan-in), and are trained as if they were s times stored numbers of N(0, 1),
	 * biases as if they were {@code biases} times stored numbers; see {@link Parameter#scale()}.
	 * <p>
	 * A leaky ReLU times a factor is the leaky ReLU of what goes in times that factor: give the factor for both.
	 */
	public ArchitectureBuilder startEqualised(final double weights, final double biases) {
		if (!(weights > 0 && biases > 0))
			throw new IllegalArgumentException("gains of " + weights + " and " + biases + " are not above 0");
		gain = weights;
		equalised = biases;
		law = Optional.empty();
		return this;
	}

	/** The biases that follow begin as this, 0 by default. */
	public ArchitectureBuilder startBias(final double value) {
		biasStart = value;
		return this;
	}

	/** The weights that follow begin as He's normal by what comes out, as torchvision has it in ResNets. */
	ArchitectureBuilder startFanOut() {
		gain = 1;
		equalised = 0;
		law = Optional.of(Law.FAN_OUT);
		return this;
	}

	/** The weights and biases that follow begin as PyTorch's own, uniform within 1 / √(numbers that go into one output). */
	ArchitectureBuilder startUniform() {
		gain = 1;
		equalised = 0;
		law = Optional.of(Law.UNIFORM);
		return this;
	}

	/** Here. */
	public Place here() {
		return new Place(last);
	}

	/** Goes on from a place. */
	public ArchitectureBuilder from(final Place place) {
		last = place.operation;
		return this;
	}

	/** Convolution. Padding keeps the size at stride 1 and an odd kernel; at kernel 4, stride 2 it halves an even one. */
	public ArchitectureBuilder conv(final int channels, final int kernel, final int stride, final Option... options) {
		return window(Convolution.KIND, channels, kernel, stride, options);
	}

	/** Convolution of each channel by itself, without bias. */
	public ArchitectureBuilder depthwise(final int kernel, final int stride) {
		return window(DepthwiseConvolution.KIND, 0, kernel, stride, Option.NO_BIAS);
	}

	/** Transposed convolution; kernel 4, stride 2 doubles the size. */
	public ArchitectureBuilder transposedConv(final int channels, final int kernel, final int stride,
			final Option... options) {
		return window(TransposedConvolution.KIND, channels, kernel, stride, options);
	}

	private ArchitectureBuilder window(final String kind, final int channels, final int kernel, final int stride,
			final Option... options) {
		final int padding = Set.of(options).contains(Option.VALID) ? 0 : (kernel - 1) / 2;
		return then(linear(kind, channels, options).window(kernel, stride, padding));
	}

	/** Every output from every input, of maps in the order channel, row, column. */
	public ArchitectureBuilder dense(final int features, final Option... options) {
		return then(linear(Dense.KIND, features, options));
	}

	private OperationRecord linear(final String kind, final int channels, final Option... options) {
		final Set<Option> set = Set.of(options);
		return on(kind).channels(channels).linear(!set.contains(Option.NO_BIAS), set.contains(Option.SPECTRAL_NORM))
				.value(biasStart).start(gain, equalised, law);
	}

	/** Batch normalisation over images and pixels (Ioffe and Szegedy 2015, arXiv 1502.03167). */
	public ArchitectureBuilder batchNorm() {
		return batchNorm(1);
	}

	/** @param gamma what the normalised numbers are multiplied by at the start */
	ArchitectureBuilder batchNorm(final double gamma) {
		return simple(BatchNorm.KIND, EPSILON, gamma);
	}

	public ArchitectureBuilder relu() {
		return simple(Relu.KIND, 0, 0);
	}

	public ArchitectureBuilder leakyRelu(final double slope) {
		return simple(LeakyRelu.KIND, slope, 0);
	}

	/** ReLU with a learned slope per channel for negative values, 0.25 at first (He et al. 2015, arXiv 1502.01852). */
	public ArchitectureBuilder prelu() {
		return simple(PRelu.KIND, 0.25, 0);
	}

	public ArchitectureBuilder tanh() {
		return simple(Tanh.KIND, 0, 0);
	}

	/**
	 * In training, sets each number to 0 with a probability and divides the others by what is left of 1, so that the mean stays
	 * (Srivastava et al. 2014, JMLR 15); otherwise leaves all as it is. What is dropped follows from the network's seed and the
	 * steps taken.
	 *
	 * @param share probability, from 0, which adds no operation, to below 1
	 */
	public ArchitectureBuilder dropout(final double share) {
		if (!(share >= 0 && share < 1)) throw new IllegalArgumentException("a dropout of " + share);
		return share == 0 ? this : simple(Dropout.KIND, share, 0);
	}

	/** Adds what there was at a place. */
	public ArchitectureBuilder add(final Place place) {
		return with(Add.KIND, place);
	}

	/**
	 * Moves the image: out(c, y, x) = in(c, y + v_y(y, x), x + v_x(y, x)), sampled bilinearly, coordinates clamped to the
	 * image's border. The displacements v, in pixels, are the cubic B-spline of controls: see {@link FreeFormWarp}.
	 *
	 * @param controls a place of shape [2, g, g] with g at least 4, first the displacements along x, then those along y
	 */
	public ArchitectureBuilder warp(final Place controls) {
		return with(Warp.KIND, controls);
	}

	/**
	 * Weights of the channels at each pixel, w_k = exp(x_k) / sqrt(Σ exp(2 x_j)): their squares sum to 1, so that a sum of
	 * independent things, so weighted, varies as each of them does.
	 */
	public ArchitectureBuilder mixing() {
		return simple(Mixing.KIND, 0, 0);
	}

	/**
	 * Lays whole images side by side with soft seams: maps [channels * height * width, r, s] hold an image in the channels of
	 * each of their r by s pixels, and become one image, of which each of r by s parts is mostly that of its pixel.
	 */
	public ArchitectureBuilder mosaic(final int channels, final int height, final int width) {
		return then(on(Mosaic.KIND).to(channels, height, width));
	}

	/** Largest of a window; what lies outside the map does not take part. */
	public ArchitectureBuilder maxPool(final int kernel, final int stride) {
		return window(MaxPool.KIND, 0, kernel, stride, Option.NO_BIAS);
	}

	/** Mean of a window; what lies outside the map does not take part. */
	public ArchitectureBuilder averagePool(final int kernel, final int stride) {
		return window(AveragePool.KIND, 0, kernel, stride, Option.NO_BIAS);
	}

	/** Mean of each map. */
	public ArchitectureBuilder globalAveragePool() {
		return simple(GlobalAveragePool.KIND, 0, 0);
	}

	/** Twice the size, each pixel four times. */
	public ArchitectureBuilder upsample() {
		return simple(Upsample.KIND, 0, 0);
	}

	/** The features of a vector as maps, in the order channel, row, column. */
	public ArchitectureBuilder reshape(final int channels, final int height, final int width) {
		return then(on(Reshape.KIND).to(channels, height, width));
	}

	/**
	 * Numbers of a vector in a shape.
	 *
	 * @param first the index of the first of them
	 */
	public ArchitectureBuilder slice(final int first, final long... shape) {
		return then(on(Slice.KIND).value(first).to(shape));
	}

	/** Appends the vector that there was at a place. */
	public ArchitectureBuilder concatenate(final Place place) {
		return with(Concatenation.KIND, place);
	}

	/** A vector over its root mean square, x / sqrt(mean(x²) + 1e-8). */
	public ArchitectureBuilder unitMeanSquare() {
		return simple(UnitMeanSquare.KIND, 0, 0);
	}

	/**
	 * Each map times a factor of its own.
	 *
	 * @param factors a place of shape [channels]
	 */
	public ArchitectureBuilder channelFactors(final Place factors) {
		return with(ChannelFactors.KIND, factors);
	}

	/** Twice the size, bilinear between the pixels' centres, clamped at the border. */
	public ArchitectureBuilder upsampleBilinear() {
		return simple(BilinearUpsample.KIND, 0, 0);
	}

	/**
	 * Minibatch standard deviation (Karras et al. 2018, arXiv 1710.10196, section 3): one more map, constant, the mean over
	 * channels and pixels of the standard deviation over a group of images. Of n images, a multiple of 8, n / 8 groups take the
	 * images k, k + n / 8, k + 2 n / 8 and so on; any other number of images is one group. What comes out for one image
	 * depends on the others of its batch.
	 */
	public ArchitectureBuilder minibatchDeviation() {
		return simple(MinibatchDeviation.KIND, 0, 0);
	}

	/** @throws IllegalArgumentException if the shapes do not fit together */
	public Architecture build() {
		if (last != operations.size() - 1)
			throw new IllegalArgumentException("the network must end with its last operation");
		return new Architecture(operations);
	}

	private ArchitectureBuilder with(final String kind, final Place other) {
		return then(new OperationRecord(kind, name(kind), last, other.operation));
	}

	private ArchitectureBuilder simple(final String kind, final double value, final double start) {
		return then(on(kind).value(value).start(start, 0, Optional.empty()));
	}

	/** An operation on the last one. */
	private OperationRecord on(final String kind) {
		return new OperationRecord(kind, name(kind), last);
	}

	private String name(final String kind) {
		return kind.toLowerCase(Locale.ROOT).replace("_", "") + operations.size();
	}

	private ArchitectureBuilder then(final OperationRecord record) {
		operations.add(Operations.of(record));
		last = operations.size() - 1;
		return this;
	}
}
