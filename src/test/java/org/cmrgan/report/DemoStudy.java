/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.egan.EGan;
import org.cmrgan.egan.GenerationFigure;
import org.cmrgan.egan.Mutation;
import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.Curves;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.FakePredictions;
import org.cmrgan.evaluate.Predictions;
import org.cmrgan.metrics.Hearts;
import org.cmrgan.quality.FakeFindings;
import org.cmrgan.quality.Quality;
import org.cmrgan.quality.QualityFindings;
import org.cmrgan.quality.QualityMetric;
import org.cmrgan.run.RunContext;
import org.cmrgan.simgan.RoundFigure;
import org.cmrgan.simgan.SimGan;
import org.cmrgan.train.SampleFilm;
import org.cmrgan.train.Schedule;
import org.cmrgan.train.Trainee;
import org.cmrgan.train.TrainingLoop;

/** A study's results on toy images, written and read by the classes of the stages. */
final class DemoStudy {
	static final String POSITIVE = "patient <1>";
	static final String NEGATIVE = "non-patient";
	static final int SUBJECTS = 48;
	static final int SYNTHETIC = 32;
	static final int GENERATIONS = 40;
	static final int STEPS = 30;

	private static final int SIDE = Hearts.SIZE;
	private static final int SHOWN = 8;

	private final Path folder;

	DemoStudy(final Path folder) {
		this.folder = folder;
	}

	private static final PatchSet REAL = makeReal();
	private static final PatchSet MADE = makeSynthetic();
	private static final PatchSet REFINED = makeRefined();

	/** 48 subjects of one image, as in {@link FakePredictions}. */
	static PatchSet real() {
		return REAL;
	}

	static PatchSet synthetic() {
		return MADE;
	}

	/** The synthetic images with more contrast and grain. */
	static PatchSet refined() {
		return REFINED;
	}

	private static PatchSet makeReal() {
		final List<Patch> patches = new ArrayList<>();
		for (int s = 0; s < SUBJECTS; s++)
			patches.add(new Patch("s" + s + "-0", "s" + s, s % 4 != 0 ? POSITIVE : NEGATIVE, 1 + s / 4 % 4, Map.of()));
		return new PatchSet(SIDE, SIDE, 1.2, patches, List.of(Hearts.some(SUBJECTS, 1)));
	}

	private static PatchSet makeSynthetic() {
		final List<Patch> patches = new ArrayList<>();
		for (int i = 0; i < SYNTHETIC; i++)
			patches.add(new Patch("g" + i, "", i % 4 != 0 ? POSITIVE : NEGATIVE, 0, Map.of()));
		return new PatchSet(SIDE, SIDE, 1.2, patches, List.of(Hearts.some(SYNTHETIC, 3)));
	}

	private static PatchSet makeRefined() {
		final PatchSet synthetic = synthetic();
		final List<float[]> sharper = new ArrayList<>();
		final RandomGenerator random = new MersenneTwister(4);
		for (final float[] p : synthetic.pixels()) {
			final float[] q = p.clone();
			for (int i = 0; i < q.length; i++)
				q[i] = (float) Math.max(-1, Math.min(1, q[i] * 1.1 + 0.04 * random.nextGaussian()));
			sharper.add(q);
		}
		return new PatchSet(SIDE, SIDE, 1.2, synthetic.patches(), sharper);
	}

	static ReportInput.Builder empty() {
		return ReportInput.of("toy hearts & more", real(), POSITIVE, NEGATIVE).date("1 May 2026");
	}

	/** @param results of the experiment, see {@link #predictions} */
	ReportInput.Builder full(final EvaluationResults results) {
		return empty().milliseconds(new Window(0, 2500)).window("T1 from 0 to 2500 ms")
				.source("scans.csv, SHA-256 1234abcd").synthetic(0, synthetic()).refined(0, refined())
				.training(generator()).training(refiner()).evaluation(results).curves(curves()).quality(0, quality())
				.run(new StageRun(Stage.EGAN,
						Map.of("preset", "quick", "generations", "60", "batch", "8", "start", "mosaic")))
				.run(new StageRun(Stage.EVALUATE,
						Map.of("preset", "quick", "epochs", "6", "capacity", "0.125", "learning_rate", "0.001")))
				.versions(Map.of("suite", "0.1.0", "ImageJ", "1.54p", "Deeplearning4j", "1.0.0-M2.1"))
				.machine(Map.of("threads", "2")).warnings(List.of(new StageWarning(Stage.SIMGAN.title(),
						"fold 1, fold 3", "the refiner changes almost nothing: lower lambda or train longer")));
	}

	/** Losses fall in a line from 0.7; the mutations won 20, 15 and 5 generations. */
	TrainedNetwork generator() {
		final Path out = folder.resolve("egan");
		train(out, new Schedule("E-GAN", GenerationFigure.UNIT, GENERATIONS, 10), step -> {
			final Map<String, Double> figures = new LinkedHashMap<>();
			figures.put(GenerationFigure.D_LOSS.key(), 0.7 - 0.01 * step);
			figures.put(GenerationFigure.D_REAL.key(), 0.5 + 0.005 * step);
			figures.put(GenerationFigure.D_FAKE.key(), 0.5 - 0.005 * step);
			figures.put(GenerationFigure.FITNESS.key(), 0.5);
			figures.put(GenerationFigure.QUALITY.key(), 0.4);
			figures.put(GenerationFigure.DIVERSITY.key(), 1.0 + 0.01 * step);
			return figures;
		}, step -> blend(step / (double) GENERATIONS));
		return TrainedNetwork.generator(0, "patient", EGan.curves(out), SampleFilm.read(out, SIDE, SIDE),
				Map.of(Mutation.HEURISTIC, 20, Mutation.MINIMAX, 15, Mutation.LEAST_SQUARES, 5));
	}

	/** Ten steps of pre-training, then 20 of training in which the change grows to 0.05. */
	TrainedNetwork refiner() {
		final Path out = folder.resolve("simgan");
		final PatchSet before = synthetic();
		final PatchSet after = refined();
		train(out, new Schedule("SimGAN", RoundFigure.UNIT, STEPS, 10), step -> {
			final Map<String, Double> figures = new LinkedHashMap<>();
			figures.put(RoundFigure.PHASE.key(), step > 10 ? 3.0 : 1.0);
			figures.put(RoundFigure.R_ADVERSARIAL.key(), 0.8);
			figures.put(RoundFigure.R_CHANGE.key(), 0.05 * step / STEPS);
			figures.put(RoundFigure.R_DRIFT.key(), 0.01);
			figures.put(RoundFigure.D_LOSS.key(), 1.2);
			figures.put(RoundFigure.D_REAL.key(), 0.7);
			figures.put(RoundFigure.D_REFINED.key(), 0.65);
			figures.put(RoundFigure.BUFFER.key(), 100.0);
			return figures;
		}, step -> {
			final List<float[]> cells = new ArrayList<>(before.pixels().subList(0, SHOWN));
			for (int i = 0; i < SHOWN; i++) cells.add(mix(before.pixels(i), after.pixels(i), step / (double) STEPS));
			return cells;
		});
		return TrainedNetwork.refiner(0, "", SimGan.curves(out), SampleFilm.read(out, SIDE, SIDE));
	}

	private static void train(final Path out, final Schedule schedule, final LongFunction<Map<String, Double>> figures,
			final LongFunction<List<float[]>> samples) {
		new TrainingLoop(schedule, out, "demo", SIDE, SIDE, 1.2, List.of(), RunContext.quiet()).run(new Trainee() {
			@Override
			public List<String> columns() {
				return List.copyOf(figures.apply(1).keySet());
			}

			@Override
			public Map<String, Double> step(final long step) {
				return figures.apply(step);
			}

			@Override
			public List<float[]> snapshot(final long step) {
				return samples.apply(step);
			}

			@Override
			public void save(final DataOutputStream to) {
				// It has no state.
			}

			@Override
			public void load(final DataInputStream from) {
				// It has no state.
			}

			@Override
			public void soften(final int times) {
				throw new AssertionError("nothing fails here");
			}
		});
	}

	/** The results of predictions that were written and read. */
	EvaluationResults evaluation(final boolean better) {
		final Path file = folder.resolve(Predictions.FILE);
		predictions(better).predictions().write(file);
		return EvaluationResults.of(Predictions.read(file));
	}

	/** Results that are computed once for all tests. */
	private static final class Alike {
		static final EvaluationResults RESULTS = EvaluationResults.of(predictions(false).predictions());
	}

	private static final class Better {
		static final EvaluationResults RESULTS = EvaluationResults.of(predictions(true).predictions());
	}

	/** The results of an experiment in which no arm is better. */
	static EvaluationResults alike() {
		return Alike.RESULTS;
	}

	/** The results of an experiment in which SimGAN is better by far. */
	static EvaluationResults better() {
		return Better.RESULTS;
	}

	private Curves curves() {
		final Path file = folder.resolve(Curves.FILE);
		predictions(false).curves().write(file);
		return Curves.read(file);
	}

	/** 48 subjects of one image, two repeats; where it is better, SimGAN is by far. */
	static FakePredictions predictions(final boolean better) {
		final FakePredictions out = new FakePredictions(SUBJECTS, 1, POSITIVE, NEGATIVE);
		for (final Classifier classifier : List.of(Classifier.RESNET50, Classifier.XCEPTION)) {
			final long seed = classifier == Classifier.RESNET50 ? 0 : 10;
			out.arm(Arm.NONE, 0, classifier, 2, 1.2, c -> 0.6, seed)
					.arm(Arm.CLASSIC, 0, classifier, 2, 1.2, c -> 0.6, seed + 1)
					.arm(Arm.EGAN, 3, classifier, 2, 1.2, c -> 0.6, seed + 2)
					.arm(Arm.EGAN, 4, classifier, 2, 1.2, c -> 0.7, seed + 3)
					.arm(Arm.SIMGAN, 3, classifier, 2, better ? 2.6 : 1.2, c -> 0.7, seed + 4)
					.arm(Arm.SIMGAN, 4, classifier, 2, better ? 2.6 : 1.2, c -> c.fold() == 2 ? 0.8 : 0.6, seed + 5);
		}
		for (final Arm arm : List.of(Arm.NONE, Arm.CLASSIC))
			out.arm(arm, 0, Classifier.YARDSTICK, 2, better ? 0 : 2, c -> Double.NaN, 77 + arm.ordinal());
		return out;
	}

	QualityFindings quality() {
		final int n = SYNTHETIC;
		return new FakeFindings()
				.figure(Quality.TRAINING, Quality.ALL, "hand-made features", QualityMetric.KID, 0.001, 0.01, SUBJECTS,
						"random halves against each other")
				.figure(Quality.SYNTHETIC, Quality.ALL, "hand-made features", QualityMetric.KID, 0.213, 0.02, n, "")
				.figure(Quality.REFINED, Quality.ALL, "hand-made features", QualityMetric.KID, 0.105, 0.02, n, "")
				.figure(Quality.SYNTHETIC, Quality.ALL, "hand-made features", QualityMetric.FID, 12.34, Double.NaN, n,
						"only 48 images for 16 dimensions: too few, FID is biased upwards")
				.figure(Quality.TRAINING, Quality.ALL, "", QualityMetric.MS_SSIM, 0.31, Double.NaN, SUBJECTS, "")
				.figure(Quality.SYNTHETIC, Quality.ALL, "", QualityMetric.MS_SSIM, 0.36, Double.NaN, n, "")
				.figure(Quality.SYNTHETIC, POSITIVE, "", QualityMetric.MS_SSIM, 0.37, Double.NaN, 24, "")
				.figure(Quality.SYNTHETIC, Quality.ALL, "", QualityMetric.NEAR_COPIES, 0, Double.NaN, n,
						"No synthetic image is a near-copy of a training image.")
				.figure(Quality.SYNTHETIC, Quality.ALL, "", QualityMetric.COPYING_Z_PIXELS, -0.4, Double.NaN, n,
						"against distances between training subjects")
				.nearest(Quality.SYNTHETIC, synthetic(), real()).through(folder.resolve("quality"));
	}

	private static List<float[]> blend(final double share) {
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < SHOWN; i++) out.add(mix(new float[SIDE * SIDE], Hearts.one(50 + i), share));
		return out;
	}

	private static float[] mix(final float[] a, final float[] b, final double share) {
		final float[] out = new float[a.length];
		for (int i = 0; i < a.length; i++) out[i] = (float) (a[i] * (1 - share) + b[i] * share);
		return out;
	}
}
