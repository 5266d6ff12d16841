/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

/** Numbers of decisions by subject and class (0 negative, 1 positive). */
final class SubjectCounts {
	private final int[][] images;
	private final int[][] correct;

	SubjectCounts(final int subjects) {
		images = new int[2][subjects];
		correct = new int[2][subjects];
	}

	void add(final int subject, final boolean positive, final boolean predicted) {
		images[positive ? 1 : 0][subject]++;
		if (positive == predicted) correct[positive ? 1 : 0][subject]++;
	}

	/** By subject. */
	int[] images(final int kind) {
		return images[kind];
	}

	/** By subject. */
	int[] correct(final int kind) {
		return correct[kind];
	}
}
