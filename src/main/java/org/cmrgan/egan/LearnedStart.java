/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.List;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.RunContext;

/**
 * A generator whose file contains no image. Its coarse part draws a heart in the mean shape of the training images and
 * then deforms it, both by a code ({@link Codes}). The linear dependence of image and deformation on the code is set in
 * closed form. The rest is learned in the first phase of training, by regression of codes onto coarse
 * training images. Then the coarse part evolves, while an {@link Anchor} keeps its anatomy, and its {@link Detail} part
 * is trained beside it.
 */
final class LearnedStart implements Start {
	/** Largest number of images with codes; a bound on the time of alignment and decomposition. */
	static final int MOST = 512;

	private final int size;
	private final Codes codes;
	private final EGanConfig config;

	/**
	 * @param train the images to learn from
	 * @param context shows progress and checks for a request to stop
	 */
	LearnedStart(final EGanConfig config, final PatchSet train, final RunContext context) {
		final PatchSet some = train.spread(MOST);
		final Alignment alignment = Alignment.of(some, context);
		size = train.width();
		codes = new Codes(Detail.coarse(some), Detail.coarse(alignment.inMeanShape(some)), alignment.controls(),
				config.components());
		this.config = config;
	}

	@Override
	public Architecture generator(final EGanConfig given) {
		return Networks.coarseGenerator(codes.length() + 1, given.width(), size);
	}

	@Override
	public Optional<Architecture> whole(final EGanConfig given) {
		return Optional.of(Networks.learnedGenerator(codes.length() + 1, 0, given.width(), size, given.grain()));
	}

	@Override
	public Architecture discriminator(final EGanConfig given, final int side) {
		return Networks.coarseDiscriminator(given.width(), side);
	}

	@Override
	public Optimiser optimiser(final EGanConfig given) {
		return Optimiser.adam(given.learningRate(), 0, 0.99);
	}

	@Override
	public Optional<Anchor> anchor() {
		return Optional.of(new Anchor(codes, Latents.of(generator(config))));
	}

	@Override
	public void applyTo(final AdversarialGraph generator, final RunContext context) {
		final Architecture network = generator.architecture();
		final Latents latents = Latents.of(network);
		final int side = size / Networks.COARSE;
		// The contribution of the convolutions is initially zero.
		for (final Parameter weights : Networks.toImage(network))
			generator.set(weights, new float[(int) weights.length()]);
		final List<Parameter> appearance = Networks.appearanceModes(network, codes.length(), side);
		generator.set(appearance.get(0), weights(codes.appearanceModes(), latents));
		generator.set(appearance.get(1), floats(codes.meanAppearance()));
		final double[][] shape = codes.shapeModes();
		// Controls were found in pixels of the full image.
		for (final double[] mode : shape) for (int c = 0; c < mode.length; c++) mode[c] /= Networks.COARSE;
		generator.set(Networks.shapeModes(network, codes.length()), weights(shape, latents));
	}

	/** Weights of a dense operation, [code, numbers]. */
	private static float[] weights(final double[][] modes, final Latents latents) {
		final float[] weights = new float[modes.length * modes[0].length];
		for (int k = 0, at = 0; k < modes.length; k++)
			for (final double value : modes[k]) weights[at++] = (float) (value / latents.weight(k));
		return weights;
	}

	private static float[] floats(final double... values) {
		final float[] out = new float[values.length];
		for (int i = 0; i < out.length; i++) out[i] = (float) values[i];
		return out;
	}

	@Override
	public String description() {
		return String.format(java.util.Locale.ROOT,
				"an active appearance model of %d training images with codes of length %d, then %d regression steps; the model file contains no image",
				codes.size(), codes.length(), config.regression());
	}
}
