/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

/**
 * What a patch of the discriminator's map can be. The paper counts refined as 1 and real as 0 (Fu et al. 2021, eq. 2 and
 * 3), the opposite of its own eq. 1 and of most GAN code; hence a name, and nowhere a bare 0 or 1.
 */
enum PatchLabel {
	/** 0: cut from a real image. */
	REAL,
	/** 1: cut from an image that the refiner made. */
	REFINED;

	/** The channel of the discriminator's map that holds this label's logit. */
	int channel() {
		return ordinal();
	}

	PatchLabel other() {
		return this == REAL ? REFINED : REAL;
	}
}
