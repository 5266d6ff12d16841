/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.util.Locale;

import org.cmrgan.run.Key;
import org.cmrgan.run.UserError;

/**
 * The number format of values and weights inside a network. Parameters, gradients and statistics are always float32.
 */
public enum Precision {
	/** 32 bits. */
	FLOAT,
	/** bfloat16: 8 bits of fraction; faster where the processor multiplies such numbers (AVX512-BF16, AMX). */
	BF16;

	/** The key {@code precision} of the commands that train. */
	public static final Key<String> KEY = Key.choice("precision",
			"number format inside networks: float, or bf16, which is less precise but faster on processors that support it",
			"float", "bf16").or("float");

	/**
	 * {@return the precision of a word}
	 *
	 * @param word a value of {@link #KEY}
	 * @throws UserError if this processor does not support it
	 */
	public static Precision of(final String word) {
		final Precision precision = valueOf(word.toUpperCase(Locale.ROOT));
		if (precision == BF16 && !Backend.hasBf16())
			throw new UserError(
					"precision=bf16 needs a processor with AVX512-BF16 or AMX, and this one has neither: use precision=float.");
		return precision;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
