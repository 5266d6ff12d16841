/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

/** The synthetic images of a fold that a report shows: their folder and settings. Immutable. */
public final class MadeSet {
	private final String name;
	private final String amount;
	private final String seed;
	private final int leftOut;

	/**
	 * @param name its folder in the study, such as fold-0/synthetic
	 * @param amount number of images in words, such as "multiple 3"
	 * @param seed of the latent vectors
	 * @param leftOut number of images that the user excluded, which the report does not show
	 */
	public MadeSet(final String name, final String amount, final String seed, final int leftOut) {
		this.name = name;
		this.amount = amount;
		this.seed = seed;
		this.leftOut = leftOut;
	}

	String name() {
		return name;
	}

	String amount() {
		return amount;
	}

	String seed() {
		return seed;
	}

	int leftOut() {
		return leftOut;
	}

	/** The set in a sentence for captions. */
	String sentence() {
		return "The synthetic images are the set " + name + " (" + amount + ", seed " + seed
				+ (leftOut == 0 ? "" : ", " + leftOut + " excluded by hand") + ").";
	}
}
