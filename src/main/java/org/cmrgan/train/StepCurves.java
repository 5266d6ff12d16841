/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of a training, step by step. Immutable. */
public final class StepCurves {
	private final String unit;
	private final double[] steps;
	private final Map<StepFigure, double[]> values = new LinkedHashMap<>();

	/**
	 * @param unit the word for a step
	 * @param steps ascending, from 1
	 * @param values one for each step; NaN or infinite where a step has no such figure
	 */
	StepCurves(final String unit, final double[] steps, final Map<? extends StepFigure, double[]> values) {
		this.unit = unit;
		this.steps = steps.clone();
		values.forEach((figure, of) -> this.values.put(figure, of.clone()));
	}

	/** {@return the word for one step, such as "generation"} */
	public String unit() {
		return unit;
	}

	/** {@return the numbers of the steps, in order} */
	public double[] steps() {
		return steps.clone();
	}

	/**
	 * {@return true if the training measures a figure}
	 *
	 * @param figure a figure of the training
	 */
	public boolean has(final StepFigure figure) {
		return values.containsKey(figure);
	}

	/**
	 * {@return one value per step; NaN if a step does not have this figure}
	 *
	 * @param figure a figure of the training
	 * @throws IllegalArgumentException if the training does not measure it: see {@link #has}
	 */
	public double[] of(final StepFigure figure) {
		if (!has(figure)) throw new IllegalArgumentException("no figure " + figure.key());
		return values.get(figure).clone();
	}

	/**
	 * {@return these curves, with NaN instead of zeros in one phase} Early versions wrote a zero where a step did not
	 * measure a figure.
	 *
	 * @param phase the figure that is the number of the phase
	 * @param number of the phase
	 */
	public StepCurves withoutZeros(final StepFigure phase, final double number) {
		final double[] phases = of(phase);
		final Map<StepFigure, double[]> changed = new LinkedHashMap<>();
		values.forEach((figure, of) -> {
			final double[] measured = of.clone();
			Arrays.setAll(measured, i -> phases[i] == number && of[i] == 0 ? Double.NaN : of[i]);
			changed.put(figure, measured);
		});
		return new StepCurves(unit, steps, changed);
	}
}
