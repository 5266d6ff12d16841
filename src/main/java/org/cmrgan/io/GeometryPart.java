/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

/** What a header may say of where its voxels lie. What it does not say is a default that nobody chose. */
public enum GeometryPart {
	/** ElementSpacing, or ElementSize in its place. */
	SPACING,
	/** Offset and its aliases. */
	ORIGIN,
	/** TransformMatrix and its aliases. */
	DIRECTION
}
