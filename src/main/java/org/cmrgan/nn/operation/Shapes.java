/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;

/** Shapes of one image's values: [channels, height, width] for maps, [features] for vectors. */
public final class Shapes {
	private Shapes() {}

	/**
	 * {@return the number of values of a shape}
	 *
	 * @param shape of one image
	 */
	public static long product(final long... shape) {
		return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
	}
}
