/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FormatTest {
	@Test
	void aDeviationThatIsOnlyRoundingIsNone() {
		assertEquals("0.213 ± 0.02", Format.estimate(0.21301, 0.0204));
		assertEquals("0.628 ± 0", Format.estimate(0.628, 1.2e-15));
		assertEquals("−0.0635 ± 0.28", Format.estimate(-0.0635, 0.28));
		assertEquals("0 ± 0.0000001", Format.estimate(0, 1e-7));
		assertEquals("0.5", Format.estimate(0.5, Double.NaN));
	}
}
