/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * The intensities that the range of the networks stands for: {@code low} becomes -1 and {@code high} becomes 1,
 * linearly. Values outside are clipped. Immutable.
 */
public final class Window {
	private static final String LOW = "window_low";
	private static final String HIGH = "window_high";

	private static final double LOWER = 0.01;
	private static final double UPPER = 0.99;

	private final double low;
	private final double high;

	/**
	 * Creates a window.
	 *
	 * @param low intensity of -1, in the unit of the images (ms for T1 maps)
	 * @param high intensity of 1, above {@code low}
	 * @throws IllegalArgumentException unless {@code low} is below {@code high}
	 */
	public Window(final double low, final double high) {
		if (!(low < high)) throw new IllegalArgumentException("window from " + low + " to " + high);
		this.low = low;
		this.high = high;
	}

	/**
	 * {@return the window from the 1st to the 99th percentile of an image, for intensities that are not comparable
	 * between scans. If nearly all pixels have one value, it is the window from the minimum to the maximum, so that the
	 * few others are not lost}
	 *
	 * @param pixels in any order
	 * @throws IllegalArgumentException if all pixels are equal
	 */
	public static Window ofPercentiles(final float[] pixels) {
		final float[] sorted = pixels.clone();
		Arrays.sort(sorted);
		return ofPercentiles(sorted.length, ranks -> {
			final float[] out = new float[ranks.length];
			for (int r = 0; r < ranks.length; r++) out[r] = sorted[(int) ranks[r]];
			return out;
		});
	}

	/**
	 * {@return the window from the 1st to the 99th percentile of several images together. Memory does not depend on the
	 * number of images}
	 *
	 * @param images read three times
	 */
	public static Window ofPercentiles(final Iterable<float[]> images) {
		long count = 0;
		for (final float[] pixels : images) count += pixels.length;
		return ofPercentiles(count, ranks -> OrderStatistics.of(images, ranks));
	}

	private static Window ofPercentiles(final long count, final Function<long[], float[]> valuesOfRanks) {
		final long last = count - 1;
		final double low = LOWER * last;
		final double high = UPPER * last;
		final float[] values = valuesOfRanks.apply(new long[] { 0, (long) low, Math.min(last, (long) low + 1),
				(long) high, Math.min(last, (long) high + 1), last });
		final double from = between(values[1], values[2], low - (long) low);
		final double to = between(values[3], values[4], high - (long) high);
		return from < to ? new Window(from, to) : new Window(values[0], values[5]);
	}

	private static double between(final double a, final double b, final double part) {
		return (1 - part) * a + part * b;
	}

	/**
	 * {@return the window of a patch; empty if its metadata do not say}
	 *
	 * @param patch a row of index.csv
	 */
	public static Optional<Window> of(final Patch patch) {
		if (patch.get(LOW).isEmpty() || patch.get(HIGH).isEmpty()) return Optional.empty();
		return Optional.of(new Window(Double.parseDouble(patch.get(LOW)), Double.parseDouble(patch.get(HIGH))));
	}

	/**
	 * {@return the patch with this window in columns window_low and window_high}
	 *
	 * @param patch a row of index.csv
	 */
	public Patch noteIn(final Patch patch) {
		return patch.with(LOW, text(low)).with(HIGH, text(high));
	}

	/** The shortest text that is read back as the same number. */
	private static String text(final double value) {
		return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
	}

	/** {@return the intensity of -1} */
	public double low() {
		return low;
	}

	/** {@return the intensity of 1} */
	public double high() {
		return high;
	}

	/**
	 * {@return an intensity in [-1, 1]}
	 *
	 * @param intensity in the unit of the images
	 */
	public float toUnit(final double intensity) {
		return (float) Math.max(-1, Math.min(1, 2 * (intensity - low) / (high - low) - 1));
	}

	/**
	 * {@return intensities in [-1, 1]}
	 *
	 * @param intensities in the unit of the images
	 */
	public float[] toUnit(final float[] intensities) {
		final float[] out = new float[intensities.length];
		for (int i = 0; i < out.length; i++) out[i] = toUnit(intensities[i]);
		return out;
	}

	/**
	 * {@return a value as an intensity}
	 *
	 * @param value in [-1, 1]
	 */
	public float fromUnit(final double value) {
		return (float) (low + (value + 1) / 2 * (high - low));
	}

	/**
	 * {@return values as intensities}
	 *
	 * @param values in [-1, 1]
	 */
	public float[] fromUnit(final float[] values) {
		final float[] out = new float[values.length];
		for (int i = 0; i < out.length; i++) out[i] = fromUnit(values[i]);
		return out;
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Window && ((Window) other).low == low && ((Window) other).high == high;
	}

	@Override
	public int hashCode() {
		return Double.hashCode(low) * 31 + Double.hashCode(high);
	}

	@Override
	public String toString() {
		return low + " to " + high;
	}
}
