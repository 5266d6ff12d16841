/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.cmrgan.io.ElementType;

/** The minimum and maximum of an image, and whether all values are whole numbers. */
final class ValueRange {
	private final double min;
	private final double max;
	private final boolean whole;

	private ValueRange(final double min, final double max, final boolean whole) {
		this.min = min;
		this.max = max;
		this.whole = whole;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	static ValueRange of(final RandomAccessibleInterval<? extends RealType<?>> image) {
		double min = Double.POSITIVE_INFINITY;
		double max = Double.NEGATIVE_INFINITY;
		boolean whole = true;
		final Cursor<? extends RealType<?>> cursor = Views.iterable((RandomAccessibleInterval) image).cursor();
		while (cursor.hasNext()) {
			final double v = cursor.next().getRealDouble();
			if (v < min) min = v;
			if (v > max) max = v;
			// False for NaN as well.
			if (v != Math.rint(v)) whole = false;
		}
		return new ValueRange(min, max, whole);
	}

	/** True if {@code type} can hold every value; every floating-point type can. */
	boolean fits(final ElementType type) {
		return type.isReal() || whole && min >= type.min() && max <= type.max();
	}
}
