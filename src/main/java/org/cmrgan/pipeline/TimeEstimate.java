/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.cmrgan.egan.EGanConfig;
import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.evaluate.Recipe;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Preset;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.SimGanConfig;

/**
 * Estimates how long a command takes on this machine. The step of each training is timed once for the networks of each
 * preset. The numbers of steps, batch size, image size, folds, arms and multiples are those of the values. Existing
 * results are not subtracted.
 */
public final class TimeEstimate {
	private static final Set<String> COMMANDS = Set.of(Menu.TRAIN_EGAN, Menu.TRAIN_SIMGAN, Menu.EVALUATE,
			Menu.PIPELINE);
	private static final int STEPS = 4;
	private static final double BUDGET = 3;
	/** Number of training images if there is no study yet: that of the paper, three quarters of 298. */
	private static final int IMAGES = 224;
	private static final int FOLDS = 4;

	/**
	 * Seconds per step of preset quick on two slow cores. Only their ratios are used, to weight the parts of a run if
	 * the machine was not measured.
	 */
	private static final Map<String, Double> REFERENCE = Map.of("regression", 0.28, "generation", 0.28, "round", 0.18,
			Classifier.SMALL.key(), 0.01, Classifier.RESNET50.key(), 0.05, Classifier.XCEPTION.key(), 0.22);

	private final String preset;
	private final Map<String, Double> seconds = new LinkedHashMap<>();

	/** @param preset the word of the preset */
	public TimeEstimate(final String preset) {
		this.preset = preset;
	}

	/**
	 * The trainings of a command by the labels of their progress, each with its approximate duration in arbitrary
	 * units.
	 *
	 * @param values text by key, checked
	 */
	static Map<String, Double> parts(final String command, final Map<String, String> values) {
		final TimeEstimate reference = new TimeEstimate(
				values.getOrDefault(Settings.PRESET.name(), Preset.STANDARD.key()));
		reference.seconds.putAll(REFERENCE);
		return reference.new Sum(values, null, RunContext.quiet()).parts(command);
	}

	/**
	 * The generators of a fold by the labels of their progress. Equal networks take equally long.
	 *
	 * @param labels classes of the study
	 */
	static Map<String, Double> generators(final Study study, final int fold, final List<String> labels) {
		final Map<String, Double> out = new LinkedHashMap<>();
		for (final String label : labels) out.put(place(fold, study.info().folds()) + "E-GAN " + label, 1.0);
		return out;
	}

	/** As {@link #parts(String, Map)}, for an evaluation whose settings and study are already read. */
	static Map<String, Double> evaluation(final Study study, final EvaluationPlan plan) {
		final TimeEstimate reference = new TimeEstimate(plan.config().settings().preset().key());
		reference.seconds.putAll(REFERENCE);
		final Map<String, Double> out = new LinkedHashMap<>();
		reference.new Sum(Map.of(), Optional.of(study), null, RunContext.quiet()).addEvaluation(out, plan.config(),
				plan.egan(), plan.simgan());
		return out;
	}

	private static String place(final int fold, final int folds) {
		return fold == 0 ? "" : Stages.place(fold, folds) + ", ";
	}

	/**
	 * {@return true if a command takes long enough for an estimate}
	 *
	 * @param command menu leaf
	 */
	public static boolean isFor(final String command) {
		return COMMANDS.contains(command);
	}

	/**
	 * Estimates the seconds that a command takes. Steps that have not been timed yet are timed first, which may take
	 * some seconds.
	 *
	 * @param command menu leaf
	 * @param values text by key; may be incomplete
	 * @param context checked for a cancel at every step
	 * @return seconds; empty if the values are not valid
	 */
	public OptionalDouble of(final String command, final Map<String, String> values, final RunContext context) {
		try (StepTimes times = new StepTimes(preset, STEPS, BUDGET)) {
			return OptionalDouble.of(new Sum(values, times, context.quietly()).of(command));
		} catch (final UserError e) {
			return OptionalDouble.empty();
		}
	}

	private double timed(final String what, final java.util.function.DoubleSupplier timing) {
		synchronized (seconds) {
			final Double known = seconds.get(what);
			if (known != null) return known;
			final double now = timing.getAsDouble();
			seconds.put(what, now);
			return now;
		}
	}

	/** The study in which a command will work; empty if it does not exist yet. */
	private static Optional<Study> study(final Map<String, String> values) {
		final String folder = values.getOrDefault(JobKeys.STUDY.name(), "");
		return folder.isBlank() || !Study.exists(Path.of(JobKeys.STUDY.parse(folder)))
				? Optional.empty()
				: Optional.of(Study.open(Path.of(folder)));
	}

	/** The parts of one estimate. */
	private final class Sum {
		private final Map<String, String> values;
		private final StepTimes times;
		private final RunContext context;
		private final double area;
		private final int folds;
		private final int images;
		private final List<String> labels;

		private Sum(final Map<String, String> values, final StepTimes times, final RunContext context) {
			this(values, study(values), times, context);
		}

		private Sum(final Map<String, String> values, final Optional<Study> study, final StepTimes times,
				final RunContext context) {
			this.values = values;
			this.times = times;
			this.context = context;
			if (study.isPresent()) {
				area = square(study.get().info().size());
				folds = study.get().info().folds();
				images = study.get().real().trainingOf(1).size();
				labels = study.get().info().classes();
			} else {
				area = square(Settings.of(PreprocessConfig.SIZE, values));
				folds = FOLDS;
				images = IMAGES;
				labels = List.of("positive", "negative");
			}
		}

		private double square(final int size) {
			return size * (double) size / (StepTimes.SIZE * (double) StepTimes.SIZE);
		}

		private double of(final String command) {
			return parts(command).values().stream().mapToDouble(Double::doubleValue).sum();
		}

		private Map<String, Double> parts(final String command) {
			final Map<String, Double> out = new LinkedHashMap<>();
			final int fold = Settings.of(JobKeys.FOLD, values);
			final boolean whole = command.equals(Menu.PIPELINE);
			if (whole || command.equals(Menu.TRAIN_EGAN)) {
				final String label = values.getOrDefault(JobKeys.LABEL.name(), "all");
				final double egan = egan(EGanConfig.of(values));
				for (final String one : whole || label.equals("all") ? labels : List.of(label))
					out.put(place(fold) + "E-GAN " + one, egan);
			}
			if (whole || command.equals(Menu.TRAIN_SIMGAN)) addSimGan(out, fold, SimGanConfig.of(values));
			// The networks of each fold have the preset's values, whatever those of the evaluation are.
			if (whole || command.equals(Menu.EVALUATE))
				addEvaluation(out, EvaluateConfig.of(values), EGanConfig.of(ofPreset()), SimGanConfig.of(ofPreset()));
			return out;
		}

		private String place(final int fold) {
			return TimeEstimate.place(fold, folds);
		}

		private void addSimGan(final Map<String, Double> out, final int fold, final SimGanConfig config) {
			if (config.perLabel())
				for (final String label : labels) out.put(place(fold) + "SimGAN " + label, simgan(config));
			else
				out.put(place(fold) + "SimGAN", simgan(config));
		}

		/** Estimates a generator. */
		private double egan(final EGanConfig config) {
			final double regression = config.regression() == 0
					? 0
					: config.regression() * timed("regression", () -> times.regression(context));
			return area * batch(config.settings().asText(), EGanConfig.of(Map.of("preset", preset)).settings())
					* (regression + config.generations() * timed("generation", () -> times.generation(context)));
		}

		private double batch(final Map<String, String> now, final Settings usual) {
			return Double.parseDouble(now.get("batch")) / Double.parseDouble(usual.asText().get("batch"));
		}

		/** Estimates a refiner. */
		private double simgan(final SimGanConfig config) {
			return config.rounds()
					* batch(config.settings().asText(), SimGanConfig.of(Map.of("preset", preset)).settings())
					* (config.crop() > 0 ? 1 : area) * timed("round", () -> times.round(context));
		}

		private void addEvaluation(final Map<String, Double> out, final EvaluateConfig config, final EGanConfig egan,
				final SimGanConfig simgan) {
			double cells = 0;
			for (final Arm arm : config.arms()) cells += arm.hasMultiple() ? config.multiples().size() : 1;
			double sum = 0;
			for (final Classifier classifier : config.classifiers())
				if (classifier.isNetwork())
					sum += folds * cells * config.repeats() * new Recipe(config, classifier).steps(images) * area
							* timed(classifier.key(), () -> times.step(classifier, context));
			out.put("Evaluation", sum);
			final boolean refines = config.arms().stream().anyMatch(a -> a.key().startsWith("simgan"));
			for (int fold = 1; fold <= folds; fold++) {
				if (config.highestGanMultiple() > 0)
					for (final String label : labels) out.put(place(fold) + "E-GAN " + label, egan(egan));
				if (refines) addSimGan(out, fold, simgan);
			}
		}

		private Map<String, String> ofPreset() {
			return Map.of(Settings.PRESET.name(), preset);
		}
	}
}
