/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.math3.util.MathArrays;
import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.FreeFormWarp;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Workers;

import ij.plugin.filter.Convolver;
import ij.process.FloatProcessor;

/**
 * Registers all images of a class to their mean shape. Each image is a warped template: a grid of control points per
 * image deforms the template, and the controls minimise the distance between the warped mean of all templates and the
 * image. The border of the frame does not move. Works from coarse to fine, and draws nothing at random.
 */
final class Alignment {
	/** Standard deviation of the blur in each round, in pixels. */
	private static final double[] BLURS = { 3, 2, 1.5, 1, 1 };
	private static final int STEPS = 60;
	private static final double STEP = 0.2;
	/** Weight of the mean squared slope of the displacements, relative to the mean squared difference of the images. */
	private static final double STIFFNESS = 0.1;
	/**
	 * Weight of the penalty on slopes that squeeze to less than half or stretch to more than twice, and on areas that
	 * shrink to less than half, because tissue does not fold. A penalty on slopes alone does not prevent diagonal
	 * folds, and a folded image shows a checked pattern in any other shape.
	 */
	private static final double FOLDING = 20;
	private static final double SQUEEZE = -0.5;
	private static final double STRETCH = 1;
	private static final double SHRINK = 0.5;
	/** Number of outer rows of controls on each side that do not move. */
	private static final int FIXED = 2;
	/**
	 * The inverse of tanh grows without bound beyond this value. With a much lower value, black and white areas, which
	 * are flat in real images, would get texture.
	 */
	private static final double MOST = 0.99;
	private static final int INVERSION_STEPS = 60;
	private static final int MENDING_STEPS = 6;

	private final double[][] images;
	private final double[][] controls;

	private Alignment(final double[][] images, final double[][] controls) {
		this.images = images;
		this.controls = controls;
	}

	/**
	 * @param real images of one class
	 * @param context shows progress and checks for a request to stop
	 */
	static Alignment of(final PatchSet real, final RunContext context) {
		final int n = real.size();
		final int pixels = real.width() * real.height();
		final int g = Networks.CONTROLS;
		final FreeFormWarp warp = new FreeFormWarp(real.height(), real.width(), g);
		double[][] controls = new double[n][2 * g * g];
		double[] template = new double[pixels];
		for (final float[] image : real.pixels()) for (int j = 0; j < pixels; j++) template[j] += image[j] / n;
		for (int round = 0; round < BLURS.length; round++) {
			final double blur = BLURS[round];
			final double[] target = blurred(template, real.width(), blur);
			final double[][] before = controls;
			final List<double[]> found = Workers.inOrder(context, "Align images, round " + (round + 1), "image", n,
					i -> fit(warp, target, blurred(doubles(real.pixels(i)), real.width(), blur), before[i]));
			controls = centred(found);
			final double[][] now = controls;
			final List<double[]> unwarped = Workers.inOrder(context, "Mean shape, round " + (round + 1), "image", n,
					i -> warp.sample(doubles(real.pixels(i)), inverse(warp, warp.field(now[i]))));
			template = mean(unwarped);
		}
		final double[][] last = controls;
		final double[][] logits = logits(real);
		final List<double[]> images = Workers.inOrder(context, "Images in the mean shape", "image", n,
				i -> unwarp(warp, logits[i], warp.field(last[i])));
		return new Alignment(images.toArray(new double[0][]), controls);
	}

	/** The aligned images before warp and tanh, [height * width]. */
	double[][] images() {
		return images;
	}

	/**
	 * The aligned images before the warp.
	 *
	 * @param real those that were aligned
	 */
	PatchSet inMeanShape(final PatchSet real) {
		final List<float[]> pixels = new ArrayList<>();
		for (final double[] logits : images) {
			final float[] image = new float[logits.length];
			for (int j = 0; j < image.length; j++) image[j] = (float) Math.tanh(logits[j]);
			pixels.add(image);
		}
		return new PatchSet(real.width(), real.height(), real.spacing(), real.patches(), pixels);
	}

	/** The controls of each image, [2, g, g], in pixels; their mean over images is 0. */
	double[][] controls() {
		return controls;
	}

	/**
	 * Finds the controls that warp a template to an image, by Adam (Kingma and Ba 2015) from those of the round before.
	 */
	private static double[] fit(final FreeFormWarp warp, final double[] template, final double[] image,
			final double... start) {
		final double[] c = start.clone();
		final Adam adam = new Adam(c.length, STEP);
		for (int step = 0; step < STEPS; step++) {
			final double[] field = warp.field(c);
			final double[] error = warp.sample(template, field);
			for (int j = 0; j < error.length; j++) error[j] = 2 * (error[j] - image[j]) / error.length;
			final double[] slope = warp.fieldError(template, error, field);
			addStiffness(slope, (int) Math.round(Math.sqrt(image.length)), field);
			final double[] gradient = warp.fieldAdjoint(slope);
			hold(gradient);
			adam.step(c, gradient);
		}
		return c;
	}

	/**
	 * Adds the gradient of a field's stiffness; both arrays are [2, size, size]. The stiffness is half of {@link
	 * #STIFFNESS} times the mean squared slope, plus {@link #FOLDING} times two mean squares: of the amount by which
	 * slopes along their own axis leave [{@link #SQUEEZE}, {@link #STRETCH}], and of the amount by which areas
	 * (Jacobian determinants) fall below {@link #SHRINK}.
	 */
	static void addStiffness(final double[] gradient, final int size, final double... field) {
		final double count = size * (size - 1.0);
		for (int d = 0; d < 2; d++) for (int y = 0; y < size; y++) for (int x = 0; x < size; x++) {
			final int at = (d * size + y) * size + x;
			if (x + 1 < size) difference(gradient, at, at + 1, d == 0, count, field);
			if (y + 1 < size) difference(gradient, at, at + size, d == 1, count, field);
		}
		for (int y = 0; y + 1 < size; y++)
			for (int x = 0; x + 1 < size; x++) shrinking(gradient, y * size + x, size, field);
	}

	/** The term of the area between a pixel, its right neighbour and the pixel below. */
	private static void shrinking(final double[] gradient, final int x, final int size, final double... field) {
		final int y = size * size + x;
		final double xx = 1 + field[x + 1] - field[x];
		final double xy = field[x + size] - field[x];
		final double yx = field[y + 1] - field[y];
		final double yy = 1 + field[y + size] - field[y];
		final double missing = xx * yy - xy * yx - SHRINK;
		if (missing >= 0) return;
		final double push = 2 * FOLDING * missing / (size * (size - 1.0));
		gradient[x + 1] += push * yy;
		gradient[x + size] -= push * yx;
		gradient[x] -= push * (yy - yx);
		gradient[y + size] += push * xx;
		gradient[y + 1] -= push * xy;
		gradient[y] -= push * (xx - xy);
	}

	private static void difference(final double[] gradient, final int a, final int b, final boolean along,
			final double count, final double... field) {
		final double slope = field[b] - field[a];
		double push = STIFFNESS * slope / count;
		if (along) push += 2 * FOLDING * (Math.min(0, slope - SQUEEZE) + Math.max(0, slope - STRETCH)) / count;
		gradient[b] += push;
		gradient[a] -= push;
	}

	/** Sets the gradient at the border's controls to 0. */
	private static void hold(final double... gradient) {
		final int g = Networks.CONTROLS;
		for (int i = 0; i < gradient.length; i++) {
			final int y = i / g % g;
			final int x = i % g;
			if (Math.min(Math.min(x, y), g - 1 - Math.max(x, y)) < FIXED) gradient[i] = 0;
		}
	}

	/** The inverse field, from the fixed point w(q) = -v(q + w(q)). */
	static double[] inverse(final FreeFormWarp warp, final double... field) {
		final double[] w = new double[field.length];
		for (int j = 0; j < w.length; j++) w[j] = -field[j];
		for (int step = 0; step < INVERSION_STEPS; step++) {
			final double[] there = warp.sample(field, w);
			for (int j = 0; j < w.length; j++) w[j] = (w[j] - there[j]) / 2;
		}
		return w;
	}

	/**
	 * Finds the image that becomes the given one when warped. It starts from the inverse field, which blurs because the
	 * image is sampled twice, and improves it by a few steps of conjugate gradients for least squares (Hestenes and
	 * Stiefel 1952). More steps would invent fine texture that is visible in this shape only.
	 */
	static double[] unwarp(final FreeFormWarp warp, final double[] image, final double... field) {
		final double[] out = warp.sample(image, inverse(warp, field));
		final double[] left = warp.sample(out, field);
		for (int j = 0; j < left.length; j++) left[j] = image[j] - left[j];
		double[] slope = warp.sampleAdjoint(left, field);
		final double[] direction = slope.clone();
		double steepness = MathArrays.linearCombination(slope, slope);
		for (int step = 0; step < MENDING_STEPS && steepness > 0; step++) {
			final double[] seen = warp.sample(direction, field);
			final double length = steepness / MathArrays.linearCombination(seen, seen);
			for (int j = 0; j < out.length; j++) {
				out[j] += length * direction[j];
				left[j] -= length * seen[j];
			}
			slope = warp.sampleAdjoint(left, field);
			final double before = steepness;
			steepness = MathArrays.linearCombination(slope, slope);
			for (int j = 0; j < out.length; j++) direction[j] = slope[j] + steepness / before * direction[j];
		}
		return out;
	}

	/** Gaussian blur by convolution. GaussianBlur's own method starts threads that keep Java from ending. */
	static double[] blurred(final double[] image, final int width, final double sigma) {
		final FloatProcessor processor = new FloatProcessor(width, image.length / width, image);
		final int reach = (int) Math.ceil(3 * sigma);
		final float[] kernel = new float[2 * reach + 1];
		for (int k = -reach; k <= reach; k++) kernel[k + reach] = (float) Math.exp(-k * k / (2 * sigma * sigma));
		new Convolver().convolve(processor, kernel, kernel.length, 1);
		new Convolver().convolve(processor, kernel, 1, kernel.length);
		return doubles((float[]) processor.getPixels());
	}

	/** The inverse of tanh of each image. */
	static double[][] logits(final PatchSet real) {
		final double[][] x = new double[real.size()][real.width() * real.height()];
		for (int i = 0; i < x.length; i++) for (int j = 0; j < x[i].length; j++) {
			final double value = Math.max(-MOST, Math.min(MOST, real.pixels(i)[j]));
			x[i][j] = 0.5 * Math.log((1 + value) / (1 - value));
		}
		return x;
	}

	static double[] doubles(final float... values) {
		final double[] out = new double[values.length];
		Arrays.setAll(out, j -> values[j]);
		return out;
	}

	private static double[] mean(final List<double[]> rows) {
		final double[] mean = new double[rows.get(0).length];
		for (final double[] row : rows) for (int j = 0; j < mean.length; j++) mean[j] += row[j] / rows.size();
		return mean;
	}

	private static double[][] centred(final List<double[]> rows) {
		final double[] mean = mean(rows);
		final double[][] out = rows.toArray(new double[0][]);
		for (final double[] row : out) for (int j = 0; j < mean.length; j++) row[j] -= mean[j];
		return out;
	}

	/** Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1) on plain numbers. */
	private static final class Adam {
		private final double rate;
		private final double[] first;
		private final double[] second;
		private double shrink1 = 1;
		private double shrink2 = 1;

		private Adam(final int length, final double rate) {
			this.rate = rate;
			first = new double[length];
			second = new double[length];
		}

		private void step(final double[] values, final double... gradient) {
			shrink1 *= 0.9;
			shrink2 *= 0.999;
			for (int i = 0; i < values.length; i++) {
				first[i] = 0.9 * first[i] + 0.1 * gradient[i];
				second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i];
				values[i] -= rate * first[i] / (1 - shrink1) / (Math.sqrt(second[i] / (1 - shrink2)) + 1e-12);
			}
		}
	}
}
