/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

/**
 * The label of a patch of the discriminator's map. The paper counts refined as 1 and real as 0 (Fu et al. 2021, eq. 2
 * and 3), the opposite of its own eq. 1 and of most GAN code. Hence these names, and nowhere a bare 0 or 1.
 */
enum PatchLabel {
	/** 0: cut from a real image. */
	REAL,
	/** 1: cut from a refined image. */
	REFINED;

	/** The channel of the discriminator's map with the logit of this label. */
	int channel() {
		return ordinal();
	}

	PatchLabel other() {
		return this == REAL ? REFINED : REAL;
	}
}
