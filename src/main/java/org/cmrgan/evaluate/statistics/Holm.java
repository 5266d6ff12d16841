/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's step-down adjustment of the p-values of several comparisons (Holm 1979, Scand. J. Stat. 6:65). */
public final class Holm {
	private Holm() {}

	/**
	 * {@return the adjusted p-values, in the given order. If each is compared with 0.05, the probability of any false
	 * positive is at most 5 %}
	 *
	 * @param p p-values of one family of comparisons
	 */
	public static double[] adjust(final double[] p) {
		final int[] order = IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(i -> p[i]))
				.mapToInt(i -> i).toArray();
		final double[] out = new double[p.length];
		double highest = 0;
		for (int rank = 0; rank < p.length; rank++) {
			highest = Math.max(highest, Math.min(1, (p.length - rank) * p[order[rank]]));
			out[order[rank]] = highest;
		}
		return out;
	}
}
