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

/**
 * A generator that begins as a mosaic of training images. The images are registered to their mean shape by {@link
 * Alignment}. In each quarter of the frame, a few of them are mixed, others in each quarter, and the whole is warped to
 * a shape that is mixed in the same way. A sum of few images keeps the texture that a sum of many, such as principal
 * components, blurs; different images in the quarters keep the whole from being a copy. All of this happens before the
 * tanh.
 * <p>
 * Images that judge snapshots are stored too, but have no weight until a snapshot is selected.
 */
final class MosaicStart implements Start {
	/** Largest number of images. More would only make the generator larger. */
	private static final int MOST = 256;
	/** Offset that gives an image no weight in any mixture. */
	private static final float NEVER = -1000;
	/** Number of weights of an image: one for each part of the frame. */
	private static final int EACH = Networks.PARTS * Networks.PARTS;

	private final PatchSet real;
	/** By image: true if it has no weight until a snapshot is selected. */
	private final boolean[] spared;
	private final RandomGenerator random;

	/**
	 * @param train the images to learn from
	 * @param inner the images that judge snapshots
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
		// The mean of the controls is 0, so they need no offset.
		setImages(generator, Networks.mosaicPath(generator.architecture(), real.size(), MosaicPath.CONTROLS),
				new double[0], alignment.controls());
	}

	@Override
	public void complete(final AdversarialGraph generator) {
		final Parameter offsets = Networks.mosaicPath(generator.architecture(), real.size(), MosaicPath.CODE).get(1);
		final float[] free = get(generator, offsets);
		for (int i = 0; i < free.length; i++) if (spared[i / EACH]) free[i] = 0;
		generator.set(offsets, free);
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
		generator.set(path.get(0), new MosaicCode(real, spared, EACH, latent, random).weights());
		final float[] offsets = new float[real.size() * EACH];
		for (int c = 0; c < offsets.length; c++) if (spared[c / EACH]) offsets[c] = NEVER;
		generator.set(path.get(1), offsets);
	}

	/**
	 * Deviations from the mean are mixed, and the mean is added as an offset. It is divided by the sum of the parts'
	 * weights, which exceeds 1 at the seams.
	 */
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
		generator.set(path.get(0), weights);
		generator.set(path.get(1), offsets);
	}

	/** The values of one parameter of a network. */
	private static float[] get(final AdversarialGraph network, final Parameter parameter) {
		try (INDArray copy = parameter.view(network.parameters()).dup('c')) {
			return copy.data().asFloat();
		}
	}
}
