/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.util.Locale;
import java.util.Map;

import org.cmrgan.run.UserError;

/**
 * How a header converts numbers to intensities: {@code intensity = slope * number + offset}
 * (ElementToIntensityFunctionSlope and ElementToIntensityFunctionOffset). Some programs apply it, such as MIRTK, and
 * some do not, such as ITK. Immutable.
 */
public final class IntensityFunction {
	private final double slope;
	private final double offset;

	private IntensityFunction(final double slope, final double offset) {
		this.slope = slope;
		this.offset = offset;
	}

	/**
	 * {@return the function in the header of an image; the identity if the header has none}
	 *
	 * @param image any image
	 * @throws UserError if one of the fields is not a number
	 */
	public static IntensityFunction of(final MetaImage image) {
		return new IntensityFunction(number(image.fields(), HeaderKeys.SLOPE, 1),
				number(image.fields(), HeaderKeys.INTERCEPT, 0));
	}

	private static double number(final Map<String, String> fields, final String key, final double otherwise) {
		final String text = fields.getOrDefault(key, "").trim();
		if (text.isEmpty()) return otherwise;
		try {
			final double value = Double.parseDouble(text);
			if (Double.isFinite(value)) return value;
		} catch (final NumberFormatException e) {
			// The error below explains it.
		}
		throw UserError.of("%s = %s is not a number: correct or remove it.", key, text);
	}

	/** {@return true if the numbers are the intensities} */
	public boolean isIdentity() {
		return slope == 1 && offset == 0;
	}

	/**
	 * Converts numbers to intensities in place.
	 *
	 * @param numbers overwritten
	 * @return the same array
	 */
	public float[] applied(final float[] numbers) {
		if (!isIdentity()) for (int i = 0; i < numbers.length; i++) numbers[i] = (float) (slope * numbers[i] + offset);
		return numbers;
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "slope %s, offset %s", slope, offset);
	}
}
