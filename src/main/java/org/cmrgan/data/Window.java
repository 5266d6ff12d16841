package org.cmrgan.data;

/**
 * The intensities that the networks' range stands for: {@code low} becomes -1 and {@code high} becomes 1, linearly;
 * what lies outside is clipped. Immutable.
 */
public final class Window {
	private final double low;
	private final double high;

	/** @param low and high in the unit of the images (ms for T1 maps), low below high */
	public Window(final double low, final double high) {
		if (!(low < high)) throw new IllegalArgumentException("window from " + low + " to " + high);
		this.low = low;
		this.high = high;
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
