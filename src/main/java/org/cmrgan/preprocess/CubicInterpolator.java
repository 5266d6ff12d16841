/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessible;
import net.imglib2.RealInterval;
import net.imglib2.RealPoint;
import net.imglib2.RealRandomAccess;
import net.imglib2.interpolation.InterpolatorFactory;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Cubic convolution in the plane over 4x4 pixels, with a = -1/2, which is exact for quadratic images (Keys 1981, equation 15).
 * It overshoots at edges.
 */
final class CubicInterpolator extends RealPoint implements RealRandomAccess<FloatType> {
	private final RandomAccess<FloatType> pixels;
	private final FloatType value = new FloatType();

	private CubicInterpolator(final RandomAccess<FloatType> pixels) {
		super(2);
		this.pixels = pixels;
	}

	/** Makes interpolators for two-dimensional images. */
	static InterpolatorFactory<FloatType, RandomAccessible<FloatType>> factory() {
		return new InterpolatorFactory<>() {
			@Override
			public RealRandomAccess<FloatType> create(final RandomAccessible<FloatType> image) {
				return new CubicInterpolator(image.randomAccess());
			}

			@Override
			public RealRandomAccess<FloatType> create(final RandomAccessible<FloatType> image,
					final RealInterval interval) {
				return create(image);
			}
		};
	}

	@Override
	public FloatType get() {
		final double x = getDoublePosition(0);
		final double y = getDoublePosition(1);
		final long left = (long) Math.floor(x) - 1;
		final long top = (long) Math.floor(y) - 1;
		double sum = 0;
		for (int j = 0; j < 4; j++) {
			double row = 0;
			for (int i = 0; i < 4; i++) {
				pixels.setPosition(left + i, 0);
				pixels.setPosition(top + j, 1);
				row += weight(x - left - i) * pixels.get().get();
			}
			sum += weight(y - top - j) * row;
		}
		value.setReal(sum);
		return value;
	}

	private static double weight(final double distance) {
		final double d = Math.abs(distance);
		if (d <= 1) return (1.5 * d - 2.5) * d * d + 1;
		return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
	}

	@Override
	public FloatType getType() {
		return value;
	}

	@Override
	public CubicInterpolator copy() {
		final CubicInterpolator out = new CubicInterpolator(pixels.copy());
		out.setPosition(this);
		return out;
	}
}
