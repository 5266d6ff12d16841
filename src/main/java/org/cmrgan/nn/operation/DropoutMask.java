/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.SplittableRandom;

import org.cmrgan.run.Seeds;

/**
 * The numbers that a dropout drops in one training step: it multiplies each by 0 or by 1 / (1 - share), in the forward
 * and the backward pass. Immutable.
 */
public final class DropoutMask {
	private final String name;
	private final double share;
	private final Seeds seeds;

	/**
	 * @param name of the operation
	 * @param share that is dropped
	 * @param seed of the step; with the name and the image's number in the batch it decides what is dropped
	 */
	DropoutMask(final String name, final double share, final long seed) {
		this.name = name;
		this.share = share;
		seeds = new Seeds(seed);
	}

	/**
	 * {@return the numbers of one image, or of the error at its output, after multiplication}
	 *
	 * @param image index in the batch
	 * @param numbers of the image
	 */
	public double[] of(final int image, final double... numbers) {
		final SplittableRandom random = new SplittableRandom(seeds.of(name, image));
		final double kept = 1 / (1 - share);
		final double[] out = new double[numbers.length];
		for (int i = 0; i < out.length; i++) out[i] = random.nextDouble() < share ? 0 : kept * numbers[i];
		return out;
	}
}
