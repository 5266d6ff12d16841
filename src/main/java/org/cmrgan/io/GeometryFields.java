/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import org.cmrgan.run.UserError;

/** The geometry in the fields of a header. The aliases of a field, and their precedence, are those of MetaIO. */
public final class GeometryFields {
	private final Fields fields;
	private final int axes;
	private final boolean version1;

	private GeometryFields(final Fields fields, final int axes) {
		this.fields = fields;
		this.axes = axes;
		version1 = fields.whole(HeaderKeys.FORMAT_VERSION, 0, 0, Integer.MAX_VALUE) > 0;
	}

	/**
	 * Reads ElementSpacing, ElementSize, Offset, TransformMatrix, CenterOfRotation and their aliases, in the unit of
	 * DistanceUnits. The defaults are spacing 1, origin 0, and axes parallel to those of the patient.
	 *
	 * @param fields text by field name
	 * @param axes number of axes of the image
	 * @return the geometry, in mm
	 * @throws UserError if a field has the wrong number of values, or its values are not valid
	 */
	public static Geometry read(final Map<String, String> fields, final int axes) {
		return read(new Fields("The header", fields), axes);
	}

	/** @throws UserError naming the file if a field has too few numbers, or if they do not span a space */
	static Geometry read(final Fields fields, final int axes) {
		final GeometryFields reader = new GeometryFields(fields, axes);
		try {
			return reader.geometry();
		} catch (final UserError e) {
			final String message = e.getMessage();
			throw message.startsWith(fields.file()) ? e : new UserError(fields.file() + ": " + message, e);
		}
	}

	/**
	 * {@return the header fields from which {@link #read(Map, int)} reads this geometry, in mm, in the order and
	 * spelling of ITK}
	 *
	 * @param geometry any geometry
	 */
	public static Map<String, String> write(final Geometry geometry) {
		final Map<String, String> out = new LinkedHashMap<>();
		out.put(HeaderKeys.DIRECTION, text(Arrays.stream(geometry.direction()).flatMapToDouble(Arrays::stream)));
		out.put(HeaderKeys.ORIGIN, text(Arrays.stream(geometry.origin())));
		out.put(HeaderKeys.CENTRE, text(Arrays.stream(geometry.centreOfRotation())));
		out.put(HeaderKeys.SPACING, text(Arrays.stream(geometry.spacing())));
		// Readers without ElementSpacing, such as Fiji's old one, use this field instead.
		out.put(HeaderKeys.EXTENT, text(Arrays.stream(geometry.voxelExtent())));
		return out;
	}

	/** The fields of the parts of a geometry that a header states, in a unit. */
	static Map<String, String> write(final Geometry geometry, final Set<GeometryPart> stated, final LengthUnit unit) {
		final Map<String, String> out = write(measured(geometry, unit::fromMillimetres));
		if (!stated.contains(GeometryPart.DIRECTION)) out.remove(HeaderKeys.DIRECTION);
		if (!stated.contains(GeometryPart.ORIGIN)) out.remove(HeaderKeys.ORIGIN);
		if (!stated.contains(GeometryPart.SPACING))
			out.keySet().removeAll(List.of(HeaderKeys.SPACING, HeaderKeys.EXTENT));
		return out;
	}

	/** The statements of a header about the position of its voxels. */
	static Set<GeometryPart> stated(final Fields fields) {
		final GeometryFields reader = new GeometryFields(fields, 0);
		final Set<GeometryPart> out = EnumSet.noneOf(GeometryPart.class);
		if (fields.has(HeaderKeys.SPACING) || fields.has(HeaderKeys.EXTENT)) out.add(GeometryPart.SPACING);
		if (reader.first(HeaderKeys.ORIGIN_1, HeaderKeys.ORIGINS).isPresent()) out.add(GeometryPart.ORIGIN);
		if (reader.first(HeaderKeys.DIRECTION_1, HeaderKeys.DIRECTIONS).isPresent()) out.add(GeometryPart.DIRECTION);
		return out;
	}

	private static String text(final DoubleStream values) {
		return values.mapToObj(GeometryFields::text).collect(Collectors.joining(" "));
	}

	/** The shortest text that is read back as the same number. */
	private static String text(final double value) {
		return value == Math.rint(value) && Math.abs(value) < 1e15
				? Long.toString((long) value)
				: Double.toString(value);
	}

	private Geometry geometry() {
		Geometry out = Geometry.of(spacing());
		if (fields.has(HeaderKeys.EXTENT) && fields.has(HeaderKeys.SPACING))
			out = out.withVoxelExtent(fields.numbers(HeaderKeys.EXTENT, axes));
		final Optional<double[]> origin = first(HeaderKeys.ORIGIN_1, HeaderKeys.ORIGINS, axes);
		if (origin.isPresent()) out = out.withOrigin(origin.get());
		final Optional<double[]> rows = first(HeaderKeys.DIRECTION_1, HeaderKeys.DIRECTIONS, axes * axes);
		if (rows.isPresent()) out = out.withDirection(matrix(rows.get()));
		if (fields.has(HeaderKeys.CENTRE)) out = out.withCentreOfRotation(fields.numbers(HeaderKeys.CENTRE, axes));
		return measured(out, unit()::toMillimetres);
	}

	/** If the unit is not a length, the numbers are kept. */
	private LengthUnit unit() {
		return LengthUnit.of(Map.of(HeaderKeys.UNIT, fields.text(HeaderKeys.UNIT).orElse("")))
				.orElse(LengthUnit.MILLIMETRE);
	}

	/** Scales the numbers of the spatial axes; a fourth axis is time. */
	private static Geometry measured(final Geometry geometry, final DoubleUnaryOperator change) {
		return geometry.withSpacing(measured(geometry.spacing(), change))
				.withOrigin(measured(geometry.origin(), change))
				.withCentreOfRotation(measured(geometry.centreOfRotation(), change))
				.withVoxelExtent(measured(geometry.voxelExtent(), change));
	}

	private static double[] measured(final double[] values, final DoubleUnaryOperator change) {
		for (int axis = 0; axis < Math.min(3, values.length); axis++) values[axis] = change.applyAsDouble(values[axis]);
		return values;
	}

	/** ElementSize replaces a missing ElementSpacing, never the other way round. */
	private double[] spacing() {
		final double[] out = new double[axes];
		Arrays.fill(out, 1);
		for (final String key : List.of(HeaderKeys.SPACING, HeaderKeys.EXTENT)) if (fields.has(key)) {
			final double[] numbers = fields.numbers(key, axes);
			// A single slice needs no distance to the next one; some writers store 0.
			for (int axis = 0; axis < axes; axis++) if (numbers[axis] != 0 || size(axis) > 1) out[axis] = numbers[axis];
			return out;
		}
		return out;
	}

	/** Number of axes; 2 if the fields are not those of a whole header. */
	private long size(final int axis) {
		return fields.has(HeaderKeys.SIZE) ? fields.wholes(HeaderKeys.SIZE, axes, 1, Long.MAX_VALUE)[axis] : 2;
	}

	private Optional<double[]> first(final String newName, final List<String> names, final int count) {
		return first(newName, names).map(name -> fields.numbers(name, count));
	}

	private Optional<String> first(final String newName, final List<String> names) {
		// A file of format version 1 has a new name for each field, and only the old names that it uses.
		final Stream<String> known = version1
				? Stream.of(newName, names.contains(HeaderKeys.ORIGIN) ? HeaderKeys.ORIGIN : HeaderKeys.DIRECTION)
				: names.stream();
		return known.filter(fields::has).findFirst();
	}

	private double[][] matrix(final double[] rows) {
		final double[][] out = new double[axes][axes];
		for (int i = 0; i < rows.length; i++) out[i / axes][i % axes] = rows[i];
		return out;
	}
}
