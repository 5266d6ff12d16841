/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.egan.EGan;
import org.cmrgan.egan.EGanConfig;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.evaluate.Recipe;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.BackendReport;
import org.cmrgan.nn.Losses;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Preset;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.run.TimeLeft;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.Pairs;
import org.cmrgan.simgan.SimGan;
import org.cmrgan.simgan.SimGanConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Backend Report: what computes here, why no GPU, and how long the trainings of a preset take, by a few steps of each. */
public final class BackendReportJob implements Job {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(Preset.KEY);
	private static final int SIZE = 80;
	private static final int IMAGES = 32;
	/** Training images of a fold of the paper: three quarters of 298. */
	private static final int PAPER_IMAGES = 224;
	/** First steps, which pay for the start. */
	private static final int WARM = 2;

	private final String preset;

	private BackendReportJob(final Settings settings) {
		preset = settings.preset().key();
	}

	/** @param given text by macro key; absent and blank ones take their defaults */
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
		BackendReport.facts().forEach((name, value) -> context.info(name + ": " + value));
		final Path scratch = scratch();
		try {
			final PatchSet noise = noise();
			final EGanConfig egan = EGanConfig.of(Map.of("preset", preset));
			context.info("E-GAN, preset " + preset + ": about " + TimeLeft.words(generation(noise, scratch, context,
					false) * egan.generations()
					+ (egan.regression() == 0 ? 0 : generation(noise, scratch, context, true) * egan.regression()))
					+ " for each class and fold");
			final SimGanConfig simgan = SimGanConfig.of(Map.of("preset", preset));
			context.info("SimGAN, preset " + preset + ": about "
					+ TimeLeft.words(round(noise, scratch, context) * simgan.rounds())
					+ (simgan.perLabel() ? " for each class and fold" : " for each fold")
					+ ", pre-training not counted");
			classifiers(context);
		} finally {
			delete(scratch);
		}
	}

	/** Seconds of a generation, or of a step of the regression before the first. */
	private double generation(final PatchSet noise, final Path scratch, final RunContext context,
			final boolean regression) {
		final StepClock clock = new StepClock(WARM);
		final String steps = Integer.toString(clock.steps());
		EGan.time(
				EGanConfig.of(Map.of("preset", preset, EGanConfig.GENERATIONS.name(), regression ? "1" : steps,
						EGanConfig.REGRESSION_STEPS.name(), regression ? steps : "0", "snapshots", "1")),
				noise, fresh(scratch), clock, context.quietly());
		return clock.perStep();
	}

	/** Seconds of a round, which follows the pre-trainings of a step each. */
	private double round(final PatchSet noise, final Path scratch, final RunContext context) {
		final StepClock clock = new StepClock(2 + WARM);
		final Map<String, String> values = new LinkedHashMap<>();
		values.put("preset", preset);
		values.put(SimGanConfig.ROUNDS.name(), Integer.toString(clock.steps()));
		values.put(SimGanConfig.SNAPSHOTS.name(), "2");
		values.put(SimGanConfig.REFINER_PRETRAINING.name(), "1");
		values.put(SimGanConfig.DISCRIMINATOR_PRETRAINING.name(), "1");
		SimGan.train(SimGanConfig.of(values), noise, noise, Pairs.none(noise), fresh(scratch), new Seeds(1),
				context.quietly(), List.of(clock));
		return clock.perStep();
	}

	/** Every arm takes the same number of steps. */
	private void classifiers(final RunContext context) {
		final EvaluateConfig config = EvaluateConfig.of(Map.of("preset", preset));
		for (final Classifier classifier : Classifier.values()) {
			if (!classifier.isNetwork()) continue;
			final int steps = new Recipe(config, classifier).steps(PAPER_IMAGES);
			context.info(
					"Evaluation, preset " + preset + ": " + TimeLeft.words(step(classifier, config, context) * steps)
							+ " for each " + classifier.title() + " trained on " + PAPER_IMAGES + " images");
		}
		context.info("All other stages: seconds");
	}

	/** Seconds of a step of a classifier. */
	private static double step(final Classifier classifier, final EvaluateConfig config, final RunContext context) {
		final int[] classes = new int[config.batch()];
		for (int i = 0; i < classes.length; i++) classes[i] = i % 2;
		final StepClock clock = new StepClock(WARM);
		try (AdversarialGraph network = AdversarialGraph.create(new Recipe(config, classifier).network(SIZE),
				new Recipe(config, classifier).optimiser(), 1, config.precision());
				INDArray x = Nd4j.zeros(DataType.FLOAT, config.batch(), 1, SIZE, SIZE)) {
			clock.start();
			for (int i = 1; !clock.wantsEnd(); i++) {
				context.checkCancelled();
				step(network, x, classes);
				clock.stepped(i);
			}
		}
		return clock.perStep();
	}

	private static void step(final AdversarialGraph network, final INDArray x, final int... classes) {
		try (INDArray logits = network.forward(x); INDArray error = Losses.softmax(logits, classes).gradient()) {
			network.backward(error, false, true);
			network.step();
		}
	}

	private static PatchSet noise() {
		final RandomGenerator random = new Seeds(1).random("backend.noise", 0);
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < IMAGES; i++) {
			final float[] p = new float[SIZE * SIZE];
			for (int j = 0; j < p.length; j++) p[j] = (float) (2 * random.nextDouble() - 1);
			rows.add(new Patch("noise" + i, "subject" + i, "noise", 1, Map.of()));
			pixels.add(p);
		}
		return new PatchSet(SIZE, SIZE, 1, rows, pixels);
	}

	private static Path scratch() {
		try {
			return Files.createTempDirectory("cmr-gan");
		} catch (final IOException e) {
			throw new UserError("Cannot make a temporary folder (" + e.getMessage() + "): free some space in "
					+ System.getProperty("java.io.tmpdir") + ".", e);
		}
	}

	/** A new folder each time: a training that finds its own checkpoint would not train again. */
	private static Path fresh(final Path scratch) {
		return scratch.resolve(java.util.UUID.randomUUID().toString());
	}

	private static void delete(final Path folder) {
		try (Stream<Path> all = Files.walk(folder)) {
			all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
		} catch (final IOException e) {
			// What is left lies in the system's folder for temporary files.
		}
	}
}
