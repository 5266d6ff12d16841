/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

/** One measured value: a row of {@link FigureTable}. Immutable. */
public final class Figure {
	private final String set;
	private final String label;
	private final String features;
	private final QualityMetric metric;
	private final double value;
	private final double deviation;
	private final int images;
	private final String note;

	/**
	 * @param set whose value it is: training, held-out, synthetic or refined
	 * @param label the class, or "all"
	 * @param features what it was measured on, or an empty string for pixels
	 * @param value NaN where it cannot be had; the note says why
	 * @param deviation standard deviation over random draws, or NaN
	 * @param images images of the set
	 * @param note for a reader, or an empty string
	 */
	Figure(final String set, final String label, final String features, final QualityMetric metric, final double value,
			final double deviation, final int images, final String note) {
		this.set = set;
		this.label = label;
		this.features = features;
		this.metric = metric;
		this.value = value;
		this.deviation = deviation;
		this.images = images;
		this.note = note;
	}

	public String set() {
		return set;
	}

	public String label() {
		return label;
	}

	public String features() {
		return features;
	}

	public QualityMetric metric() {
		return metric;
	}

	public double value() {
		return value;
	}

	public double deviation() {
		return deviation;
	}

	public int images() {
		return images;
	}

	public String note() {
		return note;
	}

	@Override
	public String toString() {
		return set + " " + label + " " + metric.key() + " (" + features + ") = " + value
				+ (note.isEmpty() ? "" : ", " + note);
	}
}
