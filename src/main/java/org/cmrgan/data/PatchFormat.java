/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.Locale;

/** The formats in which a set of images can be copied for other programs. */
public enum PatchFormat {
	/**
	 * Folder png: an 8-bit grey PNG per image, where -1 is 0 and 1 is 255, in a folder for each class; and index.csv.
	 */
	PNG,
	/** Folder tiff: the same with 32-bit TIFFs of the unchanged values. */
	TIFF,
	/**
	 * File images.npz: arrays images [n, y, x] of float32, labels, classes, ids, spacing and, if all images share one,
	 * window.
	 */
	NPZ;

	/** {@return the word of this format in macros, lower case} */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Name of the file or folder. */
	String file() {
		return this == NPZ ? "images.npz" : word();
	}
}
