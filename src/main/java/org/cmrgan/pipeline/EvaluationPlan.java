/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.PatchSet;
import org.cmrgan.egan.EGanConfig;
import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.evaluate.Experiment;
import org.cmrgan.nn.Pin;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Problems;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.SimGanConfig;

/** The experiment, and the training of networks that a fold lacks. Immutable. */
final class EvaluationPlan {
	private final EvaluateConfig config;
	private final EGanConfig egan;
	private final SimGanConfig simgan;

	/**
	 * @param pin the instruction set and threads to use
	 * @throws UserError naming every problem that can be known before training
	 */
	EvaluationPlan(final EvaluateConfig config, final EGanConfig egan, final SimGanConfig simgan, final Pin pin) {
		this.config = config;
		this.egan = egan;
		this.simgan = simgan;
		// Called before other code asks for the processor's number formats.
		new Problems().check(pin::keepInstructions).check(config::precision).check(this::requireWeights)
				.check(this::requireImagesToAdd).check(() -> {
					if (needsNetworks()) egan.precision();
				}).raise();
	}

	/**
	 * Networks that a fold lacks are trained with the preset, unless {@code given} has other values for them.
	 *
	 * @param settings with all keys of {@link EvaluateConfig} and {@link Pin}
	 * @param given text by key, those of the networks named as in {@link StageValues}
	 * @param size pixels along each side of the images
	 */
	static EvaluationPlan of(final Settings settings, final Map<String, String> given, final int size) {
		final EvaluateConfig config = EvaluateConfig.of(settings);
		final Problems problems = new Problems();
		final var egan = problems.of(() -> EGanConfig.of(inside(Menu.TRAIN_EGAN, given, config)));
		final var simgan = problems.of(() -> SimGanConfig
				.of(Settings.parse(SimGanConfig.KEYS, inside(Menu.TRAIN_SIMGAN, given, config)), size));
		problems.raise();
		return new EvaluationPlan(config, egan.orElseThrow(), simgan.orElseThrow(), Pin.of(settings));
	}

	private static Map<String, String> inside(final String leaf, final Map<String, String> given,
			final EvaluateConfig config) {
		final Map<String, String> values = StageValues.only(leaf, given);
		values.putIfAbsent(Settings.PRESET.name(), config.settings().preset().key());
		return values;
	}

	private void requireWeights() {
		for (final Path file : config.weights())
			if (!Files.isRegularFile(file))
				throw UserError.of("The weights file %s does not exist: correct weights=, or leave it out.", file);
	}

	private void requireImagesToAdd() {
		if (config.multiples().equals(List.of(0)) && config.arms().stream().allMatch(Arm::hasMultiple))
			throw new UserError(
					"With multiples=0 none of the chosen arms can run, because all of them add images: give arms=none or multiples=3.");
	}

	private boolean needsNetworks() {
		return config.highestGanMultiple() > 0;
	}

	/** @throws UserError if the networks of the folds cannot be trained on these images */
	void requireImages(final PatchSet real) {
		if (needsNetworks()) TrainingImages.require(real);
	}

	/**
	 * Approximate memory of the largest training in bytes.
	 *
	 * @param size side length of the images in pixels
	 */
	long trainingBytes(final int size) {
		final long classifier = Experiment.trainingBytes(config, size);
		return needsNetworks()
				? Math.max(classifier, Math.max(egan.trainingBytes(size), simgan.trainingBytes(size)))
				: classifier;
	}

	EvaluateConfig config() {
		return config;
	}

	EGanConfig egan() {
		return egan;
	}

	SimGanConfig simgan() {
		return simgan;
	}
}
