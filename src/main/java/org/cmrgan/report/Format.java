/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Formats numbers for people. */
final class Format {
	/** Relative rounding error of the sums behind an estimate. */
	private static final double ROUNDING = 1e-9;

	private Format() {}

	/** With at most that many significant digits; a dash for NaN. */
	static String number(final double value, final int digits) {
		if (!Double.isFinite(value)) return "–";
		final String text = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros().toPlainString();
		return text.startsWith("-") ? "−" + text.substring(1) : text;
	}

	/** An estimate with its standard deviation as "0.213 ± 0.02"; a deviation that is only rounding is 0. */
	static String estimate(final double value, final double deviation) {
		if (!Double.isFinite(deviation)) return number(value, 3);
		return number(value, 3) + " ± " + number(deviation < ROUNDING * Math.abs(value) ? 0 : deviation, 2);
	}

	/** A fraction as "84.8 %". */
	static String percent(final double share) {
		return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "–";
	}

	/** A fraction with its interval as "84.8 % (80.3–88.4)". */
	static String percent(final double share, final double low, final double high) {
		if (!Double.isFinite(low) || !Double.isFinite(high)) return percent(share);
		return String.format(Locale.ROOT, "%.1f %% (%.1f–%.1f)", 100 * share, 100 * low, 100 * high);
	}

	/** "1 image", "3 images". */
	static String count(final int n, final String noun) {
		return n + " " + noun + (n == 1 ? "" : "s");
	}
}
