/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.List;

/**
 * The result of a finished cell: its performance on the inner validation subjects, and its decision on every test
 * image. Immutable.
 */
public final class CellResult {
	/** One classified test image. */
	public static final class Row {
		private final String id;
		private final String subject;
		private final String label;
		private final boolean positive;
		private final double score;
		private final String prediction;

		/**
		 * Creates a row.
		 *
		 * @param id the image, unique in the study
		 * @param subject of the image
		 * @param label its true label
		 * @param positive true if that is the positive label
		 * @param score probability that the image is positive, in [0, 1]
		 * @param prediction the predicted label
		 */
		public Row(final String id, final String subject, final String label, final boolean positive,
				final double score, final String prediction) {
			this.id = id;
			this.subject = subject;
			this.label = label;
			this.positive = positive;
			this.score = score;
			this.prediction = prediction;
		}

		/** {@return the image} */
		public String id() {
			return id;
		}

		String subject() {
			return subject;
		}

		String label() {
			return label;
		}

		/** {@return true if the true label is the positive one} */
		public boolean isPositive() {
			return positive;
		}

		double score() {
			return score;
		}

		String prediction() {
			return prediction;
		}

		/**
		 * {@return true if the predicted label is the positive one}
		 */
		public boolean isCalledPositive() {
			return prediction.equals(label) == positive;
		}
	}

	private final Cell cell;
	private final int epoch;
	private final double validation;
	private final double validationLoss;
	private final List<Row> rows;
	private final int steps;
	private final double fit;
	private final Curve curve;
	private final String machine;

	/**
	 * Creates a result.
	 *
	 * @param cell the cell
	 * @param epoch the epoch whose weights were kept
	 * @param validation balanced accuracy on the inner validation subjects after that epoch; NaN if there were none
	 * @param validationLoss class-balanced cross-entropy there; NaN if there were none
	 * @param rows in the order of the real set
	 */
	public CellResult(final Cell cell, final int epoch, final double validation, final double validationLoss,
			final List<Row> rows) {
		this(cell, epoch, validation, validationLoss, rows, 0, Double.NaN, Curve.NONE, "");
	}

	private CellResult(final Cell cell, final int epoch, final double validation, final double validationLoss,
			final List<Row> rows, final int steps, final double fit, final Curve curve, final String machine) {
		this.cell = cell;
		this.epoch = epoch;
		this.validation = validation;
		this.validationLoss = validationLoss;
		this.rows = List.copyOf(rows);
		this.steps = steps;
		this.fit = fit;
		this.curve = curve;
		this.machine = machine;
	}

	/**
	 * A copy with facts of the training.
	 *
	 * @param ofSteps optimiser steps
	 * @param onTraining balanced accuracy of the tested network on its real training images without augmentation
	 */
	CellResult trained(final int ofSteps, final double onTraining, final Curve along) {
		return new CellResult(cell, epoch, validation, validationLoss, rows, ofSteps, onTraining, along, machine);
	}

	/** A copy with the {@link #machine()} on which the cell was trained. */
	CellResult on(final String instructions) {
		return new CellResult(cell, epoch, validation, validationLoss, rows, steps, fit, curve, instructions);
	}

	/** Instruction set and threads, which affect the last bits of a network; empty if unknown, or for a yardstick. */
	String machine() {
		return machine;
	}

	/** A copy with the training curve. */
	CellResult along(final Curve of) {
		return trained(steps, fit, of);
	}

	/** Optimiser steps; 0 for a yardstick, or if unknown. */
	int steps() {
		return steps;
	}

	/** Balanced accuracy of the tested network on its real training images without augmentation; NaN if unknown. */
	double fit() {
		return fit;
	}

	/** The training curve; empty for a yardstick, and for a result that was read from predictions.csv. */
	Curve curve() {
		return curve;
	}

	/** {@return the cell} */
	public Cell cell() {
		return cell;
	}

	int epoch() {
		return epoch;
	}

	double validation() {
		return validation;
	}

	double validationLoss() {
		return validationLoss;
	}

	/** {@return the test images, in the order of the real set} */
	public List<Row> rows() {
		return rows;
	}
}
