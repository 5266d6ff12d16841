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
	 * @param set the set that was measured: training, held-out, synthetic or refined
	 * @param label the class, or "all"
	 * @param features the features that were used, or an empty string for pixels
	 * @param value NaN if it cannot be measured; the note says why
	 * @param deviation standard deviation over random draws, or NaN
	 * @param images number of images of the set
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

	/** {@return the set that was measured, such as "synthetic"} */
	public String set() {
		return set;
	}

	/** {@return the class that was measured, or all} */
	public String label() {
		return label;
	}

	/** {@return the features on which it was measured; empty for pixels} */
	public String features() {
		return features;
	}

	/** {@return what was measured} */
	public QualityMetric metric() {
		return metric;
	}

	/** {@return the value; NaN if it could not be measured} */
	public double value() {
		return value;
	}

	/** {@return the standard deviation of the value; NaN if there is none} */
	public double deviation() {
		return deviation;
	}

	/** {@return the number of images measured} */
	public int images() {
		return images;
	}

	/** {@return a remark, or an empty string} */
	public String note() {
		return note;
	}

	@Override
	public String toString() {
		return set + " " + label + " " + metric.key() + " (" + features + ") = " + value
				+ (note.isEmpty() ? "" : ", " + note);
	}
}
