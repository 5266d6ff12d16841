/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/** A closed star-shaped contour in mm: a rotated ellipse whose radius is modulated by a few harmonics. Immutable. */
final class Outline {
	final double x;
	final double y;
	private final double a;
	private final double b;
	private final double cos;
	private final double sin;
	private final double[] even;
	private final double[] odd;
	/** Bounds of the harmonics' factor. */
	private final double most;
	private final double least;

	private Outline(final double x, final double y, final double a, final double b, final double cos, final double sin,
			final double[] even, final double[] odd) {
		this.x = x;
		this.y = y;
		this.a = a;
		this.b = b;
		this.cos = cos;
		this.sin = sin;
		this.even = even;
		this.odd = odd;
		double sum = 1;
		for (int n = 0; n < even.length; n++) sum += Math.abs(even[n]) + Math.abs(odd[n]);
		most = sum;
		least = Math.max(0, 2 - sum);
	}

	/** @param turn radians, clockwise as seen (y points down) */
	static Outline ellipse(final double x, final double y, final double a, final double b, final double turn) {
		return new Outline(x, y, a, b, FastMath.cos(turn), FastMath.sin(turn), new double[0], new double[0]);
	}

	static Outline circle(final double x, final double y, final double radius) {
		return ellipse(x, y, radius, radius, 0);
	}

	/** The same contour, irregular: harmonics 2 to {@code order} with amplitudes that fall with their order. */
	Outline rough(final double amplitude, final int order, final RandomGenerator random) {
		final double[] c = new double[order + 1];
		final double[] s = new double[order + 1];
		for (int n = 2; n <= order; n++) {
			c[n] = random.nextGaussian() * amplitude / n;
			s[n] = random.nextGaussian() * amplitude / n;
		}
		return new Outline(x, y, a, b, cos, sin, c, s);
	}

	/** The same contour, its corners filled: 0 is an ellipse, 0.05 nearly a rounded box. */
	Outline boxy(final double amount) {
		final double[] c = even.length > 4 ? even.clone() : java.util.Arrays.copyOf(even, 5);
		final double[] s = odd.length > 4 ? odd.clone() : java.util.Arrays.copyOf(odd, 5);
		c[4] -= amount;
		return new Outline(x, y, a, b, cos, sin, c, s);
	}

	/** The contour {@code mm} outside of this one. */
	Outline grown(final double mm) {
		return new Outline(x, y, Math.max(0.1, a + mm), Math.max(0.1, b + mm), cos, sin, even, odd);
	}

	/** Upper bound of the distance from the centre to the contour. */
	double reach() {
		return Math.max(a, b) * most;
	}

	/** Distance to the contour along the ray from its centre, in mm; negative inside. */
	double distance(final double px, final double py) {
		final double dx = px - x;
		final double dy = py - y;
		final double r = Math.sqrt(dx * dx + dy * dy);
		if (r < 1e-9) return -Math.min(a, b);
		return r - radius(dx / r, dy / r);
	}

	boolean holds(final double px, final double py) {
		final double dx = px - x;
		final double dy = py - y;
		final double p = (dx * cos + dy * sin) / a;
		final double q = (dy * cos - dx * sin) / b;
		final double square = p * p + q * q;
		// Most points are clearly inside or outside, whatever the harmonics.
		if (square > most * most) return false;
		return square < least * least || distance(px, py) < 0;
	}

	/** Radius in the direction of a unit vector. */
	double radius(final double dx, final double dy) {
		final double ux = dx * cos + dy * sin;
		final double uy = dy * cos - dx * sin;
		final double p = ux / a;
		final double q = uy / b;
		double factor = 1;
		// cos(n t) and sin(n t) by repeated rotation, without trigonometry per pixel.
		double c = ux;
		double s = uy;
		for (int n = 2; n < even.length; n++) {
			final double next = c * ux - s * uy;
			s = s * ux + c * uy;
			c = next;
			factor += even[n] * c + odd[n] * s;
		}
		return factor / Math.sqrt(p * p + q * q);
	}
}
