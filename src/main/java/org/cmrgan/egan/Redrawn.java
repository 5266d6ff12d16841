/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

/** Names of what a generator makes of the codes of its training images, where it learned from codes. */
final class Redrawn {
	/** Folder beside a trained generator. */
	static final String FOLDER = "redrawn";
	/** Column of the set: the id of the training image. */
	static final String ORIGINAL = "original";

	private Redrawn() {}
}
