/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

/** A figure that a training measures at its steps: a column of losses.csv. Enums of the stages implement it. */
public interface StepFigure {
	/** {@return the column} */
	String key();

	/** {@return the name in charts and windows} */
	String title();
}
