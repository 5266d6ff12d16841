/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.util.Arrays;

/** The metrics of an image set, with their meaning and their better direction. */
public enum QualityMetric {
	/** Kernel inception distance to the training images. */
	KID("KID", "KID", Kind.REALISM,
			"Kernel inception distance to the training images. 0 means the same distribution; lower is better."),
	/** Permutation p-value of {@link #KID}. */
	KID_P("KID permutation p", "KID permutation p-value", Kind.REALISM,
			"Fraction of random relabellings with at least this KID. A small p means that the sets differ."),
	/** Fréchet inception distance to the training images. */
	FID("FID", "FID", Kind.REALISM,
			"Fréchet inception distance to the training images. Lower is better; on few images it is biased upwards."),
	/** Number of principal components on which {@link #FID} was computed. */
	FID_DIMENSIONS("FID dimensions", "FID, dimensions", Kind.TECHNICAL,
			"Principal components on which FID was computed."),
	/** Share of the images that lie among the training images. */
	PRECISION("precision", "precision", Kind.REALISM,
			"Fraction of the images that lie among the training images. Higher is better."),
	/** Share of the training images that lie among the images. */
	RECALL("recall", "recall", Kind.REALISM,
			"Fraction of the training images that lie among the images of the set. Higher is better."),
	/** How densely the images lie among the training images; 1 is as dense as these. */
	DENSITY("density", "density", Kind.REALISM,
			"How densely the images lie among the training images. 1 means as densely as the training images themselves."),
	/** Share of the training images that have an image nearby. */
	COVERAGE("coverage", "coverage", Kind.REALISM,
			"Fraction of the training images with an image of the set nearby. Higher is better."),
	/** Mean Wasserstein distance along random directions. */
	SLICED_WASSERSTEIN("sliced Wasserstein", "sliced Wasserstein distance", Kind.REALISM,
			"Mean Wasserstein distance of the sets along random directions. Lower is better."),
	/** KID of the images at low resolution, which show anatomy and no texture. */
	ANATOMY_KID("anatomy KID", "anatomy KID", Kind.REALISM,
			"KID on the principal components of the images at low resolution, which show anatomy but no texture. Lower is better."),
	/** Standard deviation of the images at low resolution, relative to the training images. */
	ANATOMY_SPREAD("anatomy spread", "anatomy spread", Kind.REALISM,
			"Standard deviation of these components relative to the training images. Below 1 means less variety."),
	/** The key is that of the first files. The metric is likeness: higher means less diverse. */
	MS_SSIM("MS-SSIM diversity", "MS-SSIM (likeness within the set)", Kind.REALISM,
			"Mean MS-SSIM of two images of the set. Higher means more alike: compare with the training images."),
	/** Share of the energy at or above half the Nyquist frequency. */
	HIGH_FREQUENCY("high-frequency share", "high-frequency share", Kind.REALISM,
			"Fraction of the energy at or above half the Nyquist frequency. Less than in training images means blur."),
	/** Median T1 of the compared pixels, ms. */
	T1_MEDIAN("T1 median (ms)", "T1 median (ms)", Kind.REALISM, "Median T1 of the pixels compared."),
	/** Kolmogorov–Smirnov distance of the T1 histograms, from 0 to 1. */
	T1_KS("T1 KS distance", "T1 Kolmogorov–Smirnov distance", Kind.REALISM,
			"Largest gap between the cumulative T1 histograms, from 0 to 1. Lower is better."),
	/** Wasserstein distance of the T1 histograms, ms. */
	T1_WASSERSTEIN("T1 Wasserstein (ms)", "T1 Wasserstein distance (ms)", Kind.REALISM,
			"Mean shift in T1 that makes the histograms equal. Lower is better."),
	/** Number of images that are near-copies of one training image. */
	NEAR_COPIES("near-copies", "near-copies", Kind.COPYING,
			"Images whose distance to one training image, and to that one alone, is less than half the distance between different subjects."),
	/** Data-copying z by distances of pixels; far below 0 means copying. */
	COPYING_Z_PIXELS("copying z (pixels)", "data-copying z", Kind.COPYING,
			"Mann–Whitney z of the distances to the nearest training image, compared with real images. Far below 0 means closer than real images."),
	/** Data-copying z by distances of features; far below 0 means copying. */
	COPYING_Z_FEATURES("copying z (features)", "data-copying z", Kind.COPYING, COPYING_Z_PIXELS.meaning),
	/** Share of images farther from their nearest training image than that one is from another subject. */
	AUTHENTICITY("authenticity", "authenticity", Kind.COPYING,
			"Fraction of images that are farther from their nearest training image than that image is from the nearest other subject."),
	/** Distance to the nearest subject, relative to that to the second nearest. */
	NEIGHBOUR_RATIO("nearest-neighbour ratio", "nearest-neighbour ratio", Kind.COPYING,
			"Distance to the nearest subject, divided by that to the second nearest. Near 1 means that no single subject stands out."),
	/** Share of images whose nearest real image is of a subject that the generator saw. */
	SEEN_SHARE("nearest to a seen subject", "nearest to a training subject", Kind.COPYING,
			"Fraction of images whose nearest real image is of a training subject."),
	/** Permutation p-value of {@link #SEEN_SHARE}. */
	SEEN_P("nearest to a seen subject, p", "nearest to a training subject, p-value", Kind.COPYING,
			"Fraction of random reassignments of the subjects that give at least this fraction.");

	/** The purposes of a figure. */
	public enum Kind {
		/** How similar a set is to the training images. */
		REALISM,
		/** Whether a set contains training images. */
		COPYING,
		/** How another figure was computed. */
		TECHNICAL
	}

	private final String key;
	private final String title;
	private final Kind kind;
	private final String meaning;

	QualityMetric(final String key, final String title, final Kind kind, final String meaning) {
		this.key = key;
		this.title = title;
		this.kind = kind;
		this.meaning = meaning;
	}

	/** @throws IllegalArgumentException if there is no such name */
	static QualityMetric of(final String key) {
		return Arrays.stream(values()).filter(m -> m.key.equals(key)).findFirst()
				.orElseThrow(() -> new IllegalArgumentException("there is no figure " + key));
	}

	/** Its name in metrics.csv. */
	String key() {
		return key;
	}

	/** {@return the name in tables} */
	public String title() {
		return title;
	}

	/** {@return the purpose of the figure} */
	public Kind kind() {
		return kind;
	}

	/** {@return the meaning, and which direction is better, in a sentence or two} */
	public String meaning() {
		return meaning;
	}
}
