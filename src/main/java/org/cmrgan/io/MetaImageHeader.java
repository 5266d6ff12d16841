/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.util.Map;
import java.util.Set;

/** What a MetaImage file says of its image, without the voxels. Immutable. */
public final class MetaImageHeader {
	private final ElementType type;
	private final long[] dimensions;
	private final int channels;
	private final Geometry geometry;
	private final Set<GeometryPart> stated;
	private final Map<String, String> fields;

	MetaImageHeader(final ElementType type, final long[] dimensions, final int channels, final Geometry geometry,
			final Set<GeometryPart> stated, final Map<String, String> fields) {
		this.type = type;
		this.dimensions = dimensions;
		this.channels = channels;
		this.geometry = geometry;
		this.stated = stated;
		this.fields = fields;
	}

	/** What the numbers are on disk. */
	public ElementType type() {
		return type;
	}

	/** Size along x, y, z, ..., without the channels. */
	public long[] dimensions() {
		return dimensions.clone();
	}

	/** Numbers per voxel. */
	public int channels() {
		return channels;
	}

	public Geometry geometry() {
		return geometry;
	}

	/** The parts of the geometry that the header states; the others are defaults. */
	Set<GeometryPart> stated() {
		return stated;
	}

	/** Header fields that say nothing about how and where the voxels are stored, in the order of the file. */
	public Map<String, String> fields() {
		return fields;
	}
}
