/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

import org.cmrgan.data.Amount;
import org.cmrgan.nn.Precision;
import org.cmrgan.run.Key;
import org.cmrgan.run.Settings;

/** The settings of the experiment and of the training of its classifiers. Immutable. */
public final class EvaluateConfig {
	static final Key<List<String>> CLASSIFIERS = Key
			.words("classifiers", "networks to train; the yardstick, which is not a network, always runs too",
					Classifier.networkKeys())
			.or(List.of("small"), List.of("small", "resnet50", "xception"), List.of("small", "resnet50", "xception"));
	static final Key<List<String>> ARMS = Key.words("arms", "training sets to compare", Arm.keys())
			.or(List.of("none", "classic", "egan", "simgan"));
	static final Key<List<Integer>> MULTIPLES = Key
			.integers("multiples", "number of added images, as multiples of the real ones", 0, 5)
			.or(List.of(3), List.of(3), List.of(0, 1, 2, 3, 4, 5));
	static final Key<Integer> REPEATS = Key
			.integer("repeats", "number of trainings of each network, each with its own seed", 1, 100).or(1, 3, 1);
	static final Key<Double> STEPS = Key.integerOrAuto("steps",
			"optimiser steps, the same in every arm; auto: the classifier's default", 1, 1_000_000).or(Double.NaN);
	static final Key<Double> EPOCHS = Key.integerOrAuto("epochs",
			"length of training in passes over the real images, the same in every arm; auto: set by steps", 1, 10_000)
			.or(Double.NaN);
	static final Key<Integer> BATCH = Key.integer("batch", "batch size", 2, 512).or(16, 32, 32);
	/** Width of ResNet-50 and Xception, as a fraction of the published channels. */
	public static final Key<Double> CAPACITY = Key
			.number("capacity", "width of ResNet-50 and Xception, as a fraction of the published channels", 0.05, 1)
			.or(0.125, 0.25, 1.0);
	static final Key<Integer> SMALL_WIDTH = Key
			.integer("small_width", "channels of the first convolution of the small network", 2, 256)
			.formerly("channels").or(8, 16, 16);
	static final Key<Boolean> EARLY_POOLING = Key
			.flag("early_pooling", "downsample early in ResNet-50 and Xception, as published").or(true);
	static final Key<String> LAST_MAP = Key.choice("last_map",
			"input of the last layer of ResNet-50 and Xception: the average of the last maps (as published), or all their pixels (flat)",
			"average", "flat").or("flat", "flat", "average");
	static final Key<Boolean> ZERO_START = Key
			.flag("zero_start", "initialise the residual branches of ResNet-50 and Xception to zero")
			.or(true, true, false);
	static final Key<Double> DROPOUT = Key.numberOrAuto("dropout",
			"dropout rate before the last layer; auto: 0.5 if that layer sees all pixels, 0 if it sees averages", 0,
			0.9).or(Double.NaN);
	static final Key<String> OPTIMISER = Key
			.choice("optimiser", "AdamW, or SGD with Nesterov momentum 0.9", "adamw", "sgd").or("adamw");
	static final Key<Double> LEARNING_RATE = Key
			.numberOrAuto("learning_rate", "peak learning rate; auto: the classifier's default", 1e-7, 1)
			.formerly("rate").or(Double.NaN);
	static final Key<String> SCHEDULE = Key
			.choice("schedule", "learning-rate schedule: one cycle, cosine decay after a warm-up, or constant",
					"onecycle", "cosine", "constant")
			.or("onecycle");
	static final Key<Double> WARMUP = Key
			.numberOrAuto("warmup",
					"fraction of the steps in which the learning rate rises; auto: 0.3 for onecycle, else 0.05", 0, 0.9)
			.or(Double.NaN);
	static final Key<Double> WEIGHT_DECAY = Key
			.numberOrAuto("weight_decay", "weight decay; auto: the classifier's default", 0, 1).formerly("decay")
			.or(Double.NaN);
	static final Key<Double> LABEL_SMOOTHING = Key.number("label_smoothing", "label smoothing", 0, 0.9)
			.formerly("smoothing").or(0.1);
	static final Key<Double> WEIGHT_AVERAGE = Key
			.number("weight_average", "final fraction of the steps over which weights are averaged", 0, 0.9)
			.formerly("average").or(0.0);
	static final Key<String> SELECT = Key.choice("select",
			"which network to test: the last (trained on all training subjects), or the best on held-out training subjects",
			"last", "best").or("last");
	static final Key<Integer> PATIENCE = Key.integer("patience",
			"with select=best: passes over the real images without improvement before training stops", 1, 10_000)
			.or(6, 12, 25);
	static final Key<Double> HOLDOUT = Key
			.number("holdout", "with select=best: fraction of a fold's training subjects that are held out", 0.05, 0.5)
			.or(0.2);
	static final Key<String> STANDARDISE = Key.choice("standardise",
			"mean and standard deviation used to standardise pixels: each patch's, the fold's or none; auto: fold for T1 maps, else patch",
			"auto", "patch", "fold", "none").or("auto");
	static final Key<List<String>> AUGMENT = Key
			.words("augment", "augmentation in the classic arms: flips, rotation, and zoom and shift of up to 2 %",
					ClassicAugmentation.Piece.keys())
			.or(List.of("hflip", "vflip", "rotation", "zoom", "shift"),
					List.of("hflip", "vflip", "rotation", "zoom", "shift"), List.of("hflip", "vflip", "zoom", "shift"));
	static final Key<Double> ROTATION = Key
			.number("rotation", "largest rotation in the classic arms, in degrees, in either direction", 0, 180)
			.or(180.0);
	static final Key<Double> SHARE = Key.numberOrAuto("share",
			"fraction of added images in a batch; auto: their fraction of all training images", 0, 1).or(Double.NaN);
	static final Key<String> USE = Key.choice("use",
			"how added images are used: mixed with real ones, or alone in the first half of the steps (pretrain)",
			"mixed", "pretrain").or("mixed");
	static final Key<String> FILTER = Key.choice("filter",
			"which added images to drop: none, or those that the yardstick assigns to the other class", "none",
			"yardstick").or("none");
	static final Key<Double> NOISE = Key
			.number("noise", "standard deviation of the noise in the noise arm; images range from -1 to 1", 0, 1)
			.or(0.05);
	/**
	 * These change every cell, too, but are left out of its hash where they have their defaults, so that cells of
	 * earlier versions are kept.
	 */
	private static final List<Key<?>> AMOUNT = List.of(Amount.BALANCE, Amount.LABEL);
	private static final List<String> NO_WEIGHTS = List.of("none");
	/** Local files with initial weights. */
	public static final Key<List<String>> WEIGHTS = Key
			.paths("weights", "local safetensors or ONNX files with initial weights; none: random initialisation")
			.or(NO_WEIGHTS);
	/** Every key, in the order of dialogs and run.json. */
	public static final List<Key<?>> KEYS = List.of(Settings.PRESET, CLASSIFIERS, ARMS, MULTIPLES, Amount.BALANCE,
			Amount.LABEL, REPEATS, EPOCHS, STEPS, BATCH, CAPACITY, SMALL_WIDTH, EARLY_POOLING, LAST_MAP, ZERO_START,
			DROPOUT, OPTIMISER, LEARNING_RATE, SCHEDULE, WARMUP, WEIGHT_DECAY, LABEL_SMOOTHING, WEIGHT_AVERAGE, SELECT,
			PATIENCE, HOLDOUT, STANDARDISE, AUGMENT, ROTATION, SHARE, USE, FILTER, NOISE, WEIGHTS, Precision.KEY);
	/** The keys that control the size of the networks or the length of the training. Lower values make them smaller. */
	public static final List<Key<? extends Number>> SIZES = List.of(EPOCHS, STEPS, BATCH, CAPACITY, SMALL_WIDTH,
			REPEATS);
	/**
	 * The keys that change the result of any cell, besides the recipe of its network. The other keys only select cells.
	 */
	private static final List<Key<?>> OF_EVERY_CELL = List.of(AUGMENT, ROTATION, FILTER, NOISE);
	private static final List<Key<?>> OF_A_NETWORK = List.of(SELECT, PATIENCE, HOLDOUT, SHARE, USE, Precision.KEY);

	private final Settings settings;

	private EvaluateConfig(final Settings settings) {
		this.settings = settings;
	}

	/**
	 * {@return the checked settings}
	 *
	 * @param given text by key name; absent or blank ones take the preset's defaults
	 * @throws org.cmrgan.run.UserError one sentence for every value that is not valid
	 */
	public static EvaluateConfig of(final Map<String, String> given) {
		return of(Settings.parse(KEYS, given));
	}

	/**
	 * {@return the settings of the experiment among those of a command}
	 *
	 * @param settings contain all of {@link #KEYS}; others are ignored
	 */
	public static EvaluateConfig of(final Settings settings) {
		return new EvaluateConfig(settings.part(KEYS));
	}

	/** {@return the classifiers to train, in the order of {@link Classifier}} */
	public List<Classifier> classifiers() {
		return settings.get(CLASSIFIERS).stream().map(Classifier::of).sorted().collect(Collectors.toList());
	}

	/** {@return the arms to compare, in the order of {@link Arm}} */
	public List<Arm> arms() {
		return settings.get(ARMS).stream().map(Arm::of).sorted().collect(Collectors.toList());
	}

	/**
	 * {@return the number of images of each class that a multiple stands for}
	 */
	public Amount amount() {
		return Amount.of(settings);
	}

	/**
	 * {@return the multiples in ascending order; only 1 if the classes are balanced}
	 */
	public List<Integer> multiples() {
		// The number of missing images of the rarer class is fixed, so there is only one multiple.
		if (amount().isBalance()) return List.of(1);
		return settings.get(MULTIPLES).stream().sorted().collect(Collectors.toList());
	}

	/**
	 * {@return the highest multiple for which synthetic or refined images are needed; 0 if no arm needs any}
	 */
	public int highestGanMultiple() {
		return arms().stream().anyMatch(Arm::isGan) ? multiples().get(multiples().size() - 1) : 0;
	}

	/** {@return the number of repeats} */
	public int repeats() {
		return settings.get(REPEATS);
	}

	/** {@return the batch size} */
	public int batch() {
		return settings.get(BATCH);
	}

	/** {@return the width of ResNet-50 and Xception, as a fraction of the published channels} */
	public double capacity() {
		return settings.get(CAPACITY);
	}

	/**
	 * {@return true if the network is tested that performs best on subjects held out of training; otherwise the last
	 * one is}
	 */
	public boolean selectsBest() {
		return settings.get(SELECT).equals("best");
	}

	/**
	 * The kind of {@link Standardisation}.
	 *
	 * @param measured true if intensities are a measurement, such as T1
	 */
	String standardise(final boolean measured) {
		final String given = settings.get(STANDARDISE);
		return given.equals("auto") ? measured ? "fold" : "patch" : given;
	}

	/**
	 * The augmentation of the classic arms.
	 *
	 * @param width width of the images in pixels
	 */
	ClassicAugmentation augmentation(final int width, final int height) {
		return new ClassicAugmentation(width, height,
				settings.get(AUGMENT).stream().map(ClassicAugmentation.Piece::of)
						.collect(Collectors.toCollection(() -> EnumSet.noneOf(ClassicAugmentation.Piece.class))),
				settings.get(ROTATION));
	}

	/** Fraction of added images in a batch; empty for their fraction among all training images. */
	OptionalDouble share() {
		final double share = settings.get(SHARE);
		return Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share);
	}

	/**
	 * {@return true if training uses the added images before the real ones instead of mixing them}
	 */
	public boolean pretrains() {
		return settings.get(USE).equals("pretrain");
	}

	/** {@return true if generated images are dropped when the yardstick assigns them the other label} */
	public boolean filters() {
		return settings.get(FILTER).equals("yardstick");
	}

	int patience() {
		return settings.get(PATIENCE);
	}

	/**
	 * {@return the fraction of training subjects that are held out for inner validation}
	 */
	public double holdout() {
		return settings.get(HOLDOUT);
	}

	double noise() {
		return settings.get(NOISE);
	}

	/** {@return the files with initial weights; empty if all classifiers are initialised at random} */
	public List<Path> weights() {
		final List<String> files = settings.get(WEIGHTS);
		return files.equals(NO_WEIGHTS) ? List.of() : files.stream().map(Path::of).collect(Collectors.toList());
	}

	/**
	 * {@return the number format inside the networks}
	 *
	 * @throws org.cmrgan.run.UserError if this processor does not support it
	 */
	public Precision precision() {
		return Precision.of(settings.get(Precision.KEY));
	}

	/** {@return all values, for run.json} */
	public Settings settings() {
		return settings;
	}

	/** The values that change the result of every cell, as text; files of weights are represented by their hash. */
	String ofEveryCell() {
		final String amount = amount().isBalance() || !settings.get(Amount.LABEL).equals("all")
				? text(AMOUNT) + " "
				: "";
		return amount + text(OF_EVERY_CELL);
	}

	/**
	 * The further values that change the results of a network's cells.
	 *
	 * @param measured see {@link #standardise}
	 */
	String ofEveryNetwork(final boolean measured) {
		return text(OF_A_NETWORK) + " standardise=" + standardise(measured);
	}

	private String text(final List<Key<?>> keys) {
		final Map<String, String> all = settings.asText();
		return keys.stream().map(key -> key.name() + "=" + all.get(key.name())).collect(Collectors.joining(" "));
	}
}
