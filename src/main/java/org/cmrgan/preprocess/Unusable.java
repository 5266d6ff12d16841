/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.Locale;

/** A file or slice that cannot become a patch; the message is the end of a sentence that begins with its name. */
final class Unusable extends Exception {
	private static final long serialVersionUID = 1L;

	Unusable(final String format, final Object... arguments) {
		super(String.format(Locale.ROOT, format, arguments), null, false, false);
	}
}
