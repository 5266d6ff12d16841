/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Logits;
import org.cmrgan.nn.PyramidLoss;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.train.AdversarialPair;
import org.cmrgan.train.RandomStreams;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains the detail part of a learned generator as a super-resolution GAN (Ledig et al. 2017, arXiv 1609.04802). It first learns by
 * regression to enlarge the coarse versions of training images. Then it competes with a discriminator of texture, and also
 * enlarges the coarse images of the evolving generators.
 */
final class Detail implements AutoCloseable {
	/** Initial learning rate of regression; the adversarial steps begin with three quarters of it. */
	private static final double RATE = 2e-3;
	/** Learning rate of the discriminator, as a multiple of the generator's. */
	private static final double DISCRIMINATOR_RATE = 4;
	/**
	 * Weight of the loss at the coarse size during adversarial steps: low enough for the detail part to sharpen what
	 * deformation blurs.
	 */
	private static final double COARSE_LOSS = 0.3;
	/** Weight of the adversarial loss. */
	private static final double ADVERSARIAL = 1;
	/** Weight of the regression loss during adversarial steps: with more, detail stays blurred. */
	private static final double REGRESSION = 0.1;
	/** Weight of R1. The gradient is that of the mean over all places, and is therefore small. */
	private static final double PENALTY = 1;
	/** Steps between two penalties (lazy regularisation: Karras et al. 2020, arXiv 1912.04958). */
	private static final int PENALTY_EVERY = 8;

	private final EGanConfig config;
	private final PatchSet real;
	private final int side;
	private final AdversarialPair pair;
	private final Critic critic;
	private final Latents latents;
	private final RandomStreams draws;
	private int softened;

	/**
	 * @param real the training images of one class
	 * @param whole the generator, both parts
	 * @param discriminator of texture; this object closes it and the generator
	 */
	Detail(final EGanConfig config, final PatchSet real, final AdversarialGraph whole,
			final AdversarialGraph discriminator, final RandomStreams draws) {
		this.config = config;
		this.real = real;
		this.draws = draws;
		side = real.width();
		pair = new AdversarialPair(whole, discriminator, config.ema());
		critic = new Critic(discriminator, real);
		latents = Latents.of(whole.architecture());
	}

	/** The images at the coarse size. */
	static PatchSet coarse(final PatchSet set) {
		final int to = set.width() / Networks.COARSE;
		return new PatchSet(to, to, set.spacing() * Networks.COARSE, set.patches(), coarse(set.pixels(), set.width()));
	}

	/** Averages blocks of {@link Networks#COARSE} by {@link Networks#COARSE} pixels of row-major images. */
	static List<float[]> coarse(final List<float[]> images, final int side) {
		final int to = side / Networks.COARSE;
		final float share = 1f / (Networks.COARSE * Networks.COARSE);
		final List<float[]> out = new ArrayList<>();
		for (final float[] image : images) {
			final float[] small = new float[to * to];
			for (int i = 0; i < image.length; i++) small[coarsePixel(i, side)] += share * image[i];
			out.add(small);
		}
		return out;
	}

	/** The coarse pixel that contains a pixel. */
	private static int coarsePixel(final int pixel, final int side) {
		return pixel / side / Networks.COARSE * (side / Networks.COARSE) + pixel % side / Networks.COARSE;
	}

	/**
	 * Takes a step of regression.
	 *
	 * @param progress fraction of the regression that is done, from 0
	 * @return the loss
	 */
	double regress(final long step, final double progress) {
		final RandomGenerator random = draws.of("detail", step);
		pair.learningRates(RATE * (1 - 0.9 * progress), RATE, softened);
		final List<float[]> targets = targets(config.batch(), random);
		final List<float[]> given = coarse(targets, side);
		try (INDArray z = latents.withImages(given, random); INDArray made = pair.maker().forward(z)) {
			final List<float[]> images = Tensors.toArrays(made);
			final List<float[]> gradients = zeros(images.size());
			final double loss = near(images, targets, 1, gradients);
			nearCoarsely(images, given, 1, gradients);
			move(gradients);
			return loss;
		}
	}

	/**
	 * Takes a step of the texture discriminator, and one of the detail part against it.
	 *
	 * @param turn number of this step; each number gives other draws
	 * @param generated coarse images from generators
	 * @param progress fraction of the evolution that is done, from 0
	 * @return the regression loss of the training images in the batch
	 */
	double compete(final long turn, final List<float[]> generated, final double progress) {
		final RandomGenerator random = draws.of("compete", turn);
		final double rate = 0.75 * RATE * (1 - 0.9 * progress);
		pair.learningRates(rate, DISCRIMINATOR_RATE * rate, softened);
		final int half = Math.max(1, config.batch() / 2);
		final List<float[]> targets = targets(half, random);
		final List<float[]> given = coarse(targets, side);
		given.addAll(Draws.pick(generated, half, random));
		try (INDArray z = latents.withImages(given, random); INDArray made = pair.maker().forward(z)) {
			final List<float[]> images = Tensors.toArrays(made);
			final List<MirroredShift> shifts = shifts(images.size(), random);
			final List<float[]> shifted = MirroredShift.apply(shifts, images);
			discriminate(shifted, turn, random);
			final List<float[]> gradients = MirroredShift.transpose(shifts, deceive(shifted));
			final double loss = near(images.subList(0, half), targets, REGRESSION, gradients);
			nearCoarsely(images, given, COARSE_LOSS, gradients);
			move(gradients);
			return loss;
		}
	}

	private List<MirroredShift> shifts(final int count, final RandomGenerator random) {
		return MirroredShift.draw(count, side, random);
	}

	/** A step of the discriminator on generated images, which are already shifted, and on as many training images. */
	private void discriminate(final List<float[]> images, final long turn, final RandomGenerator random) {
		final List<float[]> reals = MirroredShift.apply(shifts(images.size(), random), targets(images.size(), random));
		final List<float[]> both = new ArrayList<>(reals);
		both.addAll(images);
		final float[] s = critic.logits(both);
		final float[] slope = new float[s.length];
		for (int i = 0; i < s.length; i++)
			slope[i] = (float) (2 * Logits.crossEntropySlope(s[i], i < s.length / 2 ? 1 : 0) / s.length);
		critic.parameterGradient(slope);
		if (turn % PENALTY_EVERY == 0) critic.addPenalty(reals, PENALTY_EVERY * PENALTY);
		pair.discriminator().step();
	}

	/** By image: the gradient of the mean of -log D. */
	private List<float[]> deceive(final List<float[]> images) {
		final float[] s = critic.logits(images);
		final float[] slope = new float[s.length];
		for (int i = 0; i < s.length; i++)
			slope[i] = (float) (ADVERSARIAL * Logits.crossEntropySlope(s[i], 1) / s.length);
		return critic.imageGradient(slope);
	}

	private void move(final List<float[]> gradients) {
		try (INDArray error = Tensors.of(gradients, side, side)) {
			pair.maker().backward(error, false, true);
		}
		pair.step();
	}

	/** Training images, rotated and mirrored at random, because detail has no orientation. */
	private List<float[]> targets(final int count, final RandomGenerator random) {
		final List<float[]> out = new ArrayList<>();
		for (final float[] image : Draws.pick(real.pixels(), count, random)) out.add(turned(image, random.nextInt(8)));
		return out;
	}

	/** Applies one of the eight symmetries of a square, numbered 0 to 7. */
	private float[] turned(final float[] image, final int symmetry) {
		final float[] out = new float[image.length];
		for (int y = 0, to = 0; y < side; y++) for (int x = 0; x < side; x++, to++) {
			final int v = (symmetry & 1) == 0 ? y : side - 1 - y;
			final int h = (symmetry & 2) == 0 ? x : side - 1 - x;
			out[to] = (symmetry & 4) == 0 ? image[v * side + h] : image[h * side + v];
		}
		return out;
	}

	private List<float[]> zeros(final int count) {
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < count; i++) out.add(new float[side * side]);
		return out;
	}

	/** The mean pyramid loss; adds {@code weight} times its gradient with respect to each image. */
	private double near(final List<float[]> images, final List<float[]> targets, final double weight,
			final List<float[]> gradients) {
		try (INDArray a = Tensors.of(images, side, side);
				INDArray b = Tensors.of(targets, side, side);
				PyramidLoss loss = PyramidLoss.of(a, b)) {
			final List<float[]> slopes = Tensors.toArrays(loss.gradient());
			for (int i = 0; i < slopes.size(); i++)
				for (int p = 0; p < side * side; p++) gradients.get(i)[p] += (float) weight * slopes.get(i)[p];
			return loss.value();
		}
	}

	/** Adds the gradient of the mean pyramid loss at the coarse size. */
	private void nearCoarsely(final List<float[]> images, final List<float[]> given, final double weight,
			final List<float[]> gradients) {
		final int to = side / Networks.COARSE;
		final float share = (float) weight / (Networks.COARSE * Networks.COARSE);
		try (INDArray a = Tensors.of(coarse(images, side), to, to);
				INDArray b = Tensors.of(given, to, to);
				PyramidLoss loss = PyramidLoss.of(a, b)) {
			final List<float[]> slopes = Tensors.toArrays(loss.gradient());
			for (int i = 0; i < slopes.size(); i++)
				for (int p = 0; p < side * side; p++)
					gradients.get(i)[p] += share * slopes.get(i)[coarsePixel(p, side)];
		}
	}

	/** Applies a function to the whole generator with the coarse part of another network, then restores the generator. */
	<T> T with(final AdversarialGraph coarse, final Function<AdversarialGraph, T> use) {
		return pair.with(g -> {
			if (config.ema() > 0) g.parameters().assign(pair.average().parameters());
			takeCoarsePart(g, coarse);
		}, () -> use.apply(pair.maker()));
	}

	/** Copies the parameters of a coarse generator into the coarse part of a whole one. */
	static void takeCoarsePart(final AdversarialGraph whole, final AdversarialGraph coarse) {
		final List<Parameter> to = inOrder(whole.architecture());
		final List<Parameter> from = inOrder(coarse.architecture());
		for (int i = 0; i < from.size(); i++)
			to.get(i).view(whole.parameters()).assign(from.get(i).view(coarse.parameters()));
	}

	/**
	 * Parameters in the order of the operations. The network's own vector is ordered differently: all weights come
	 * first.
	 */
	private static List<Parameter> inOrder(final Architecture network) {
		final List<Parameter> out = new ArrayList<>();
		for (int i = 0; i < network.operations().size(); i++) out.addAll(network.parameters(i));
		return out;
	}

	/** Applies a function to the whole generator with the parameters of the best snapshot, then restores the generator. */
	<T> T withBest(final Selection selection, final Function<AdversarialGraph, T> use) {
		return pair.with(selection::applyTo, () -> use.apply(pair.maker()));
	}

	/** Halves the learning rates this many times. */
	void soften(final int times) {
		softened = times;
	}

	void save(final DataOutputStream out) throws IOException {
		pair.save(out);
	}

	void load(final DataInputStream in) throws IOException {
		pair.load(in);
	}

	@Override
	public void close() {
		critic.close();
		pair.close();
	}
}
