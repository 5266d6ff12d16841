/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class GpuTest {
	private static String words(final boolean build, final String name, final double capability, final boolean used) {
		return new Gpu(build, Optional.ofNullable(name), capability).words(used);
	}

	@Test
	void saysInPlainWordsWhyAGpuIsNotUsed() {
		assertEquals("No GPU is used: this machine has no NVIDIA driver.", words(true, null, Double.NaN, false));
		assertTrue(words(false, "A100", 8.0, false).contains("-Pcuda"));
		assertTrue(words(true, "H100", 9.0, false).contains("9.0 is newer"));
		assertTrue(words(true, "K20", 3.5, false).contains("3.5 is older"));
		assertTrue(words(true, "A100", 8.0, false).contains("CUDA 11.6 installed?"));
		assertEquals("The GPU A100 is used.", words(true, "A100", 8.0, true));
		assertTrue(words(true, "old driver", Double.NaN, true).endsWith("is used."));
	}
}
