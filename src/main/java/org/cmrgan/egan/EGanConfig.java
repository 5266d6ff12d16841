/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.nn.Precision;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.Key;
import org.cmrgan.run.Settings;

/** All settings of an E-GAN training. Immutable. */
public final class EGanConfig {
	/** Number of generations. */
	public static final Key<Integer> GENERATIONS = Key.integer("generations", "number of generations", 1, 1_000_000)
			.or(20, 300, 6000);
	static final Key<Integer> BATCH = Key.integer("batch", "batch size", 2, 256).or(8, 16, 32);
	/** Width of the networks: channels of the discriminator's first convolution. */
	public static final Key<Integer> WIDTH = Key.integer("width",
			"width of the networks: channels of the discriminator's first convolution; the other layers have multiples of it",
			2, 256).checked("even", n -> n % 2 == 0 ? "" : "is odd").or(4, 8, 64);
	static final Key<Integer> LATENT = Key
			.integer("latent", "length of the latent vector; start=learned uses components instead", 1, 1024)
			.or(32, 100, 100);
	static final Key<List<String>> MUTATIONS = Key
			.words("mutations", "mutations that produce the offspring", "minimax", "heuristic", "least_squares")
			.formerly("leastsquares", "least_squares").or(List.of("minimax", "heuristic", "least_squares"));
	static final Key<String> FITNESS = Key.choice("fitness",
			"diversity term of the fitness: gradient norm (as published) or pairwise distance (as in IE-GAN)",
			"gradient", "pairwise").or("gradient");
	static final Key<Double> GAMMA = Key.number("gamma", "weight of the diversity term in the fitness", 0, 100)
			.or(0.01);
	static final Key<Integer> SURVIVORS = Key
			.integer("survivors", "number of generators that survive each generation", 1, 16).or(1);
	static final Key<Integer> DISCRIMINATOR_STEPS = Key
			.integer("discriminator_steps", "discriminator steps per generation", 1, 20).formerly("criticsteps")
			.or(1, 1, 3);
	static final Key<Integer> EVALUATIONS = Key
			.integer("evaluations", "number of synthetic images, and of real images, used to score each child", 2, 1024)
			.or(8, 16, 256);
	static final Key<Double> LEARNING_RATE = Key.numberOrAuto("learning_rate",
			"learning rate of Adam; auto: 1e-3, 5e-4 or 5e-4 for quick, standard or paper with start=learned, else 1e-3, 5e-4 or 2e-4",
			1e-7, 1).formerly("learningrate").or(Double.NaN);
	static final Key<Double> LEARNING_RATE_RATIO = Key.number("learning_rate_ratio",
			"with start=learned: learning rate of the discriminator, as a multiple of the generator's", 0.01, 100)
			.formerly("criticrate").or(6.0);
	static final Key<Double> MIXUP = Key.number("mixup", "alpha of the discriminator's mixup; 0 switches it off", 0, 10)
			.or(0.2);
	static final Key<List<String>> AUGMENT = Key.words("augment",
			"augmentation of the real images that the discriminator sees", "none", "hflip", "vflip", "shift", "zoom")
			.or(List.of("none"), List.of("none"), List.of("hflip", "vflip", "shift", "zoom"));
	static final Key<List<String>> DIFFERENTIABLE = Key.words("differentiable",
			"differentiable augmentation of real and synthetic images before the discriminator", "none", "translation",
			"cutout").or(List.of("none"));
	static final Key<Double> EMA = Key
			.number("ema", "decay per generation of the generator's moving average; 0 switches it off", 0, 0.99999)
			.or(0.9, 0.99, 0.0);
	static final Key<Boolean> SPECTRAL_NORM = Key
			.flag("spectral_norm", "spectral normalisation in the discriminator; has no effect with start=learned")
			.formerly("spectral").or(false, false, false);
	static final Key<Boolean> BATCH_NORM = Key
			.flag("batch_norm", "batch normalisation in the discriminator; has no effect with start=learned")
			.formerly("batchnorm").or(false, false, true);
	/** Initial generator: learned, random or mosaic. */
	public static final Key<String> START = Key.choice("start",
			"initial generator: learned by regression (stores no image), random (as published), or a mosaic of real images, stored in model.zip",
			"learned", "random", "mosaic").or("learned", "learned", "random");
	static final Key<Integer> COMPONENTS = Key
			.integer("components", "with start=learned: principal components in a code; small sets use fewer", 1, 1024)
			.or(32, 64, 64);
	static final Key<Boolean> GRAIN = Key
			.flag("grain", "with start=learned: also give the generator noise maps, from which it can make grain")
			.or(true);
	/** With {@code start=learned}: regression steps before the first generation. */
	public static final Key<Integer> REGRESSION_STEPS = Key.integer("regression_steps",
			"with start=learned: regression steps before the first generation", 0, 1_000_000).formerly("regression")
			.or(40, 100, 1000);
	static final Key<Double> ANCHOR = Key
			.number("anchor", "with start=learned: weight of the regression loss during evolution", 0, 1000).or(1.0);
	static final Key<Integer> DETAIL_EVERY = Key
			.integer("detail_every",
					"with start=learned: the part that adds detail is trained once in this many generations", 1, 1000)
			.or(4, 1, 1);
	static final Key<Integer> DETAIL_STEPS = Key
			.integer("detail_steps", "with start=learned: steps of each training of the part that adds detail", 1, 100)
			.or(1, 2, 2);
	static final Key<Double> PENALTY = Key.number("r1",
			"with start=learned: weight of R1, the penalty on the discriminator's gradient at real images; 0 switches it off",
			0, 10_000).or(0.1);
	static final Key<Integer> SNAPSHOTS = Key.integer("snapshots", "number of snapshots taken during training", 1, 1000)
			.or(4, 10, 24);

	/** All keys of an E-GAN training, in the order of the documentation. */
	public static final List<Key<?>> KEYS = List.of(Settings.PRESET, GENERATIONS, BATCH, WIDTH, LATENT, MUTATIONS,
			FITNESS, GAMMA, SURVIVORS, DISCRIMINATOR_STEPS, EVALUATIONS, LEARNING_RATE, LEARNING_RATE_RATIO, MIXUP,
			AUGMENT, DIFFERENTIABLE, EMA, SPECTRAL_NORM, BATCH_NORM, START, COMPONENTS, GRAIN, REGRESSION_STEPS, ANCHOR,
			DETAIL_EVERY, DETAIL_STEPS, PENALTY, SNAPSHOTS, Precision.KEY);

	/** The keys that control the size of the networks or the length of the training. Lower values make them smaller. */
	public static final List<Key<? extends Number>> SIZES = List.of(GENERATIONS, BATCH, WIDTH, LATENT, SURVIVORS,
			DISCRIMINATOR_STEPS, EVALUATIONS, COMPONENTS, REGRESSION_STEPS);

	/**
	 * Learning rates by preset with start=learned. They are low, because large steps only degrade the good initial
	 * generator.
	 */
	private static final List<Double> LEARNED_RATES = List.of(1e-3, 5e-4, 5e-4);
	/** Learning rates by preset with the other initial generators. */
	private static final List<Double> OTHER_RATES = List.of(1e-3, 5e-4, 2e-4);

	private final Settings settings;

	private EGanConfig(final Settings settings) {
		this.settings = settings;
	}

	/**
	 * {@return the configuration of the given values, with defaults for the others}
	 *
	 * @param given values by the name of their key
	 * @throws org.cmrgan.run.UserError naming every value that is not valid
	 */
	public static EGanConfig of(final Map<String, String> given) {
		return of(Settings.parse(KEYS, given));
	}

	/**
	 * {@return the configuration of parsed settings}
	 *
	 * @param settings with all of {@link #KEYS}; other keys are ignored
	 */
	public static EGanConfig of(final Settings settings) {
		return new EGanConfig(settings.part(KEYS));
	}

	/**
	 * {@return the values of all {@link #KEYS}}
	 */
	public Settings settings() {
		return settings;
	}

	/**
	 * {@return the number of generations}
	 */
	public int generations() {
		return settings.get(GENERATIONS);
	}

	int batch() {
		return settings.get(BATCH);
	}

	int width() {
		return settings.get(WIDTH);
	}

	int latent() {
		return settings.get(LATENT);
	}

	/**
	 * {@return the mutations that produce the offspring}
	 */
	public List<Mutation> mutations() {
		return settings.get(MUTATIONS).stream().map(Mutation::of).collect(Collectors.toList());
	}

	/**
	 * {@return true for the pairwise diversity of IE-GAN, false for the published gradient norm}
	 */
	public boolean pairwiseDiversity() {
		return settings.get(FITNESS).equals("pairwise");
	}

	/**
	 * {@return the weight of the diversity term in the fitness}
	 */
	public double gamma() {
		return settings.get(GAMMA);
	}

	/**
	 * {@return the number of generators that survive each generation}
	 */
	public int survivors() {
		return settings.get(SURVIVORS);
	}

	/** True if a learned generator takes noise maps beside its code. */
	boolean grain() {
		return settings.get(GRAIN);
	}

	/** Learning rate of the discriminator as a multiple of the generator's. */
	double criticRate() {
		return settings.get(LEARNING_RATE_RATIO);
	}

	int criticSteps() {
		return settings.get(DISCRIMINATOR_STEPS);
	}

	int evaluations() {
		return settings.get(EVALUATIONS);
	}

	double learningRate() {
		final double given = settings.get(LEARNING_RATE);
		return !Double.isNaN(given) ? given : (learns() ? LEARNED_RATES : OTHER_RATES).get(settings.preset().ordinal());
	}

	/**
	 * {@return alpha of the discriminator's mixup; 0 trains the discriminator on unmixed images}
	 */
	public double mixup() {
		return settings.get(MIXUP);
	}

	/**
	 * {@return the augmentations of the real images that the discriminator sees}
	 */
	public List<String> augment() {
		return settings.get(AUGMENT);
	}

	/**
	 * {@return the differentiable augmentations of real and synthetic images before the discriminator}
	 */
	public List<String> differentiable() {
		return settings.get(DIFFERENTIABLE);
	}

	/** Regression steps plus generations. */
	long steps() {
		return (long) regression() + generations();
	}

	/**
	 * {@return the decay per generation of the generator's moving average; 0 switches it off}
	 */
	public double ema() {
		return settings.get(EMA);
	}

	/**
	 * {@return the number format inside networks}
	 *
	 * @throws org.cmrgan.run.UserError if this processor does not support it
	 */
	public Precision precision() {
		return Precision.of(settings.get(Precision.KEY));
	}

	/**
	 * {@return true if the discriminator has spectral normalisation}
	 */
	public boolean spectralNorm() {
		return settings.get(SPECTRAL_NORM);
	}

	/**
	 * {@return true if the discriminator has batch normalisation}
	 */
	public boolean batchNorm() {
		return settings.get(BATCH_NORM);
	}

	/**
	 * {@return true if the initial generator is learned from codes}
	 */
	public boolean learns() {
		return settings.get(START).equals("learned");
	}

	/** Largest number of components in a code. */
	int components() {
		return settings.get(COMPONENTS);
	}

	/**
	 * {@return the regression steps before the first generation; 0 unless the initial generator is learned}
	 */
	public int regression() {
		return learns() ? settings.get(REGRESSION_STEPS) : 0;
	}

	/** Weight of the regression loss during evolution. */
	double anchor() {
		return settings.get(ANCHOR);
	}

	/** The detail part is trained once in this many generations. */
	int detailEvery() {
		return settings.get(DETAIL_EVERY);
	}

	/** Steps of each training of the detail part. */
	int detailSteps() {
		return settings.get(DETAIL_STEPS);
	}

	/** Weight of R1; 0 with the published discriminator. */
	double penalty() {
		return learns() ? settings.get(PENALTY) : 0;
	}

	/**
	 * {@return true if the initial generator is a mosaic of real images}
	 */
	public boolean startsAsMosaic() {
		return settings.get(START).equals("mosaic");
	}

	/** Steps between two snapshots, at least 1. */
	int snapshotEvery() {
		return (int) Math.max(1, steps() / settings.get(SNAPSHOTS));
	}

	/**
	 * {@return the approximate memory of a training in bytes: the discriminator, the generator and its offspring}
	 *
	 * @param size side length of the images in pixels
	 */
	public long trainingBytes(final int size) {
		return Networks.discriminator(width(), size, spectralNorm(), batchNorm()).trainingBytes(batch())
				+ (1 + mutations().size()) * Networks.generator(latent(), width(), size).trainingBytes(batch());
	}
}
