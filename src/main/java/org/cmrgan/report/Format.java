/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people. */
final class Format {
	private Format() {}

	/** At most so many significant digits; a dash where there is no number. */
	static String number(final double value, final int digits) {
		if (!Double.isFinite(value)) return "–";
		final String text = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros().toPlainString();
		return text.startsWith("-") ? "−" + text.substring(1) : text;
	}

	/** A share as "84.8 %". */
	static String percent(final double share) {
		return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "–";
	}

	/** A share with its interval as "84.8 % (80.3–88.4)". */
	static String percent(final double share, final double low, final double high) {
		if (!Double.isFinite(low) || !Double.isFinite(high)) return percent(share);
		return String.format(Locale.ROOT, "%.1f %% (%.1f–%.1f)", 100 * share, 100 * low, 100 * high);
	}

	/** "1 image", "3 images". */
	static String count(final int n, final String noun) {
		return n + " " + noun + (n == 1 ? "" : "s");
	}
}
