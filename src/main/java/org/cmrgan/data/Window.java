package org.cmrgan.data;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * The intensities that the networks' range stands for: {@code low} becomes -1 and {@code high} becomes 1, linearly;
 * what lies outside is clipped. Immutable.
 */
public final class Window {
	private static final String LOW = "window_low";
	private static final String HIGH = "window_high";

	private static final double LOWER = 0.01;
	private static final double UPPER = 0.99;

	private final double low;
	private final double high;

	/** @param low and high in the unit of the images (ms for T1 maps), low below high */
	public Window(final double low, final double high) {
		if (!(low < high)) throw new IllegalArgumentException("window from " + low + " to " + high);
		this.low = low;
		this.high = high;
	}

	/**
	 * The window from the 1st to the 99th percentile of an image, for intensities that mean nothing from one scan to the
	 * next; from its least to its greatest value where nearly all of it is one value, so that the few others are not lost.
	 *
	 * @throws IllegalArgumentException if all pixels are equal
	 */
	public static Window ofPercentiles(final float[] pixels) {
		final float[] sorted = pixels.clone();
		Arrays.sort(sorted);
		final double low = quantile(sorted, LOWER);
		final double high = quantile(sorted, UPPER);
		return low < high ? new Window(low, high) : new Window(sorted[0], sorted[sorted.length - 1]);
	}

	private static double quantile(final float[] sorted, final double share) {
		final double at = share * (sorted.length - 1);
		final int i = (int) at;
		final double part = at - i;
		return i + 1 < sorted.length ? (1 - part) * sorted[i] + part * sorted[i + 1] : sorted[i];
	}

	/** The window that a patch was made with; empty if its row does not say. */
	public static Optional<Window> of(final Patch patch) {
		if (patch.get(LOW).isEmpty() || patch.get(HIGH).isEmpty()) return Optional.empty();
		return Optional.of(new Window(Double.parseDouble(patch.get(LOW)), Double.parseDouble(patch.get(HIGH))));
	}

	/** The patch with this window in its row: columns window_low and window_high. */
	public Patch noteIn(final Patch patch) {
		return patch.with(LOW, text(low)).with(HIGH, text(high));
	}

	/** The shortest that is read back as it is. */
	private static String text(final double value) {
		return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
	}

	public double low() {
		return low;
	}

	public double high() {
		return high;
	}

	/** Intensity to [-1, 1]. */
	public float toUnit(final double intensity) {
		return (float) Math.max(-1, Math.min(1, 2 * (intensity - low) / (high - low) - 1));
	}

	/** [-1, 1] to intensity. */
	public float fromUnit(final double value) {
		return (float) (low + (value + 1) / 2 * (high - low));
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
