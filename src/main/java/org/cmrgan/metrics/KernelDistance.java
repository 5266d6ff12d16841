/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Shuffle;

/**
 * Kernel inception distance (Bińkowski et al. 2018): the squared maximum mean discrepancy between two sets of features
 * with the kernel k(a, b) = (aᵀb/d + 1)³. The estimate is unbiased and may therefore be slightly negative; 0 means the
 * same distribution.
 */
public final class KernelDistance {
	private final double[][] kernel;
	private final int reals;
	private final int fakes;

	/**
	 * @param real features [n][d], at least 2 rows
	 * @param fake features [m][d], at least 2 rows
	 */
	public KernelDistance(final double[][] real, final double[][] fake) {
		Distances.check(real, fake, 2);
		reals = real.length;
		fakes = fake.length;
		final double[][] all = new double[reals + fakes][];
		System.arraycopy(real, 0, all, 0, reals);
		System.arraycopy(fake, 0, all, reals, fakes);
		kernel = kernel(all);
	}

	/**
	 * {@return the estimate from all images of both sets}
	 *
	 * @param real features [n][d]
	 * @param fake features [m][d]
	 */
	public static double between(final double[][] real, final double[][] fake) {
		return new KernelDistance(real, fake).value();
	}

	/** The estimate from all images of both sets: (1/m(m−1)) Σ k(r,r') + (1/n(n−1)) Σ k(g,g') − (2/mn) Σ k(r,g). */
	double value() {
		return mmd(kernel, range(0, reals), range(reals, fakes));
	}

	/**
	 * {@return the estimate over random subsets, as KID is usually reported}
	 *
	 * @param size images per subset of each set; cut to the smaller set
	 * @param count number of subsets
	 * @param random source of random numbers
	 */
	public Estimate subsets(final int size, final int count, final RandomGenerator random) {
		final int m = Math.min(size, Math.min(reals, fakes));
		final double[] values = new double[count];
		for (int s = 0; s < count; s++)
			values[s] = mmd(kernel, Draw.some(range(0, reals), m, random), Draw.some(range(reals, fakes), m, random));
		return new Estimate(values);
	}

	/**
	 * Permutation test.
	 * It treats images as independent. Several slices of one subject are not, which makes p too small.
	 *
	 * @param count relabellings, e.g. 500; the smallest p is 1/(count+1)
	 * @param random source of random numbers
	 * @return the share of random relabellings, including the true labelling, whose distance is at least the one found
	 */
	public double permutationP(final int count, final RandomGenerator random) {
		final int[] order = range(0, reals + fakes);
		final double[] rows = new double[order.length];
		double all = 0;
		for (int i = 0; i < rows.length; i++) {
			for (int j = 0; j < rows.length; j++) if (j != i) rows[i] += kernel[i][j];
			all += rows[i];
		}
		final int fewer = Math.min(reals, fakes);
		final double found = mmd(order, reals <= fakes ? 0 : reals, fewer, rows, all);
		// Equal sums in another order differ in their last digits.
		final double least = found - 1e-9 * Math.max(1, Math.abs(found));
		int asFar = 1;
		for (int p = 0; p < count; p++) {
			Shuffle.of(order, random);
			if (mmd(order, 0, fewer, rows, all) >= least) asFar++;
		}
		return asFar / (count + 1.0);
	}

	/**
	 * The estimate between {@code count} images of {@code order} and all others. Only the sum within the smaller part
	 * is computed; the other two follow from the sums of rows, without the diagonal, and the total.
	 */
	private double mmd(final int[] order, final int from, final int count, final double[] rows, final double all) {
		double within = 0;
		double touching = 0;
		for (int i = from; i < from + count; i++) {
			final double[] row = kernel[order[i]];
			touching += rows[order[i]];
			for (int j = from; j < i; j++) within += row[order[j]];
		}
		within *= 2;
		final double cross = touching - within;
		final double others = order.length - (double) count;
		return within / (count * (count - 1.0)) + (all - within - 2 * cross) / (others * (others - 1))
				- 2 * cross / (count * others);
	}

	/**
	 * {@return the distance between random halves of the real set, as a reference for sets that do not differ}
	 *
	 * @param real features [n][d], at least 4 rows
	 * @param count number of random splits
	 * @param random source of random numbers
	 */
	public static Estimate realAgainstReal(final double[][] real, final int count, final RandomGenerator random) {
		Distances.check(real, real, 4);
		final double[][] kernel = kernel(real);
		final int[] order = range(0, real.length);
		final int half = real.length / 2;
		final double[] values = new double[count];
		for (int s = 0; s < count; s++) {
			Shuffle.of(order, random);
			values[s] = mmd(kernel, part(order, 0, half), part(order, half, real.length - half));
		}
		return new Estimate(values);
	}

	/**
	 * {@return the distance between the images of random halves of the subjects, as a reference for real sets of
	 * different subjects. Unlike that between halves of the images, its expectation is not 0 if a subject has several
	 * images}
	 *
	 * @param real features [n][d]
	 * @param groups subject number of each row, from 0 without gaps; at least 2 subjects
	 * @param count number of random splits; those that leave a half with fewer than 2 images are drawn again
	 * @param random source of random numbers
	 * @throws IllegalArgumentException if no split leaves 2 images in each half
	 */
	public static Estimate halvesOfGroups(final double[][] real, final int[] groups, final int count,
			final RandomGenerator random) {
		Distances.check(real, real, 4);
		final double[][] kernel = kernel(real);
		final int[] order = range(0, java.util.Arrays.stream(groups).max().orElse(0) + 1);
		final double[] values = new double[count];
		int tries = 0;
		for (int s = 0; s < count;) {
			if (++tries > 100 * count) throw new IllegalArgumentException("no halves of two images each");
			Shuffle.of(order, random);
			final boolean[] first = new boolean[order.length];
			for (int i = 0; i < order.length / 2; i++) first[order[i]] = true;
			final int[] a = range(0, real.length, i -> first[groups[i]]);
			final int[] b = range(0, real.length, i -> !first[groups[i]]);
			if (a.length >= 2 && b.length >= 2) values[s++] = mmd(kernel, a, b);
		}
		return new Estimate(values);
	}

	private static int[] range(final int from, final int to, final java.util.function.IntPredicate kept) {
		return java.util.stream.IntStream.range(from, to).filter(kept).toArray();
	}

	private static double mmd(final double[][] kernel, final int[] a, final int[] b) {
		double cross = 0;
		for (final int i : a) for (final int j : b) cross += kernel[i][j];
		return within(kernel, a) + within(kernel, b) - 2 * cross / ((double) a.length * b.length);
	}

	private static double within(final double[][] kernel, final int[] set) {
		double sum = 0;
		for (int i = 0; i < set.length; i++) for (int j = 0; j < i; j++) sum += kernel[set[i]][set[j]];
		return 2 * sum / ((double) set.length * (set.length - 1));
	}

	/** k(a, b) of every row of one set and every row of another. */
	static double[][] kernel(final double[][] a, final double[][] b) {
		final double[][] out = new double[a.length][b.length];
		for (int i = 0; i < a.length; i++) for (int j = 0; j < b.length; j++) out[i][j] = kernel(a[i], b[j]);
		return out;
	}

	private static double kernel(final double[] a, final double[] b) {
		double dot = 0;
		for (int k = 0; k < a.length; k++) dot += a[k] * b[k];
		final double base = dot / a.length + 1;
		return base * base * base;
	}

	private static double[][] kernel(final double[][] x) {
		final double[][] out = new double[x.length][x.length];
		for (int i = 0; i < x.length; i++) for (int j = 0; j <= i; j++) out[i][j] = out[j][i] = kernel(x[i], x[j]);
		return out;
	}

	private static int[] range(final int from, final int count) {
		final int[] out = new int[count];
		for (int i = 0; i < count; i++) out[i] = from + i;
		return out;
	}

	private static int[] part(final int[] order, final int from, final int count) {
		return java.util.Arrays.copyOfRange(order, from, from + count);
	}
}
