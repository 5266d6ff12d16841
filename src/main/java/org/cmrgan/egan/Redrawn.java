/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

/** Names of the set of images that a learned generator makes from the codes of its training images. */
final class Redrawn {
	/** Folder beside a trained generator. */
	static final String FOLDER = "redrawn";
	/** Column of the set: the id of the training image. */
	static final String ORIGINAL = "original";

	private Redrawn() {}
}
