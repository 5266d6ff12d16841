/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.util.Map;
import java.util.Set;

/** The header of a MetaImage file, without the voxels. Immutable. */
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

	/** {@return the type of the numbers on disk} */
	public ElementType type() {
		return type;
	}

	/** {@return the size along x, y, z, ..., without the channels} */
	public long[] dimensions() {
		return dimensions.clone();
	}

	/** {@return the number of channels: values per voxel} */
	public int channels() {
		return channels;
	}

	/** {@return the position of the voxels in space} */
	public Geometry geometry() {
		return geometry;
	}

	/** The parts of the geometry that the header states; the others have default values. */
	Set<GeometryPart> stated() {
		return stated;
	}

	/**
	 * {@return the header fields that do not describe how and where the voxels are stored, in the order of the file}
	 */
	public Map<String, String> fields() {
		return fields;
	}
}
