/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.List;

/** Lists in running text. */
final class Words {
	private Words() {}

	/** "a", "a and b", "a, b and c". */
	static String and(final List<String> items) {
		final int last = items.size() - 1;
		return last < 1
				? String.join("", items)
				: String.join(", ", items.subList(0, last)) + " and " + items.get(last);
	}

	/** With a capital letter. */
	static String capital(final String text) {
		return text.isEmpty()
				? text
				: text.substring(0, text.offsetByCodePoints(0, 1)).toUpperCase(java.util.Locale.ROOT)
						+ text.substring(text.offsetByCodePoints(0, 1));
	}

	/** "once", "twice", "3 times". */
	static String times(final int n) {
		return n == 1 ? "once" : n == 2 ? "twice" : n + " times";
	}
}
