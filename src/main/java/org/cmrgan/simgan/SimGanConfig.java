/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.Precision;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;
import org.cmrgan.run.Settings;

/**
 * All settings of SimGAN training, with their defaults in each preset. Immutable. Preset {@code paper} is Fu et al.
 * 2021, section 2.1 and Table 1, with the widths of Shrivastava et al. 2017 where the paper does not state them.
 */
public final class SimGanConfig {
	/** Training rounds after pre-training. */
	public static final Key<Integer> ROUNDS = Key.integer("rounds", "training rounds after pre-training", 1, 1_000_000)
			.or(160, 300, 6000);
	static final Key<Double> LAMBDA = Key.numberOrAuto("lambda",
			"weight of self-regularisation (mean absolute change) relative to the adversarial loss; auto tries several values",
			0, 1000).or(0.2, 0.3, 1.5);
	static final Key<Double> MEANS = Key.number("means",
			"weight of the change in local means relative to the adversarial loss; 0 is as published", 0, 1000)
			.or(10.0, 5.0, 0.0);
	static final Key<Integer> BATCH = Key.integer("batch", "batch size", 2, 512)
			.checked("even", n -> n % 2 == 0 ? "" : "is odd, but half of each batch comes from the history buffer")
			.or(8, 16, 32);
	static final Key<Boolean> PER_LABEL = Key.flag("per_label", "train one refiner per label instead of a shared one")
			.or(false, true, true);
	static final Key<String> PRETRAIN = Key.choice("pretrain",
			"pre-training of the refiner: identity, or pairs of training images and their reconstructions by a generator trained with start=learned",
			"pairs", "identity").or("pairs", "pairs", "identity");
	/** Weight of the pairs during the rounds, relative to the adversarial loss. */
	public static final Key<Double> PAIRS = Key.number("pairs",
			"weight of the pairs during the rounds, relative to the adversarial loss; 0 leaves them out", 0, 1000)
			.or(1.0, 1.0, 0.0);
	/** Pre-training steps of the refiner alone. */
	public static final Key<Integer> REFINER_PRETRAINING = Key
			.integer("pretrain_refiner", "pre-training steps of the refiner alone", 0, 100_000).or(0, 100, 500);
	/** Pre-training steps of the discriminator alone. */
	public static final Key<Integer> DISCRIMINATOR_PRETRAINING = Key.integer("pretrain_discriminator",
			"pre-training steps of the discriminator against the fixed refiner", 0, 100_000).or(40, 100, 100);
	static final Key<Integer> REFINER_STEPS = Key.integer("refiner_steps", "refiner steps per round", 1, 100).or(2);
	static final Key<Integer> DISCRIMINATOR_STEPS = Key
			.integer("discriminator_steps", "discriminator steps per round", 1, 100).or(1);
	static final Key<Integer> BUFFER = Key
			.integer("buffer", "size of the history buffer, in refined images; 0 switches it off", 0, 1_000_000)
			.or(80, 800, 1600);
	/** Side length of random training crops, pixels. */
	public static final Key<Integer> CROP = Key
			.integer("crop", "side length of random training crops; 0 trains on whole images", 0, 1024)
			.checked("a multiple of 4 from 12 up, or 0",
					n -> n % 4 == 0 && n != 4 && n != 8 ? "" : "does not fit the patches of the discriminator")
			.in("pixels").or(40, 40, 0);
	static final Key<Boolean> FLIPS = Key.flag("flips", "flip real and synthetic training images at random").or(true,
			true, false);
	/** Channels of the refiner. */
	public static final Key<Integer> REFINER_WIDTH = Key.integer("refiner_width", "channels of the refiner", 1, 512)
			.or(16, 32, 64);
	/** Residual blocks of the refiner. */
	public static final Key<Integer> BLOCKS = Key.integer("blocks", "residual blocks of the refiner", 1, 50).or(3, 5,
			5);
	/** Channels of the discriminator's first layer. */
	public static final Key<Integer> DISCRIMINATOR_WIDTH = Key.integer("discriminator_width",
			"channels of the discriminator's first layer; the others scale with it", 3, 768).or(24, 48, 96);
	static final Key<Double> LEAK = Key
			.number("leak", "negative slope of the discriminator's leaky ReLU; 0 is plain ReLU", 0, 1)
			.or(0.2, 0.0, 0.0);
	/** Initial filters of the discriminator's first layer. */
	public static final Key<String> FILTERS = Key.choice("filters",
			"initial first-layer filters of the discriminator: second differences scaled to the images' texture, or random",
			"texture", "random").or("texture", "random", "random");
	static final Key<String> HEAD = Key.choice("head",
			"output of the refiner's last layer: skip (the change to the image), image (as in Table 1) or tanh (tanh of the image)",
			"skip", "image", "tanh").or("skip", "skip", "image");
	/** The optimiser. */
	public static final Key<String> OPTIMISER = Key.choice("optimiser", "optimiser", "adam", "sgd").or("adam", "adam",
			"sgd");
	/** Learning rate of the refiner. */
	public static final Key<Double> REFINER_LEARNING_RATE = Key
			.number("refiner_learning_rate", "learning rate of the refiner", 1e-9, 10).formerly("refiner_rate")
			.or(5e-4, 5e-4, 1e-3);
	static final Key<Double> DISCRIMINATOR_LEARNING_RATE = Key
			.number("discriminator_learning_rate", "learning rate of the discriminator", 1e-9, 10)
			.formerly("discriminator_rate").or(1e-3, 5e-4, 1e-3);
	static final Key<Double> EMA = Key.number("ema",
			"decay per step of the refiner's moving average, which is shown and saved; 0 switches it off", 0, 0.99999)
			.or(0.95, 0.99, 0.0);
	/** Number of snapshots. */
	public static final Key<Integer> SNAPSHOTS = Key
			.integer("snapshots", "number of snapshots, at which samples are shown and the refiner is scored", 2, 1000)
			.or(10, 20, 40);
	static final Key<String> SELECT = Key.choice("select",
			"which refiner to keep: the best snapshot (closest to the real training images), or the last", "best",
			"last").formerly("keep").or("best", "best", "last");

	static final Key<Integer> LABEL_STEPS = Key.integer("label_steps",
			"training steps of the classifier that checks whether refining preserves labels; 0 skips the check", 0,
			100_000).or(60, 300, 300);

	/** All keys. */
	public static final List<Key<?>> KEYS = List.of(Settings.PRESET, ROUNDS, LAMBDA, MEANS, BATCH, PER_LABEL, PRETRAIN,
			PAIRS, REFINER_PRETRAINING, DISCRIMINATOR_PRETRAINING, REFINER_STEPS, DISCRIMINATOR_STEPS, BUFFER, CROP,
			FLIPS, REFINER_WIDTH, BLOCKS, DISCRIMINATOR_WIDTH, LEAK, FILTERS, HEAD, OPTIMISER, REFINER_LEARNING_RATE,
			DISCRIMINATOR_LEARNING_RATE, EMA, SNAPSHOTS, SELECT, LABEL_STEPS, Precision.KEY);

	/**
	 * The keys that control the size of the networks or the length of the training. Lower values make them smaller; any
	 * {@link #CROP} but 0 makes the images smaller.
	 */
	public static final List<Key<? extends Number>> SIZES = List.of(ROUNDS, BATCH, REFINER_PRETRAINING,
			DISCRIMINATOR_PRETRAINING, REFINER_STEPS, DISCRIMINATOR_STEPS, BUFFER, REFINER_WIDTH, BLOCKS,
			DISCRIMINATOR_WIDTH, LABEL_STEPS);

	private final Settings settings;

	private SimGanConfig(final Settings settings) {
		this.settings = settings;
	}

	/**
	 * {@return the settings for images of a size, among those of a command. If the default crop is larger than the images, whole images are used}
	 *
	 * @param settings contain all of {@link #KEYS}; others are ignored
	 * @param side side length of the images in pixels
	 * @throws org.cmrgan.run.UserError if the user asked for larger crops
	 */
	public static SimGanConfig of(final Settings settings, final int side) {
		final SimGanConfig out = new SimGanConfig(settings.part(KEYS));
		if (out.crop() <= side) return out;
		if (settings.isGiven(CROP))
			throw org.cmrgan.run.UserError.of(
					"crop=%d is larger than the images of %d x %d pixels: give a smaller value, or 0 for whole images.",
					out.crop(), side, side);
		return new SimGanConfig(out.settings.with(CROP, side));
	}

	/**
	 * {@return the checked settings}
	 *
	 * @param given text by key name; an absent or blank one takes the preset's default
	 * @throws org.cmrgan.run.UserError naming every value that is not valid
	 */
	public static SimGanConfig of(final Map<String, String> given) {
		return new SimGanConfig(Settings.parse(KEYS, given));
	}

	/** {@return the training rounds after pre-training} */
	public int rounds() {
		return settings.get(ROUNDS);
	}

	/**
	 * {@return the number format inside networks}
	 *
	 * @throws org.cmrgan.run.UserError if this processor does not support it
	 */
	Precision precision() {
		return Precision.of(settings.get(Precision.KEY));
	}

	/**
	 * {@return the weight of mean |R(x)-x| relative to the mean cross-entropy of a patch; NaN to choose it by a sweep}
	 */
	public double lambda() {
		return settings.get(LAMBDA);
	}

	/** {@return true if lambda is chosen by a sweep} */
	public boolean sweepsLambda() {
		return Double.isNaN(lambda());
	}

	/** {@return the weight of the mean change of local means relative to the mean cross-entropy of a patch} */
	public double means() {
		return settings.get(MEANS);
	}

	/** {@return the batch size} */
	public int batch() {
		return settings.get(BATCH);
	}

	/** {@return true if there is one refiner per label} */
	public boolean perLabel() {
		return settings.get(PER_LABEL);
	}

	/** {@return true if the refiner is pre-trained on pairs, provided that there are some} */
	public boolean pretrainsByPairs() {
		return settings.get(PRETRAIN).equals("pairs");
	}

	/** {@return the weight of the pairs relative to the mean cross-entropy of a patch} */
	public double pairs() {
		return settings.get(PAIRS);
	}

	/** {@return the pre-training steps of the refiner} */
	public int refinerPretraining() {
		return settings.get(REFINER_PRETRAINING);
	}

	/** {@return the pre-training steps of the discriminator} */
	public int discriminatorPretraining() {
		return settings.get(DISCRIMINATOR_PRETRAINING);
	}

	/** {@return the refiner steps per round} */
	public int refinerSteps() {
		return settings.get(REFINER_STEPS);
	}

	/** {@return the discriminator steps per round} */
	public int discriminatorSteps() {
		return settings.get(DISCRIMINATOR_STEPS);
	}

	/** {@return the size of the history buffer, in refined images; 0 for none} */
	public int buffer() {
		return settings.get(BUFFER);
	}

	/** {@return the side of the training crops, pixels; 0 for whole images} */
	public int crop() {
		return settings.get(CROP);
	}

	/** {@return true if training images are flipped at random} */
	public boolean flips() {
		return settings.get(FLIPS);
	}

	/** {@return the learning rate of the refiner} */
	public double refinerRate() {
		return settings.get(REFINER_LEARNING_RATE);
	}

	/** {@return the learning rate of the discriminator} */
	public double discriminatorRate() {
		return settings.get(DISCRIMINATOR_LEARNING_RATE);
	}

	/** The optimiser with a learning rate. */
	Optimiser optimiser(final double rate) {
		return settings.get(OPTIMISER).equals("sgd") ? Optimiser.sgd(rate) : Optimiser.adam(rate, 0.5, 0.999);
	}

	/** The refiner of Table 1 (left column) for images of this size. */
	Architecture refiner(final int size) {
		return Networks.refiner(settings.get(REFINER_WIDTH), settings.get(BLOCKS), size,
				Networks.Head.valueOf(settings.get(HEAD).toUpperCase(Locale.ROOT)));
	}

	/**
	 * The discriminator of Table 1 (right column) for images of this size; the widths keep the proportions 96, 64, 32
	 * of Shrivastava et al. 2017.
	 */
	Architecture discriminator(final int size) {
		final int width = settings.get(DISCRIMINATOR_WIDTH);
		return Networks.patchDiscriminator(width, Math.max(1, Math.round(width * 2 / 3f)),
				Math.max(1, Math.round(width / 3f)), settings.get(LEAK), size);
	}

	/** True if the discriminator is initialised by {@link TextureStart}. */
	boolean startsByTexture() {
		return settings.get(FILTERS).equals("texture");
	}

	/** Steps of a whole training: both pre-trainings plus the rounds. */
	long steps() {
		return (long) refinerPretraining() + discriminatorPretraining() + rounds();
	}

	/**
	 * {@return a generous estimate of the bytes of memory for a training}
	 *
	 * @param size side length of the images in pixels
	 */
	public long trainingBytes(final int size) {
		final int side = crop() == 0 ? size : crop();
		return refiner(side).trainingBytes(batch()) + discriminator(side).trainingBytes(batch());
	}

	/** {@return the decay per refiner step of the averaged refiner; 0 for none} */
	public double ema() {
		return settings.get(EMA);
	}

	int snapshots() {
		return settings.get(SNAPSHOTS);
	}

	/** {@return true if the best snapshot is kept rather than the last one} */
	public boolean keepsBest() {
		return settings.get(SELECT).equals("best");
	}

	int labelSteps() {
		return settings.get(LABEL_STEPS);
	}

	/** A copy with a chosen lambda. */
	SimGanConfig withLambda(final double lambda) {
		return new SimGanConfig(settings.with(LAMBDA, lambda));
	}

	/** A copy for a short training with one lambda. */
	SimGanConfig forTrial(final int rounds, final double lambda) {
		return new SimGanConfig(
				settings.with(LAMBDA, lambda).with(ROUNDS, rounds).with(SNAPSHOTS, 2).with(SELECT, "last"));
	}

	/** {@return all values, for run.json} */
	public Settings settings() {
		return settings;
	}
}
