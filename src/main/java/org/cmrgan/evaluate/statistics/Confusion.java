/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

/** How often each class was called what: a confusion matrix of two classes, in decisions. Immutable. */
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

	/** Positive images called positive. */
	public int truePositives() {
		return truePositives;
	}

	/** Positive images called negative. */
	public int falseNegatives() {
		return falseNegatives;
	}

	/** Negative images called negative. */
	public int trueNegatives() {
		return trueNegatives;
	}

	/** Negative images called positive. */
	public int falsePositives() {
		return falsePositives;
	}
}
