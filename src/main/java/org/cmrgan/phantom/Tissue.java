/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

/**
 * A tissue at 1.5 T: native T1 as a MOLLI map shows it, signal of the balanced SSFP readout relative to blood, and how
 * much T1 varies inside it. T1 values: Dabir 2014 and Piechnik 2013 for myocardium and blood, de Bazelaire 2004 for the
 * others; see docs/reference/phantoms.md.
 */
enum Tissue {
	AIR(1200, 0, 0),
	LUNG(1150, 0.085, 160),
	FAT(290, 0.90, 12),
	MUSCLE(880, 0.42, 18),
	BONE(900, 0.06, 0),
	MARROW(520, 0.42, 35),
	LIVER(585, 0.45, 14),
	SPLEEN(1060, 0.60, 16),
	STOMACH(1500, 0.50, 220),
	GAS(1200, 0.03, 0),
	FLUID(2500, 1.10, 30),
	NERVE(950, 0.60, 10),
	PERICARDIUM(1000, 0.25, 0),
	BLOOD(1550, 1.00, 8),
	MYOCARDIUM(955, 0.56, 9);

	/** ms */
	final double t1;
	/** Signal relative to blood, 0 to 1.2. */
	final double signal;
	/** Standard deviation of T1 inside the tissue, in ms. */
	final double texture;

	Tissue(final double t1, final double signal, final double texture) {
		this.t1 = t1;
		this.signal = signal;
		this.texture = texture;
	}
}
