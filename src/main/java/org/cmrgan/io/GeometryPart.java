/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

/** The parts of the geometry that a header may state. A part that it does not state has a default value. */
public enum GeometryPart {
	/** ElementSpacing, or ElementSize in its place. */
	SPACING,
	/** Offset and its aliases. */
	ORIGIN,
	/** TransformMatrix and its aliases. */
	DIRECTION
}
