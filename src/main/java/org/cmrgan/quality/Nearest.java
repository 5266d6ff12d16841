/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import org.cmrgan.metrics.Neighbour;
import org.cmrgan.metrics.Symmetry;

/** One synthetic image and its nearest training image: a row of {@link NearestTable}. Immutable. */
public final class Nearest {
	private final String set;
	private final String id;
	private final String label;
	private final boolean copy;
	private final String realId;
	private final String realSubject;
	private final String realLabel;
	private final double distance;
	private final double secondDistance;
	private final double ratio;
	private final Symmetry symmetry;
	private final int dx;
	private final int dy;
	private final String featureRealId;
	private final double featureDistance;
	private final double featureRatio;

	private Nearest(final Builder b, final boolean copy) {
		set = b.set;
		id = b.id;
		label = b.label;
		this.copy = copy;
		realId = b.realId;
		realSubject = b.realSubject;
		realLabel = b.realLabel;
		distance = b.distance;
		secondDistance = b.secondDistance;
		ratio = b.ratio;
		symmetry = b.symmetry;
		dx = b.dx;
		dy = b.dy;
		featureRealId = b.featureRealId;
		featureDistance = b.featureDistance;
		featureRatio = b.featureRatio;
	}

	/** Collects the values of a row. */
	static final class Builder {
		private final String set;
		private final String id;
		private final String label;
		private String realId;
		private String realSubject;
		private String realLabel;
		private double distance;
		private double secondDistance;
		private double ratio;
		private Symmetry symmetry;
		private int dx;
		private int dy;
		private String featureRealId;
		private double featureDistance;
		private double featureRatio;

		/** @param set the set of the image, such as synthetic */
		Builder(final String set, final String id, final String label) {
			this.set = set;
			this.id = id;
			this.label = label;
		}

		/** The nearest training image by 1 − NCC. */
		Builder real(final String ofId, final String ofSubject, final String ofLabel) {
			realId = ofId;
			realSubject = ofSubject;
			realLabel = ofLabel;
			return this;
		}

		/** The distance, and the transform that registers the training image. */
		Builder pixels(final Neighbour n) {
			return distances(n.distance(), n.second(), n.ratio()).moved(n.symmetry(), n.dx(), n.dy());
		}

		Builder distances(final double nearest, final double second, final double nearestOverSecond) {
			distance = nearest;
			secondDistance = second;
			ratio = nearestOverSecond;
			return this;
		}

		Builder moved(final Symmetry by, final int right, final int down) {
			symmetry = by;
			dx = right;
			dy = down;
			return this;
		}

		/** The nearest training image by features. */
		Builder features(final String ofId, final double nearest, final double nearestOverSecond) {
			featureRealId = ofId;
			featureDistance = nearest;
			featureRatio = nearestOverSecond;
			return this;
		}

		Nearest build(final boolean isCopy) {
			return new Nearest(this, isCopy);
		}
	}

	/** The set of the image, such as synthetic. */
	String set() {
		return set;
	}

	/** The synthetic image. */
	String id() {
		return id;
	}

	String label() {
		return label;
	}

	/** True for a near-copy. */
	boolean isCopy() {
		return copy;
	}

	/** The nearest training image by 1 − NCC. */
	String realId() {
		return realId;
	}

	String realSubject() {
		return realSubject;
	}

	String realLabel() {
		return realLabel;
	}

	/** 1 − NCC to the nearest training image, in [0, 2]. */
	double distance() {
		return distance;
	}

	/** The distance to the nearest image of another subject; infinite or NaN if there is none. */
	double secondDistance() {
		return secondDistance;
	}

	/** The ratio of the nearest to the second-nearest distance, in [0, 1]. */
	double ratio() {
		return ratio;
	}

	/** The flip or rotation that registers the training image with the synthetic one. */
	Symmetry symmetry() {
		return symmetry;
	}

	/** Shift of the training image in pixels, to the right. */
	int dx() {
		return dx;
	}

	/** Shift of the training image in pixels, downwards. */
	int dy() {
		return dy;
	}

	String featureRealId() {
		return featureRealId;
	}

	double featureDistance() {
		return featureDistance;
	}

	double featureRatio() {
		return featureRatio;
	}
}
