/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.graph.Networks.MosaicPath;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.nn.operation.SoftMosaic;
import org.cmrgan.run.RunContext;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A generator that begins as a mosaic of mixed training images: brought into one shape by {@link Alignment}, a few of them are
 * mixed in each quarter of the frame, others in each, and the whole is warped to a shape that is mixed in the same way. A
 * sum of few keeps the texture that a sum of many, as principal components are, blurs; that each quarter has others keeps an
 * image from being a copy of one. All is done before the tanh.
 * <p>
 * Images by which snapshots are judged are kept too, but count nothing until the snapshot is chosen.
 */
final class MosaicStart implements Start {
	/** More images than this only make the generator larger. */
	private static final int MOST = 256;
	/** What takes an image out of a mixture. */
	private static final float NEVER = -1000;
	/** Numbers of an image in the code: one for each part of the frame. */
	private static final int EACH = Networks.PARTS * Networks.PARTS;

	private final PatchSet real;
	/** By image: whether it must not count yet. */
	private final boolean[] spared;
	private final RandomGenerator random;

	/**
	 * @param train the images to learn from
	 * @param inner those to judge by
	 */
	MosaicStart(final PatchSet train, final PatchSet inner, final RandomGenerator random) {
		final PatchSet all = train.plus(inner);
		real = all.spread(MOST);
		spared = new boolean[real.size()];
		for (int i = 0; i < spared.length; i++) spared[i] = inner.subjects().contains(real.patch(i).subject());
		this.random = random;
	}

	@Override
	public boolean holdsImages() {
		return true;
	}

	@Override
	public Architecture generator(final EGanConfig config) {
		return Networks.mosaicGenerator(config.latent(), config.width(), real.width(), real.size());
	}

	@Override
	public void applyTo(final AdversarialGraph generator, final RunContext context) {
		final Alignment alignment = Alignment.of(real, context);
		setCode(generator, Networks.mosaicPath(generator.architecture(), real.size(), MosaicPath.CODE));
		final double[] ofOnes = new SoftMosaic(Networks.PARTS, Networks.PARTS, real.height(), real.width()).ofOnes();
		setImages(generator, Networks.mosaicPath(generator.architecture(), real.size(), MosaicPath.IMAGES), ofOnes,
				alignment.images());
		// Their mean is 0, so that there is nothing to offset.
		setImages(generator, Networks.mosaicPath(generator.architecture(), real.size(), MosaicPath.CONTROLS),
				new double[0], alignment.controls());
	}

	@Override
	public void complete(final AdversarialGraph generator) {
		final Parameter offsets = Networks.mosaicPath(generator.architecture(), real.size(), MosaicPath.CODE).get(1);
		final float[] free = get(generator, offsets);
		for (int i = 0; i < free.length; i++) if (spared[i / EACH]) free[i] = 0;
		set(generator, offsets, free);
	}

	@Override
	public String description() {
		int held = 0;
		for (final boolean s : spared) if (s) held++;
		final String all = "a mosaic of " + real.size()
				+ " training images; the model file contains them, and synthetic images show parts of them";
		return held == 0
				? all
				: all + "; " + held
						+ " of them were used to score snapshots and were added after the snapshot was chosen";
	}

	private void setCode(final AdversarialGraph generator, final List<Parameter> path) {
		final int latent = (int) path.get(0).shape()[0];
		set(generator, path.get(0), new MosaicCode(real, spared, EACH, latent, random).weights());
		final float[] offsets = new float[real.size() * EACH];
		for (int c = 0; c < offsets.length; c++) if (spared[c / EACH]) offsets[c] = NEVER;
		set(generator, path.get(1), offsets);
	}

	/** What differs from the mean is mixed; the mean itself is offset, by so much less as it would be taken more than once at the seams. */
	private static void setImages(final AdversarialGraph generator, final List<Parameter> path, final double[] ofOnes,
			final double[]... images) {
		final int length = images[0].length;
		final float[] weights = new float[length * images.length];
		final float[] offsets = new float[length];
		for (int j = 0; j < length; j++) {
			double mean = 0;
			for (final double[] image : images) mean += image[j] / images.length;
			for (int i = 0; i < images.length; i++) weights[j * images.length + i] = (float) (images[i][j] - mean);
			if (ofOnes.length > 0) offsets[j] = (float) (mean / ofOnes[j]);
		}
		set(generator, path.get(0), weights);
		set(generator, path.get(1), offsets);
	}

	/** Sets one parameter of a network. */
	static void set(final AdversarialGraph network, final Parameter parameter, final float... values) {
		try (INDArray given = Nd4j.createFromArray(values)) {
			parameter.view(network.parameters()).assign(given.reshape(parameter.shape()));
		}
	}

	/** The numbers of one parameter of a network. */
	private static float[] get(final AdversarialGraph network, final Parameter parameter) {
		try (INDArray copy = parameter.view(network.parameters()).dup('c')) {
			return copy.data().asFloat();
		}
	}
}
