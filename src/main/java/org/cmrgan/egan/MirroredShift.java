/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * A random translation of a square image by up to {@value #REACH} pixels along each axis, beyond whose border the image
 * continues as its mirror image.
 * <p>
 * Convolutions with strides sample a fixed image at one phase only, so a discriminator's gradients have a pattern of that
 * period (Odena et al. 2016, doi 10.23915/distill.00003). A generator learns it as a hatched grain. Mirrored pixels look
 * like tissue; zeros would let the discriminator recognise the border.
 */
final class MirroredShift {
	/** Longest translation along an axis, pixels: all phases of two strides of 2. */
	static final int REACH = 4;

	private final int side;
	private final int dx;
	private final int dy;

	private MirroredShift(final int side, final RandomGenerator random) {
		this.side = side;
		dx = random.nextInt(2 * REACH + 1) - REACH;
		dy = random.nextInt(2 * REACH + 1) - REACH;
	}

	/**
	 * One translation for each of {@code count} images.
	 *
	 * @param side of the images, at least {@link #REACH} pixels
	 */
	static List<MirroredShift> draw(final int count, final int side, final RandomGenerator random) {
		final List<MirroredShift> out = new ArrayList<>();
		for (int i = 0; i < count; i++) out.add(new MirroredShift(side, random));
		return out;
	}

	/** The translated images. */
	static List<float[]> apply(final List<MirroredShift> shifts, final List<float[]> images) {
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < images.size(); i++) out.add(shifts.get(i).apply(images.get(i)));
		return out;
	}

	/** The gradients with respect to the images before the translation, from those after it. */
	static List<float[]> transpose(final List<MirroredShift> shifts, final List<float[]> gradients) {
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < gradients.size(); i++) out.add(shifts.get(i).transpose(gradients.get(i)));
		return out;
	}

	private float[] apply(final float[] image) {
		final float[] out = new float[image.length];
		for (int p = 0; p < out.length; p++) out[p] = image[from(p)];
		return out;
	}

	private float[] transpose(final float[] gradient) {
		final float[] out = new float[gradient.length];
		for (int p = 0; p < out.length; p++) out[from(p)] += gradient[p];
		return out;
	}

	/** The pixel of the image that a pixel of the translated one shows. */
	private int from(final int pixel) {
		return mirrored(pixel / side + dy) * side + mirrored(pixel % side + dx);
	}

	private int mirrored(final int place) {
		if (place < 0) return -1 - place;
		return place < side ? place : 2 * side - 1 - place;
	}
}
