/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.List;
import java.util.Map;

import org.cmrgan.egan.EGanConfig;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.evaluate.Recipe;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.BackendReport;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.TimeLeft;
import org.cmrgan.simgan.SimGanConfig;

/**
 * Backend Report: the hardware that computes, why no GPU is used, and how long the trainings of a preset take, measured
 * on a few steps of each.
 */
public final class BackendReportJob implements Job {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(Settings.PRESET);
	/** Number of training images of a fold in the paper: three quarters of 298. */
	private static final int PAPER_IMAGES = 224;
	private static final int MOST_STEPS = 20;
	/** Approximate time per training in seconds. */
	private static final double BUDGET = 10;

	private final String preset;

	private BackendReportJob(final Settings settings) {
		preset = settings.preset().key();
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by macro key; absent and blank ones take their defaults
	 */
	public static BackendReportJob of(final Map<String, String> given) {
		return new BackendReportJob(Settings.parse(KEYS, given));
	}

	@Override
	public String name() {
		return Menu.BACKEND;
	}

	@Override
	public void run(final RunContext context) {
		Versions.all().forEach((name, value) -> context.info(name + ": " + value));
		Backend.prepare(context);
		BackendReport.facts().forEach((name, value) -> context.info(name + ": " + value));
		try (StepTimes times = new StepTimes(preset, MOST_STEPS, BUDGET)) {
			final EGanConfig egan = EGanConfig.of(Map.of("preset", preset));
			context.info("E-GAN, preset " + preset + ": about "
					+ TimeLeft.words(times.generation(context) * egan.generations()
							+ (egan.regression() == 0 ? 0 : times.regression(context) * egan.regression()))
					+ " for each class and fold");
			final SimGanConfig simgan = SimGanConfig.of(Map.of("preset", preset));
			context.info("SimGAN, preset " + preset + ": about "
					+ TimeLeft.words(times.round(context) * simgan.rounds())
					+ (simgan.perLabel() ? " for each class and fold" : " for each fold") + ", plus pre-training");
			classifiers(times, context);
		}
	}

	/** Every arm has the same number of steps. */
	private void classifiers(final StepTimes times, final RunContext context) {
		final EvaluateConfig config = EvaluateConfig.of(Map.of("preset", preset));
		for (final Classifier classifier : Classifier.values()) {
			if (!classifier.isNetwork()) continue;
			final int steps = new Recipe(config, classifier).steps(PAPER_IMAGES);
			context.info("Evaluation, preset " + preset + ": " + TimeLeft.words(times.step(classifier, context) * steps)
					+ " for each " + classifier.title() + " trained on " + PAPER_IMAGES + " images");
		}
		context.info("All other stages: seconds");
	}
}
