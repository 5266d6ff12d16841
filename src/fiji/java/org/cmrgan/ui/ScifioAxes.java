/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imagej.axis.CalibratedAxis;
import net.imagej.axis.DefaultLinearAxis;

import org.cmrgan.io.ElementType;
import org.cmrgan.io.LengthUnit;
import org.cmrgan.io.MetaImageHeader;

import io.scif.ImageMetadata;
import io.scif.util.FormatTools;

/** Translates the axes and the element type of a MetaImage into SCIFIO's. */
final class ScifioAxes {
	/** The types of a file's first axes, in order. Further axes are numbered. */
	static final List<AxisType> NAMED = List.of(Axes.X, Axes.Y, Axes.Z, Axes.TIME);

	private static final String SECONDS = "sec";

	private ScifioAxes() {}

	static void populate(final MetaImageHeader header, final ImageMetadata image) {
		final List<CalibratedAxis> axes = new ArrayList<>();
		final List<Long> lengths = new ArrayList<>();
		final LengthUnit length = unit(header.fields());
		final String unit = length.imageJ();
		final double[] spacing = header.geometry().spacing();
		final double[] origin = header.geometry().origin();
		for (int axis = 0; axis < spacing.length; axis++) {
			final AxisType type = type(axis);
			axes.add(type == Axes.TIME
					? new DefaultLinearAxis(type, SECONDS, spacing[axis])
					: axis < 3
							? new DefaultLinearAxis(type, unit, length.fromMillimetres(spacing[axis]),
									length.fromMillimetres(origin[axis]))
							: new DefaultLinearAxis(type, unit, spacing[axis], origin[axis]));
			lengths.add(header.dimensions()[axis]);
		}
		if (axes.size() == 1) {
			// SCIFIO's planes have at least two axes.
			axes.add(new DefaultLinearAxis(Axes.Y, unit));
			lengths.add(1L);
		}
		if (header.channels() > 1) {
			axes.add(new DefaultLinearAxis(Axes.CHANNEL));
			lengths.add((long) header.channels());
		}
		image.setAxes(axes.toArray(new CalibratedAxis[0]), lengths.stream().mapToLong(Long::longValue).toArray());
		image.setPlanarAxisCount(2);
		image.setPixelType(pixelType(header.type()));
		image.setBitsPerPixel(FormatTools.getBitsPerPixel(image.getPixelType()));
		image.setLittleEndian(true);
		image.setOrderCertain(true);
		image.setMetadataComplete(true);
	}

	/** The type of an axis of a file, counted from 0. */
	static AxisType type(final int axis) {
		return axis < NAMED.size() ? NAMED.get(axis) : Axes.get("Axis " + (axis + 1));
	}

	static LengthUnit unit(final Map<String, String> fields) {
		return LengthUnit.of(fields).orElse(LengthUnit.MILLIMETRE);
	}

	static int pixelType(final ElementType type) {
		switch (type) {
			case CHAR :
				return FormatTools.INT8;
			case UCHAR :
				return FormatTools.UINT8;
			case SHORT :
				return FormatTools.INT16;
			case USHORT :
				return FormatTools.UINT16;
			case INT :
			case LONG :
				return FormatTools.INT32;
			case UINT :
			case ULONG :
				return FormatTools.UINT32;
			case FLOAT :
				return FormatTools.FLOAT;
			default :
				return FormatTools.DOUBLE;
		}
	}
}
