/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;

/** Predictions of an experiment with arms of known skill. */
public final class FakePredictions {
	static final int FOLDS = 4;
	private final int subjects;
	private final int images;
	private final String positive;
	private final String negative;
	private final List<CellResult> results = new ArrayList<>();

	/** Subject s is positive unless s % 4 == 0, and tested in fold 1 + (s / 4) % 4. */
	public FakePredictions(final int subjects, final int images) {
		this(subjects, images, "patient", "normal");
	}

	/** The same with other labels. */
	public FakePredictions(final int subjects, final int images, final String positive, final String negative) {
		this.subjects = subjects;
		this.images = images;
		this.positive = positive;
		this.negative = negative;
	}

	/**
	 * Adds an arm with a skill: the signal in standard deviations between the classes; images of a subject are
	 * correlated.
	 */
	public FakePredictions arm(final Arm arm, final int multiple, final Classifier classifier, final int repeats,
			final double skill, final ToDoubleFunction<Cell> validation, final long seed) {
		for (int repeat = 1; repeat <= repeats; repeat++) {
			final RandomGenerator random = new MersenneTwister(seed * 100 + repeat);
			final List<List<CellResult.Row>> rows = new ArrayList<>();
			for (int fold = 0; fold < FOLDS; fold++) rows.add(new ArrayList<>());
			for (int s = 0; s < subjects; s++) {
				final boolean ill = s % 4 != 0;
				final double subject = random.nextGaussian();
				for (int i = 0; i < images; i++) {
					final double z = (ill ? 0.5 : -0.5) * skill + 0.7 * subject + 0.7 * random.nextGaussian();
					final double score = Math.round(1e6 / (1 + Math.exp(-z))) / 1e6;
					rows.get(s / 4 % FOLDS).add(new CellResult.Row("s" + s + "-" + i, "s" + s,
							ill ? positive : negative, ill, score, score >= 0.5 ? positive : negative));
				}
			}
			for (int fold = 1; fold <= FOLDS; fold++) {
				final Cell cell = new Cell(fold, arm, multiple, classifier, repeat);
				final CellResult result = new CellResult(cell, 3, validation.applyAsDouble(cell), 0.5,
						rows.get(fold - 1));
				results.add(classifier.isNetwork() ? result.trained(300, 0.9, curve(fold)) : result);
			}
		}
		return this;
	}

	/** Thirty points of ten steps; loss falls from 0.7 by as much as the fold says. */
	private static Curve curve(final int fold) {
		final Curve.Builder out = new Curve.Builder();
		for (int step = 1; step <= 300; step++) out.step(0.7 - 0.002 * step * fold / FOLDS, 8 + step / 40, 16, 1e-3);
		return out.build();
	}

	public Curves curves() {
		return new Curves(results);
	}

	public Predictions predictions() {
		return new Predictions(results);
	}

	List<CellResult> results() {
		return results;
	}
}
