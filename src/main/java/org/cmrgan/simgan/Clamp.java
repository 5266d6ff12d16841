/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Keeps the refiner's output in [-1, 1], in training as in export, so that the discriminator judges the images that are
 * written, and cannot recognise real images by their saturated pixels.
 */
final class Clamp {
	private Clamp() {}

	/** @return a new array */
	static INDArray forward(final INDArray image) {
		return Transforms.max(Transforms.min(image, 1, true), -1, false);
	}

	/**
	 * The derivative for the refiner's raw output, in place. Outside [-1, 1], the true derivative is 0, and a pixel
	 * could never return. Therefore a gradient passes if its descent leads back inside.
	 *
	 * @param image the raw output
	 * @param gradient derivative with respect to the clamped output
	 */
	static INDArray backward(final INDArray image, final INDArray gradient) {
		final INDArray above = image.gt(1).castTo(image.dataType()).muli(gradient.lt(0).castTo(image.dataType()));
		final INDArray below = image.lt(-1).castTo(image.dataType()).muli(gradient.gt(0).castTo(image.dataType()));
		return gradient.muli(above.addi(below).rsubi(1));
	}
}
