/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import org.cmrgan.metrics.Neighbour;

/** One made image and the training real nearest to it: a row of memorisation.csv. Immutable. */
public final class Nearest {
	private final int place;
	private final String id;
	private final String label;
	private final int realPlace;
	private final String realId;
	private final String realSubject;
	private final String realLabel;
	private final Neighbour pixels;
	private final double featureDistance;
	private final double featureRatio;
	private final String featureRealId;
	private final boolean copy;

	Nearest(final int place, final String id, final String label, final int realPlace, final String realId,
			final String realSubject, final String realLabel, final Neighbour pixels, final Neighbour features,
			final String featureRealId, final boolean copy) {
		this.place = place;
		this.id = id;
		this.label = label;
		this.realPlace = realPlace;
		this.realId = realId;
		this.realSubject = realSubject;
		this.realLabel = realLabel;
		this.pixels = pixels;
		this.featureDistance = features.distance();
		this.featureRatio = features.ratio();
		this.featureRealId = featureRealId;
		this.copy = copy;
	}

	/** Place of the made image in its set. */
	public int place() {
		return place;
	}

	public String id() {
		return id;
	}

	public String label() {
		return label;
	}

	/** Place of the nearest real in the training set. */
	public int realPlace() {
		return realPlace;
	}

	public String realId() {
		return realId;
	}

	public String realSubject() {
		return realSubject;
	}

	public String realLabel() {
		return realLabel;
	}

	/** The nearest real by 1 − NCC, and how it must be moved. */
	public Neighbour pixels() {
		return pixels;
	}

	/** To the nearest real by features. */
	public double featureDistance() {
		return featureDistance;
	}

	/** Nearest over second-nearest subject, by features. */
	public double featureRatio() {
		return featureRatio;
	}

	public String featureRealId() {
		return featureRealId;
	}

	/** True for a near-copy. */
	public boolean isCopy() {
		return copy;
	}
}
