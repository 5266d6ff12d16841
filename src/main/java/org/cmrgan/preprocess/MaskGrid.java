/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.Arrays;
import java.util.function.IntFunction;

import org.cmrgan.io.GeometryPart;
import org.cmrgan.io.MetaImage;

/**
 * Maps the pixels of an image to its mask, by the geometry in both headers (as in ITK: offset, spacing and direction of
 * every axis). What the mask's header does not state is taken from the image. A header with defaults only (spacing 1,
 * offset 0, axes of the patient), as tools without geometry write it, states nothing. Immutable.
 */
final class MaskGrid {
	/** Tolerance in pixels: closer grids count as equal. */
	private static final double SAME = 0.05;
	/** Cosine of about 2.5 degrees. */
	private static final double ALIKE = 0.999;
	private static final double FLAT = 0.05;
	/** Tolerance of direction cosines in headers. */
	private static final double ROUNDED = 0.01;
	private static final double SPACING = 0.01;
	private static final double TINY = 1e-6;

	/** Number of spatial axes that both headers have: 2 or 3. */
	private final int axes;
	/** {@code index in the mask = matrix * index in the image + shift}, for these axes. */
	private final double[][] matrix;
	private final double[] shift;
	private final int[] imageSize;
	private final int[] maskSize;
	private final boolean same;

	private MaskGrid(final int axes, final double[][] matrix, final double[] shift, final int[] imageSize,
			final int[] maskSize) {
		this.axes = axes;
		this.matrix = matrix;
		this.shift = shift;
		this.imageSize = imageSize;
		this.maskSize = maskSize;
		same = Arrays.equals(imageSize, maskSize) && isIdentity();
	}

	/**
	 * @throws Unusable if the mask has another size and does not state its position, or if the two do not overlap; the
	 * clause names both
	 */
	static MaskGrid of(final MetaImage image, final MetaImage mask, final String imageName, final String maskName)
			throws Unusable {
		final int axes = Math.min(3, Math.min(image.dimensions().length, mask.dimensions().length));
		final int[] imageSize = size(image);
		final int[] maskSize = size(mask);
		final boolean fits = Arrays.equals(imageSize, maskSize);
		final boolean silent = saysNothing(mask) || fits && !statesAny(image);
		if (silent && fits) return new MaskGrid(axes, identity(axes), new double[axes], imageSize, maskSize);
		if (silent || axes < 3 && (imageSize[2] > 1 || maskSize[2] > 1))
			throw new Unusable(
					"mask %s is %s, but image %s is %s: give a mask with the same pixel grid, "
							+ "or one whose header gives its position (ElementSpacing, Offset, TransformMatrix)",
					maskName, words(maskSize), imageName, words(imageSize));
		if (isFlat(image) != isFlat(mask) && isPlain(isFlat(image) ? image : mask)) {
			// A slice without a position next to a volume of one slice: only size and spacing can be compared.
			if (fits && isOfSpacing(image, mask))
				return new MaskGrid(axes, identity(axes), new double[axes], imageSize, maskSize);
			throw incomparable(imageName, maskName);
		}
		final MaskGrid grid = between(axes, image, mask, imageName, maskName);
		if (!grid.same) grid.checkMeeting(imageName, maskName);
		return grid;
	}

	/**
	 * Gives an image without spacing that of its mask, because they have the same pixels. Without offset and direction
	 * in the file, these are also those of the mask.
	 *
	 * @return the image itself if it has a spacing, or if the mask has none or another size
	 */
	static MetaImage scaled(final MetaImage image, final MetaImage mask) {
		if (image.states(GeometryPart.SPACING) || !mask.states(GeometryPart.SPACING) || saysNothing(mask)
				|| !Arrays.equals(size(image), size(mask)))
			return image;
		if (!statesAny(image) && image.dimensions().length == mask.dimensions().length) {
			MetaImage out = image.with(mask.geometry());
			for (final GeometryPart part : GeometryPart.values()) if (!mask.states(part)) out = out.without(part);
			return out;
		}
		final double[] spacing = image.spacing();
		System.arraycopy(mask.spacing(), 0, spacing, 0, Math.min(spacing.length, mask.spacing().length));
		return image.withSpacing(spacing);
	}

	/** True if both have the same pixels. */
	boolean isSame() {
		return same;
	}

	/**
	 * The mask on the pixels of one slice of the image, by the nearest pixel. If several are equally near, the result
	 * is 1 if at least half of them are not 0, so that nothing is shifted by half a pixel. 0 outside the mask.
	 *
	 * @param mask its slices: 1 inside and 0 outside
	 */
	float[] resampled(final IntFunction<float[]> mask, final int z) {
		if (same) return mask.apply(z);
		final float[] out = new float[imageSize[0] * imageSize[1]];
		final float[][] slices = new float[maskSize[2]][];
		final int[][] near = new int[3][2];
		for (int i = 0; i < out.length; i++) {
			if (!find(i % imageSize[0], i / imageSize[0], z, near)) continue;
			int inside = 0;
			int all = 0;
			for (int k = near[2][0]; k <= near[2][1]; k++) {
				if (slices[k] == null) slices[k] = mask.apply(k);
				for (int y = near[1][0]; y <= near[1][1]; y++) for (int x = near[0][0]; x <= near[0][1]; x++) {
					all++;
					if (slices[k][y * maskSize[0] + x] != 0) inside++;
				}
			}
			out[i] = 2 * inside >= all ? 1 : 0;
		}
		return out;
	}

	/** The first and last of the mask's nearest pixels along an axis; false outside the mask. */
	private boolean find(final int x, final int y, final int z, final int[][] near) {
		final boolean flat = axes < 3 || maskSize[2] == 1;
		if (flat && !isOfSlice(z)) return false;
		near[2][0] = 0;
		near[2][1] = 0;
		for (int axis = 0; axis < (flat ? 2 : 3); axis++) {
			final double at = index(axis, x, y, z);
			near[axis][0] = Math.max(0, (int) Math.ceil(at - 0.5 - TINY));
			near[axis][1] = Math.min(maskSize[axis] - 1, (int) Math.floor(at + 0.5 + TINY));
			if (near[axis][0] > near[axis][1]) return false;
		}
		return true;
	}

	/** True if a mask of one slice belongs to slice z: it is closer than half the thickness of the thicker one. */
	private boolean isOfSlice(final int z) {
		if (axes < 3) return true;
		final double away = index(2, (imageSize[0] - 1) / 2.0, (imageSize[1] - 1) / 2.0, z);
		return Math.abs(away) <= 0.5 * Math.max(1, Math.abs(matrix[2][2])) + TINY;
	}

	private double index(final int axis, final double x, final double y, final double z) {
		final double[] row = matrix[axis];
		return row[0] * x + row[1] * y + (axes > 2 ? row[2] * z : 0) + shift[axis];
	}

	private void checkMeeting(final String imageName, final String maskName) throws Unusable {
		final int[][] near = new int[3][2];
		for (int z = 0; z < imageSize[2]; z++)
			for (int y = 0; y < imageSize[1]; y++)
				for (int x = 0; x < imageSize[0]; x++) if (find(x, y, z, near)) return;
		throw new Unusable("mask %s and image %s do not overlap in space (Offset, TransformMatrix, ElementSpacing): "
				+ "correct the header of the mask, or resample it onto the image", maskName, imageName);
	}

	private boolean isIdentity() {
		for (int corner = 0; corner < 1 << axes; corner++) {
			final double[] at = new double[3];
			for (int axis = 0; axis < axes; axis++) at[axis] = (corner >> axis & 1) * (imageSize[axis] - 1);
			for (int axis = 0; axis < axes; axis++)
				if (Math.abs(index(axis, at[0], at[1], at[2]) - at[axis]) > SAME) return false;
		}
		return true;
	}

	private static MaskGrid between(final int axes, final MetaImage image, final MetaImage mask, final String imageName,
			final String maskName) throws Unusable {
		final double[] spacing = (mask.states(GeometryPart.SPACING) ? mask : image).spacing();
		final double[] origin = (mask.states(GeometryPart.ORIGIN) ? mask : image).origin();
		final double[][] direction = (mask.states(GeometryPart.DIRECTION) ? mask : image).direction();
		final double[][] inverse = inverse(axes, spacing, direction);
		if (inverse.length == 0) throw incomparable(imageName, maskName);
		final double[][] theirs = image.direction();
		if (axes == 2 && !(isTurn(theirs) && isTurn(direction)) && !isAlike(theirs, direction))
			// Two axes contain only a part of an oblique direction, so no alignment can be computed.
			throw otherDirections(imageName, maskName);
		if (axes == 3 && mask.dimensions()[2] == 1 && Math.abs(cosine(normal(theirs), normal(direction))) < ALIKE)
			throw otherDirections(imageName, maskName);
		final double[][] matrix = new double[axes][axes];
		final double[] shift = new double[axes];
		for (int row = 0; row < axes; row++) for (int i = 0; i < axes; i++) {
			shift[row] += inverse[row][i] * (image.origin()[i] - origin[i]);
			for (int axis = 0; axis < axes; axis++)
				matrix[row][axis] += inverse[row][i] * theirs[axis][i] * image.spacing()[axis];
		}
		return new MaskGrid(axes, matrix, shift, size(image), size(mask));
	}

	private static boolean isFlat(final MetaImage image) {
		return image.dimensions().length < 3;
	}

	/** True if offset and direction of a header are missing or have default values. */
	private static boolean isPlain(final MetaImage image) {
		return Arrays.stream(image.origin()).allMatch(v -> v == 0)
				&& Arrays.deepEquals(image.direction(), identity(image.dimensions().length));
	}

	private static boolean isOfSpacing(final MetaImage image, final MetaImage mask) {
		if (!image.states(GeometryPart.SPACING) || !mask.states(GeometryPart.SPACING)) return true;
		for (int axis = 0; axis < 2; axis++)
			if (Math.abs(mask.spacing()[axis] / image.spacing()[axis] - 1) > SPACING) return false;
		return true;
	}

	/**
	 * True if the mask is used pixel by pixel although the geometry in its header differs from the image's: spacing 1,
	 * offset 0 and no rotation, as tools without geometry write it.
	 */
	static boolean isContradicted(final MetaImage image, final MetaImage mask) {
		if (!saysNothing(mask) || !Arrays.equals(size(image), size(mask))) return false;
		final boolean spacing = mask.states(GeometryPart.SPACING) && image.states(GeometryPart.SPACING)
				&& !isOfSpacing(image, mask);
		return spacing || mask.states(GeometryPart.ORIGIN) && Arrays.stream(image.origin()).anyMatch(v -> v != 0)
				|| mask.states(GeometryPart.DIRECTION)
						&& !Arrays.deepEquals(image.direction(), identity(image.dimensions().length));
	}

	/** True if the first two rows are perpendicular unit vectors in their first two components. */
	private static boolean isTurn(final double[][] direction) {
		final double[] x = direction[0];
		final double[] y = direction[1];
		return Math.abs(Math.hypot(x[0], x[1]) - 1) < ROUNDED && Math.abs(Math.hypot(y[0], y[1]) - 1) < ROUNDED
				&& Math.abs(x[0] * y[0] + x[1] * y[1]) < ROUNDED;
	}

	private static boolean isAlike(final double[][] a, final double[][] b) {
		for (int axis = 0; axis < 2; axis++)
			for (int i = 0; i < 2; i++) if (Math.abs(a[axis][i] - b[axis][i]) > ROUNDED) return false;
		return true;
	}

	private static Unusable otherDirections(final String imageName, final String maskName) {
		return new Unusable("mask %s and image %s have different slice orientations (TransformMatrix): "
				+ "resample the mask onto the image", maskName, imageName);
	}

	private static Unusable incomparable(final String imageName, final String maskName) {
		return new Unusable("mask %s and image %s have different numbers of axes and cannot be aligned: "
				+ "give both as images of two axes, or as volumes of one slice", maskName, imageName);
	}

	/** From mm to pixels, for two axes or three; empty if these axes do not span a space. */
	private static double[][] inverse(final int n, final double[] spacing, final double[][] direction) {
		final double[][] rows = new double[n][2 * n];
		for (int i = 0; i < n; i++) {
			for (int axis = 0; axis < n; axis++) rows[i][axis] = direction[axis][i] * spacing[axis];
			rows[i][n + i] = 1;
		}
		double scale = 1;
		for (int axis = 0; axis < n; axis++) scale *= spacing[axis];
		for (int column = 0; column < n; column++) {
			int pivot = column;
			for (int row = column; row < n; row++)
				if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) pivot = row;
			final double[] swapped = rows[pivot];
			rows[pivot] = rows[column];
			rows[column] = swapped;
			scale /= swapped[column];
			if (!(Math.abs(scale) < Double.POSITIVE_INFINITY)) return new double[0][];
			for (int row = 0; row < n; row++) {
				if (row == column) continue;
				final double factor = rows[row][column] / swapped[column];
				for (int k = 0; k < 2 * n; k++) rows[row][k] -= factor * swapped[k];
			}
			final double by = swapped[column];
			for (int k = 0; k < 2 * n; k++) swapped[k] /= by;
		}
		// The determinant of the directions alone.
		if (Math.abs(1 / scale) < FLAT) return new double[0][];
		final double[][] out = new double[n][];
		for (int row = 0; row < n; row++) out[row] = Arrays.copyOfRange(rows[row], n, 2 * n);
		return out;
	}

	private static double[] normal(final double[][] direction) {
		final double[] x = direction[0];
		final double[] y = direction[1];
		return new double[] { x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0] };
	}

	private static double cosine(final double[] a, final double[] b) {
		return (a[0] * b[0] + a[1] * b[1] + a[2] * b[2])
				/ Math.sqrt((a[0] * a[0] + a[1] * a[1] + a[2] * a[2]) * (b[0] * b[0] + b[1] * b[1] + b[2] * b[2]));
	}

	private static double[][] identity(final int n) {
		final double[][] out = new double[n][n];
		for (int axis = 0; axis < n; axis++) out[axis][axis] = 1;
		return out;
	}

	/** Width, height and number of slices. */
	private static int[] size(final MetaImage image) {
		final long[] size = image.dimensions();
		return new int[] { (int) size[0], (int) size[1], size.length > 2 ? (int) size[2] : 1 };
	}

	private static boolean statesAny(final MetaImage image) {
		return Arrays.stream(GeometryPart.values()).anyMatch(image::states);
	}

	/** True if a header states only the defaults of a tool without geometry. */
	private static boolean saysNothing(final MetaImage image) {
		return isPlain(image) && Arrays.stream(image.spacing()).allMatch(v -> v == 1);
	}

	private static String words(final int[] size) {
		return size[0] + "x" + size[1] + (size[2] > 1 ? "x" + size[2] : "");
	}
}
