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
import org.cmrgan.nn.operation.Clip;
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
import org.cmrgan.nn.operation.UnitMeanSquare;
import org.cmrgan.nn.operation.Upsample;
import org.cmrgan.nn.operation.Warp;

/** Builds a network, one operation after another, each on the result of the one before. */
public final class ArchitectureBuilder {
	/** Variations of a convolution or dense operation. */
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

	/** A place in a network to return to: see {@link #from}, {@link #add} and {@link #warp}. */
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

	/**
	 * {@return a network on images}
	 *
	 * @param channels number of channels of an image
	 * @param height in pixels
	 * @param width in pixels
	 */
	public static ArchitectureBuilder image(final int channels, final int height, final int width) {
		return new ArchitectureBuilder(channels, height, width);
	}

	/**
	 * {@return a network on vectors}
	 *
	 * @param features length of the vector
	 */
	public static ArchitectureBuilder vector(final int features) {
		return new ArchitectureBuilder(features);
	}

	/**
	 * Initialises the weights that follow as N(0, deviation²).
	 *
	 * @param deviation standard deviation
	 * @return this
	 */
	public ArchitectureBuilder startNormal(final double deviation) {
		gain = -deviation;
		equalised = 0;
		law = Optional.empty();
		return this;
	}

	/**
	 * Initialises the weights that follow by He's normal distribution, scaled.
	 *
	 * @param factor scale; with 0 the operation initially outputs 0
	 * @return this
	 */
	public ArchitectureBuilder startHe(final double factor) {
		gain = factor;
		equalised = 0;
		law = Optional.empty();
		return this;
	}

	/**
	 * Gives the parameters that follow an equalised learning rate (Karras et al. 2018, arXiv 1710.10196, section 4.1).
	 * Weights start as N(0, s²), s = {@code weights} / sqrt(fan-in), and are trained as s times stored numbers of N(0,
	 * 1). Biases are trained as {@code biases} times stored numbers; see {@link Parameter#scale()}.
	 * <p>
	 * A leaky ReLU times a factor equals the leaky ReLU of its input times that factor: give the factor for both.
	 *
	 * @param weights gain of the weights, above 0
	 * @param biases gain of the biases, above 0
	 * @return this
	 */
	public ArchitectureBuilder startEqualised(final double weights, final double biases) {
		if (!(weights > 0 && biases > 0))
			throw new IllegalArgumentException("gains of " + weights + " and " + biases + " are not above 0");
		gain = weights;
		equalised = biases;
		law = Optional.empty();
		return this;
	}

	/**
	 * Initialises the biases that follow; the default is 0.
	 *
	 * @param value their first value
	 * @return this
	 */
	public ArchitectureBuilder startBias(final double value) {
		biasStart = value;
		return this;
	}

	/** Initialises the weights that follow as He's normal by fan-out, like torchvision's ResNets. */
	ArchitectureBuilder startFanOut() {
		gain = 1;
		equalised = 0;
		law = Optional.of(Law.FAN_OUT);
		return this;
	}

	/** Initialises the weights and biases that follow like PyTorch: uniform within 1 / √(fan-in). */
	ArchitectureBuilder startUniform() {
		gain = 1;
		equalised = 0;
		law = Optional.of(Law.UNIFORM);
		return this;
	}

	/** {@return the present end of the network} */
	public Place here() {
		return new Place(last);
	}

	/**
	 * Continues from a place.
	 *
	 * @param place in this network
	 * @return this
	 */
	public ArchitectureBuilder from(final Place place) {
		last = place.operation;
		return this;
	}

	/**
	 * Convolution. The padding keeps the size for stride 1 and an odd kernel; kernel 4 with stride 2 halves an even
	 * size.
	 *
	 * @param channels number of output channels
	 * @param kernel side of the window, pixels
	 * @param stride step of the window, pixels
	 * @param options departures from the usual
	 * @return this
	 */
	public ArchitectureBuilder conv(final int channels, final int kernel, final int stride, final Option... options) {
		return window(Convolution.KIND, channels, kernel, stride, options);
	}

	/**
	 * Convolution of each channel by itself, without bias.
	 *
	 * @param kernel side of the window, pixels
	 * @param stride step of the window, pixels
	 * @return this
	 */
	public ArchitectureBuilder depthwise(final int kernel, final int stride) {
		return window(DepthwiseConvolution.KIND, 0, kernel, stride, Option.NO_BIAS);
	}

	private ArchitectureBuilder window(final String kind, final int channels, final int kernel, final int stride,
			final Option... options) {
		final int padding = Set.of(options).contains(Option.VALID) ? 0 : (kernel - 1) / 2;
		return then(linear(kind, channels, options).window(kernel, stride, padding));
	}

	/**
	 * Dense operation: every output depends on every input. Maps are read in the order channel, row, column.
	 *
	 * @param features length of the vector
	 * @param options departures from the usual
	 * @return this
	 */
	public ArchitectureBuilder dense(final int features, final Option... options) {
		return then(linear(Dense.KIND, features, options));
	}

	private OperationRecord linear(final String kind, final int channels, final Option... options) {
		final Set<Option> set = Set.of(options);
		return on(kind).channels(channels).linear(!set.contains(Option.NO_BIAS), set.contains(Option.SPECTRAL_NORM))
				.value(biasStart).start(gain, equalised, law);
	}

	/**
	 * Batch normalisation over images and pixels (Ioffe and Szegedy 2015, arXiv 1502.03167).
	 *
	 * @return this
	 */
	public ArchitectureBuilder batchNorm() {
		return batchNorm(1);
	}

	/** @param gamma initial factor of the normalised numbers */
	ArchitectureBuilder batchNorm(final double gamma) {
		return simple(BatchNorm.KIND, EPSILON, gamma);
	}

	/**
	 * ReLU.
	 *
	 * @return this
	 */
	public ArchitectureBuilder relu() {
		return simple(Relu.KIND, 0, 0);
	}

	/**
	 * Leaky ReLU.
	 *
	 * @param slope for negative values
	 * @return this
	 */
	public ArchitectureBuilder leakyRelu(final double slope) {
		return simple(LeakyRelu.KIND, slope, 0);
	}

	/**
	 * ReLU with a learned slope per channel for negative values, initially 0.25 (He et al. 2015, arXiv 1502.01852).
	 *
	 * @return this
	 */
	public ArchitectureBuilder prelu() {
		return simple(PRelu.KIND, 0.25, 0);
	}

	/**
	 * Hyperbolic tangent.
	 *
	 * @return this
	 */
	public ArchitectureBuilder tanh() {
		return simple(Tanh.KIND, 0, 0);
	}

	/**
	 * min(max(x, -1), 1).
	 *
	 * @return this
	 */
	public ArchitectureBuilder clip() {
		return simple(Clip.KIND, 0, 0);
	}

	/**
	 * Dropout (Srivastava et al. 2014, JMLR 15). In training, it sets each number to 0 with a probability and divides
	 * the others by the remaining probability, so that the mean is kept. In inference, it changes nothing. The dropped
	 * numbers follow from the network's seed and the number of steps.
	 *
	 * @param share probability, from 0, which adds no operation, to below 1
	 * @return this
	 */
	public ArchitectureBuilder dropout(final double share) {
		if (!(share >= 0 && share < 1)) throw new IllegalArgumentException("a dropout of " + share);
		return share == 0 ? this : simple(Dropout.KIND, share, 0);
	}

	/**
	 * Adds the value at a place.
	 *
	 * @param place in this network
	 * @return this
	 */
	public ArchitectureBuilder add(final Place place) {
		return with(Add.KIND, place);
	}

	/**
	 * Deforms the image: out(c, y, x) = in(c, y + v_y(y, x), x + v_x(y, x)), sampled bilinearly, with coordinates
	 * clamped to the border of the image. The displacements v, in pixels, are the cubic B-spline of controls: see
	 * {@link FreeFormWarp}.
	 *
	 * @param controls a place of shape [2, g, g] with g at least 4, first the displacements along x, then those along y
	 * @return this
	 */
	public ArchitectureBuilder warp(final Place controls) {
		return with(Warp.KIND, controls);
	}

	/**
	 * Weights of the channels at each pixel, w_k = exp(x_k) / sqrt(Σ exp(2 x_j)). Their squares sum to 1, so that a
	 * weighted sum of independent images has the variance of each.
	 *
	 * @return this
	 */
	public ArchitectureBuilder mixing() {
		return simple(Mixing.KIND, 0, 0);
	}

	/**
	 * Joins parts of whole images with soft seams. The input maps [channels * height * width, r, s] hold an image in
	 * the channels of each of their r by s pixels. The output is one image, of which each of r by s parts comes mostly
	 * from its pixel.
	 *
	 * @param channels number of channels of the image
	 * @param height in pixels
	 * @param width in pixels
	 * @return this
	 */
	public ArchitectureBuilder mosaic(final int channels, final int height, final int width) {
		return then(on(Mosaic.KIND).to(channels, height, width));
	}

	/**
	 * The maximum of a window; pixels outside the map are ignored.
	 *
	 * @param kernel side of the window, pixels
	 * @param stride step of the window, pixels
	 * @return this
	 */
	public ArchitectureBuilder maxPool(final int kernel, final int stride) {
		return window(MaxPool.KIND, 0, kernel, stride, Option.NO_BIAS);
	}

	/**
	 * The mean of a window; pixels outside the map are ignored.
	 *
	 * @param kernel side of the window, pixels
	 * @param stride step of the window, pixels
	 * @return this
	 */
	public ArchitectureBuilder averagePool(final int kernel, final int stride) {
		return window(AveragePool.KIND, 0, kernel, stride, Option.NO_BIAS);
	}

	/**
	 * The mean of each map.
	 *
	 * @return this
	 */
	public ArchitectureBuilder globalAveragePool() {
		return simple(GlobalAveragePool.KIND, 0, 0);
	}

	/**
	 * Doubles the size by repeating each pixel four times.
	 *
	 * @return this
	 */
	public ArchitectureBuilder upsample() {
		return simple(Upsample.KIND, 0, 0);
	}

	/**
	 * Reshapes a vector to maps, in the order channel, row, column.
	 *
	 * @param channels number of output channels
	 * @param height in pixels
	 * @param width in pixels
	 * @return this
	 */
	public ArchitectureBuilder reshape(final int channels, final int height, final int width) {
		return then(on(Reshape.KIND).to(channels, height, width));
	}

	/**
	 * Takes consecutive numbers of a vector, in a given shape.
	 *
	 * @param first index of the first number
	 * @param shape of the result
	 * @return this
	 */
	public ArchitectureBuilder slice(final int first, final long... shape) {
		return then(on(Slice.KIND).value(first).to(shape));
	}

	/**
	 * Appends the vector at a place.
	 *
	 * @param place in this network
	 * @return this
	 */
	public ArchitectureBuilder concatenate(final Place place) {
		return with(Concatenation.KIND, place);
	}

	/**
	 * Divides a vector by its root mean square: x / sqrt(mean(x²) + 1e-8).
	 *
	 * @return this
	 */
	public ArchitectureBuilder unitMeanSquare() {
		return simple(UnitMeanSquare.KIND, 0, 0);
	}

	/**
	 * Multiplies each map by a factor.
	 *
	 * @param factors a place of shape [channels]
	 * @return this
	 */
	public ArchitectureBuilder channelFactors(final Place factors) {
		return with(ChannelFactors.KIND, factors);
	}

	/**
	 * Doubles the size by bilinear interpolation between pixel centres, clamped at the border.
	 *
	 * @return this
	 */
	public ArchitectureBuilder upsampleBilinear() {
		return simple(BilinearUpsample.KIND, 0, 0);
	}

	/**
	 * {@return the network}
	 *
	 * @throws IllegalArgumentException if the shapes do not fit together
	 */
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
