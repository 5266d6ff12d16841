/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.util.Arrays;

import org.cmrgan.run.UserError;

/**
 * Where the voxels of an image lie in space, as in ITK. The centre of voxel {@code i} is at {@code origin + sum over
 * axes of i[axis] * spacing[axis] * direction[axis]}, in mm. The physical axes are LPS: x to the patient's left, y to
 * the back and z to the head. Immutable: every array is copied on the way in and out.
 */
public final class Geometry {
	private static final double SINGULAR = 1e-12;

	private final double[] spacing;
	private final double[] extent;
	private final double[] origin;
	private final double[][] direction;
	private final double[] centre;

	private Geometry(final double[] spacing, final double[] extent, final double[] origin, final double[][] direction,
			final double[] centre) {
		this.spacing = spacing;
		this.extent = extent;
		this.origin = origin;
		this.direction = direction;
		this.centre = centre;
	}

	/**
	 * {@return axis-parallel voxels, the first of them at the origin}
	 *
	 * @param spacing distance between neighbouring voxel centres along each axis, mm, above 0
	 * @throws UserError if a spacing is not a positive, finite number
	 */
	public static Geometry of(final double... spacing) {
		final int n = spacing.length;
		final double[] checked = positive("spacing", spacing);
		return new Geometry(checked, checked, new double[n], identity(n), new double[n]);
	}

	/**
	 * {@return this geometry with another spacing. The voxel size is set to the spacing}
	 *
	 * @param value one number per axis, mm
	 */
	public Geometry withSpacing(final double... value) {
		final Geometry other = of(value);
		if (other.axes() != axes())
			throw UserError.of("The spacing has %d values, but the image has %d axes: give %2$d.", other.axes(),
					axes());
		return new Geometry(other.spacing, other.extent, origin, direction, centre);
	}

	/**
	 * {@return this geometry with another origin: the physical position of the centre of the first voxel, mm}
	 *
	 * @param value one number per axis, mm
	 */
	public Geometry withOrigin(final double... value) {
		return new Geometry(spacing, extent, finite("origin", value, spacing.length), direction, centre);
	}

	/**
	 * {@return this geometry with other axis directions}
	 *
	 * @param value {@code value[axis]} is the physical unit vector along which the index of that axis grows: a row of a
	 *   header's TransformMatrix, a column of ITK's direction matrix
	 * @throws UserError if the vectors do not span the space
	 */
	public Geometry withDirection(final double[][] value) {
		final int n = spacing.length;
		if (value.length != n)
			throw UserError.of("The direction has %d axes, but the image has %d: give %2$d.", value.length, n);
		final double[][] copy = new double[n][];
		for (int axis = 0; axis < n; axis++) copy[axis] = finite("direction", value[axis], n);
		if (!(Math.abs(determinant(copy)) > SINGULAR))
			throw new UserError(
					"The axes of the direction matrix are linearly dependent: give independent directions.");
		return new Geometry(spacing, extent, origin, copy, centre);
	}

	/**
	 * {@return this geometry with another centre of rotation, mm. It moves no voxel and is only copied from file to file}
	 *
	 * @param value one number per axis, mm
	 */
	public Geometry withCentreOfRotation(final double... value) {
		return new Geometry(spacing, extent, origin, direction, finite("centre of rotation", value, spacing.length));
	}

	/**
	 * {@return this geometry with a voxel size that differs from the spacing, mm}
	 *
	 * @param value one number per axis, mm
	 */
	public Geometry withVoxelExtent(final double... value) {
		return new Geometry(spacing, finite("voxel size", value, spacing.length), origin, direction, centre);
	}

	/** {@return the number of axes} */
	public int axes() {
		return spacing.length;
	}

	/** {@return the distance between neighbouring voxel centres along each axis, mm} */
	public double[] spacing() {
		return spacing.clone();
	}

	/**
	 * {@return the voxel size along each axis, mm. It equals the spacing unless the file says otherwise, as with gaps
	 * between slices}
	 */
	public double[] voxelExtent() {
		return extent.clone();
	}

	/** {@return the physical position of the centre of the first voxel, mm} */
	public double[] origin() {
		return origin.clone();
	}

	/**
	 * {@return the axis directions: {@code direction()[axis]} is the physical unit vector along which the index of that
	 * axis grows}
	 */
	public double[][] direction() {
		final double[][] copy = new double[direction.length][];
		for (int axis = 0; axis < copy.length; axis++) copy[axis] = direction[axis].clone();
		return copy;
	}

	/** {@return the centre of rotation, mm, which is carried from file to file; no voxel depends on it} */
	public double[] centreOfRotation() {
		return centre.clone();
	}

	/**
	 * {@return the physical position of a voxel, mm}
	 *
	 * @param index index along each axis; may be fractional
	 */
	public double[] position(final double... index) {
		final double[] out = origin.clone();
		for (int axis = 0; axis < spacing.length; axis++)
			for (int i = 0; i < out.length; i++) out[i] += index[axis] * spacing[axis] * direction[axis][i];
		return out;
	}

	@Override
	public boolean equals(final Object other) {
		if (!(other instanceof Geometry)) return false;
		final Geometry o = (Geometry) other;
		return Arrays.equals(spacing, o.spacing) && Arrays.equals(extent, o.extent) && Arrays.equals(origin, o.origin)
				&& Arrays.deepEquals(direction, o.direction) && Arrays.equals(centre, o.centre);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(
				new int[] { Arrays.hashCode(spacing), Arrays.hashCode(origin), Arrays.deepHashCode(direction) });
	}

	@Override
	public String toString() {
		return "spacing " + Arrays.toString(spacing) + ", origin " + Arrays.toString(origin) + ", direction "
				+ Arrays.deepToString(direction);
	}

	private static double[] positive(final String what, final double[] values) {
		for (final double v : values) {
			if (!(v > 0 && v < Double.POSITIVE_INFINITY))
				throw UserError.of("The %s %s is not positive along every axis: give distances in mm.", what,
						Arrays.toString(values));
		}
		return values.clone();
	}

	private static double[] finite(final String what, final double[] values, final int n) {
		if (values.length != n)
			throw UserError.of("The %s has %d values, but the image has %d axes: give %3$d.", what, values.length, n);
		for (final double v : values) {
			if (!Double.isFinite(v))
				throw UserError.of("The %s %s is not finite: give finite numbers.", what, Arrays.toString(values));
		}
		return values.clone();
	}

	private static double[][] identity(final int n) {
		final double[][] out = new double[n][n];
		for (int axis = 0; axis < n; axis++) out[axis][axis] = 1;
		return out;
	}

	/** By elimination with row pivots, for at most ten axes. */
	private static double determinant(final double[][] matrix) {
		final int n = matrix.length;
		final double[][] m = new double[n][];
		for (int row = 0; row < n; row++) m[row] = matrix[row].clone();
		double product = 1;
		for (int column = 0; column < n; column++) {
			int pivot = column;
			for (int row = column; row < n; row++)
				if (Math.abs(m[row][column]) > Math.abs(m[pivot][column])) pivot = row;
			final double[] swapped = m[pivot];
			m[pivot] = m[column];
			m[column] = swapped;
			product *= pivot == column ? swapped[column] : -swapped[column];
			if (swapped[column] == 0) return 0;
			for (int row = column + 1; row < n; row++) {
				final double factor = m[row][column] / swapped[column];
				for (int k = column; k < n; k++) m[row][k] -= factor * swapped[k];
			}
		}
		return product;
	}
}
