/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

/** A step of the chain whose settings a report states. */
public enum Stage {
	/** Raw scans to patches. */
	PREPROCESS("Preprocessing"),
	/** Generators. */
	EGAN("E-GAN"),
	/** Refiners. */
	SIMGAN("SimGAN"),
	/** Classifiers with and without augmentation. */
	EVALUATE("Evaluation"),
	/** Image quality. */
	QUALITY("Image quality");

	private final String title;

	Stage(final String title) {
		this.title = title;
	}

	/** For people. */
	public String title() {
		return title;
	}
}
