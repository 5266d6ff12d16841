/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

/** A metric of a two-class classifier on test images; all but {@link #MCC} are in [0, 1]. */
public enum Metric {
	/** Fraction of images classified correctly. */
	ACCURACY("accuracy", "accuracy"),
	/** Mean of sensitivity and specificity; 0.5 is chance whatever the class proportions. */
	BALANCED_ACCURACY("balanced_accuracy", "balanced accuracy"),
	/** Fraction of positive images classified as positive. */
	SENSITIVITY("sensitivity", "sensitivity"),
	/** Fraction of negative images classified as negative. */
	SPECIFICITY("specificity", "specificity"),
	/** Area under the ROC curve: the chance that a positive image scores above a negative one of the same group, ties counting half. */
	AUC("auc", "AUC"),
	/** Average precision, the sum of precision times the step in recall; tied scores form one step. */
	AVERAGE_PRECISION("average_precision", "average precision"),
	/** Matthews correlation coefficient, in [-1, 1]. */
	MCC("mcc", "MCC"),
	/** Harmonic mean of precision and sensitivity. */
	F1("f1", "F1"),
	/** Mean squared difference between score and label: lower is better. */
	BRIER("brier", "Brier score"),
	/**
	 * Sensitivity at 90 % specificity: from the ROC curve of each group, averaged with the groups' positive images as
	 * weights.
	 */
	SENSITIVITY_AT_90("sensitivity_at_90", "sensitivity at 90 % specificity"),
	/**
	 * Expected calibration error: over ten bins of equal width, the gap between mean score and fraction of positive
	 * images, averaged with the bins' images as weights (Guo et al. 2017, ICML, arXiv 1706.04599); lower is better.
	 */
	ECE("ece", "calibration error");

	private final String key;
	private final String title;

	Metric(final String key, final String title) {
		this.key = key;
		this.title = title;
	}

	/** {@return the column name in CSV files} */
	public String key() {
		return key;
	}

	/** {@return the name in a sentence} */
	public String title() {
		return title;
	}

	/** {@return true if it is a share of images or pairs, shown in percent} */
	public boolean isShare() {
		return this != MCC && this != BRIER && this != ECE;
	}
}
