/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

import java.util.stream.IntStream;

/** One bin of a reliability diagram: the images whose scores are in it. */
public final class Reliability {
	/** Bins of equal width from 0 to 1. */
	static final int BINS = 10;

	private double weight;
	private double scores;
	private double positives;

	private Reliability() {}

	static Reliability[] none() {
		return IntStream.range(0, BINS).mapToObj(i -> new Reliability()).toArray(Reliability[]::new);
	}

	/** The bin of a score; each includes its lower end, the last one both. */
	static int bin(final double score) {
		return Math.max(0, Math.min(BINS - 1, (int) (score * BINS)));
	}

	/** The expected calibration error of all bins, which contain {@code all} images together. */
	static double error(final Reliability[] bins, final double all) {
		double sum = 0;
		for (final Reliability bin : bins) sum += Math.abs(bin.scores - bin.positives);
		return sum / all;
	}

	void add(final double score, final boolean positive, final double times) {
		weight += times;
		scores += times * score;
		if (positive) positives += times;
	}

	/** {@return the number of images in the bin} */
	public double images() {
		return weight;
	}

	/**
	 * {@return the mean score of the images; NaN if there are none}
	 */
	public double meanScore() {
		return scores / weight;
	}

	/**
	 * {@return the fraction of positive images; NaN if there are no images}
	 */
	public double positiveShare() {
		return positives / weight;
	}
}
