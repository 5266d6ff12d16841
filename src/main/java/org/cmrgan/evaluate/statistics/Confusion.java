/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

/** The confusion matrix of two classes, in decisions. Immutable. */
public final class Confusion {
	private final int truePositives;
	private final int falseNegatives;
	private final int trueNegatives;
	private final int falsePositives;

	Confusion(final int truePositives, final int falseNegatives, final int trueNegatives, final int falsePositives) {
		this.truePositives = truePositives;
		this.falseNegatives = falseNegatives;
		this.trueNegatives = trueNegatives;
		this.falsePositives = falsePositives;
	}

	/** {@return the number of positive images classified as positive} */
	public int truePositives() {
		return truePositives;
	}

	/** {@return the number of positive images classified as negative} */
	public int falseNegatives() {
		return falseNegatives;
	}

	/** {@return the number of negative images classified as negative} */
	public int trueNegatives() {
		return trueNegatives;
	}

	/** {@return the number of negative images classified as positive} */
	public int falsePositives() {
		return falsePositives;
	}
}
