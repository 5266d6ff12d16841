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
import java.util.Optional;
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
import org.cmrgan.nn.Losses;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.Pairs;
import org.cmrgan.simgan.SimGan;
import org.cmrgan.simgan.SimGanConfig;
import org.cmrgan.train.Schedule;
import org.cmrgan.train.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures the seconds per step of each training of a preset on this machine, by a few steps on noise of 80 x 80
 * pixels.
 */
final class StepTimes implements AutoCloseable {
	/** Side length of the noise images in pixels. */
	static final int SIZE = 80;
	private static final int IMAGES = 32;
	/** First steps that are not measured, because they include start-up. */
	private static final int WARM = 2;
	/** Regression steps that are measured, at most. */
	private static final int REGRESSION_STEPS = 4;

	private final String preset;
	private final int mostSteps;
	private final double budget;
	private final Path scratch = scratch();
	private final PatchSet noise = noise();
	private Optional<Phases> generator = Optional.empty();

	/**
	 * @param mostSteps largest number of measured steps of each training
	 * @param budget approximate time per training in seconds
	 */
	StepTimes(final String preset, final int mostSteps, final double budget) {
		this.preset = preset;
		this.mostSteps = mostSteps;
		this.budget = budget;
	}

	@Override
	public void close() {
		delete(scratch);
	}

	/** Seconds of a generation. */
	double generation(final RunContext context) {
		return generator(context).generation.perStep();
	}

	/** Seconds of a step of the regression before the first generation. */
	double regression(final RunContext context) {
		return generator(context).regression.perStep();
	}

	/** One training times both, because the preparation of a learned start takes longer than its steps. */
	private Phases generator(final RunContext context) {
		if (generator.isPresent()) return generator.get();
		final boolean learns = EGanConfig.of(Map.of("preset", preset)).regression() > 0;
		final Phases phases = new Phases(learns ? WARM + Math.min(mostSteps, REGRESSION_STEPS) : 0);
		EGan.time(
				EGanConfig.of(Map.of("preset", preset, EGanConfig.GENERATIONS.name(),
						Integer.toString(phases.generation.steps()), EGanConfig.REGRESSION_STEPS.name(),
						Integer.toString(phases.regressionSteps), "snapshots", "1")),
				noise, fresh(), phases, context.quietly());
		generator = Optional.of(phases);
		return phases;
	}

	/** Times the regression steps of a training, and then its generations. */
	private final class Phases implements TrainingListener {
		private final StepClock regression = new StepClock(WARM, mostSteps, budget);
		private final StepClock generation = new StepClock(WARM, mostSteps, budget);
		private final int regressionSteps;

		Phases(final int regressionSteps) {
			this.regressionSteps = regressionSteps;
		}

		@Override
		public void started(final Schedule schedule, final long step) {
			regression.start();
			generation.start();
		}

		@Override
		public void stepped(final long step, final Map<String, Double> figures) {
			if (step > regressionSteps) generation.stepped(step - regressionSteps);
			else {
				regression.stepped(step);
				generation.start();
			}
		}

		@Override
		public boolean wantsEnd() {
			return generation.wantsEnd();
		}
	}

	/** Seconds per round, measured after pre-trainings of one step each. */
	double round(final RunContext context) {
		final StepClock clock = new StepClock(2 + WARM, mostSteps, budget);
		final Map<String, String> values = new LinkedHashMap<>();
		values.put("preset", preset);
		values.put(SimGanConfig.ROUNDS.name(), Integer.toString(clock.steps()));
		values.put(SimGanConfig.SNAPSHOTS.name(), "2");
		values.put(SimGanConfig.REFINER_PRETRAINING.name(), "1");
		values.put(SimGanConfig.DISCRIMINATOR_PRETRAINING.name(), "1");
		SimGan.train(SimGanConfig.of(values), noise, noise, Pairs.none(noise), fresh(), new Seeds(1), context.quietly(),
				List.of(clock));
		return clock.perStep();
	}

	/** Seconds of a step of a classifier. */
	double step(final Classifier classifier, final RunContext context) {
		final EvaluateConfig config = EvaluateConfig.of(Map.of("preset", preset));
		final int[] classes = new int[config.batch()];
		for (int i = 0; i < classes.length; i++) classes[i] = i % 2;
		final StepClock clock = new StepClock(WARM, mostSteps, budget);
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

	/** A new folder each time, because a training that finds its checkpoint would not train again. */
	private Path fresh() {
		return scratch.resolve(java.util.UUID.randomUUID().toString());
	}

	private static void delete(final Path folder) {
		try (Stream<Path> all = Files.walk(folder)) {
			all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
		} catch (final IOException e) {
			// The rest is in the system's folder for temporary files.
		}
	}
}
