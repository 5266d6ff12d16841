/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

/**
 * A rectangle in the upright plane of a slice, in mm to the right of and below the centre of its pixel (0, 0).
 * Immutable.
 */
final class Region {
	final double left;
	final double top;
	final double right;
	final double bottom;

	private Region(final double left, final double top, final double right, final double bottom) {
		this.left = left;
		this.top = top;
		this.right = right;
		this.bottom = bottom;
	}

	/** The smallest rectangle around the pixels whose mask is not 0, including their area; empty if there are none. */
	static java.util.Optional<Region> around(final float[] mask, final int width, final Frame frame) {
		final Builder box = new Builder(frame);
		for (int i = 0; i < mask.length; i++) {
			if (mask[i] == 0) continue;
			final double x = i % width;
			final double y = i / width;
			box.add(x - 0.5, y - 0.5, x + 0.5, y + 0.5);
		}
		return box.region();
	}

	/** The smallest rectangle around a rectangle of stored pixels, whose pixel (0, 0) covers 0 to 1. */
	static Region ofPixels(final double x, final double y, final double width, final double height, final Frame frame) {
		final Builder box = new Builder(frame);
		box.add(x - 0.5, y - 0.5, x + width - 0.5, y + height - 0.5);
		return box.region().orElseThrow();
	}

	boolean contains(final double placeRight, final double placeDown) {
		return placeRight >= left && placeRight <= right && placeDown >= top && placeDown <= bottom;
	}

	double centreRight() {
		return (left + right) / 2;
	}

	double centreDown() {
		return (top + bottom) / 2;
	}

	/** The longer side in mm, which is the side of the surrounding square. */
	double side() {
		return Math.max(right - left, bottom - top);
	}

	private static final class Builder {
		private final Frame frame;
		private double left = Double.POSITIVE_INFINITY;
		private double top = Double.POSITIVE_INFINITY;
		private double right = Double.NEGATIVE_INFINITY;
		private double bottom = Double.NEGATIVE_INFINITY;

		Builder(final Frame frame) {
			this.frame = frame;
		}

		void add(final double x0, final double y0, final double x1, final double y1) {
			corner(x0, y0);
			corner(x0, y1);
			corner(x1, y0);
			corner(x1, y1);
		}

		private void corner(final double x, final double y) {
			left = Math.min(left, frame.right(x, y));
			right = Math.max(right, frame.right(x, y));
			top = Math.min(top, frame.down(x, y));
			bottom = Math.max(bottom, frame.down(x, y));
		}

		java.util.Optional<Region> region() {
			return left > right
					? java.util.Optional.empty()
					: java.util.Optional.of(new Region(left, top, right, bottom));
		}
	}
}
