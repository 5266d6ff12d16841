/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.Locale;

import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Ends;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;

/**
 * How one classifier is built and trained: the user's settings, and the classifier's own values for keys left at auto.
 * It is the same in every arm. Immutable.
 */
public final class Recipe {
	private static final double BETA1 = 0.9;
	private static final double BETA2 = 0.999;
	private static final double MOMENTUM = 0.9;

	private final EvaluateConfig config;
	private final Classifier classifier;

	/**
	 * Creates the recipe of a classifier.
	 *
	 * @param config the user's settings
	 * @param classifier the classifier
	 */
	public Recipe(final EvaluateConfig config, final Classifier classifier) {
		this.config = config;
		this.classifier = classifier;
	}

	private boolean isSmall() {
		return classifier == Classifier.SMALL;
	}

	/**
	 * {@return the structure of the network}
	 *
	 * @param size side length of the images in pixels
	 * @throws IllegalStateException for the yardstick, which is not a network
	 */
	public Architecture network(final int size) {
		switch (classifier) {
			case SMALL :
				return Networks.small(channels(), 2, size, dropout());
			case RESNET50 :
				return Networks.resNet50(capacity(), 2, size, ends());
			case XCEPTION :
				return Networks.xception(capacity(), 2, size, ends());
			default :
				throw new IllegalStateException(classifier.title() + " is not a network");
		}
	}

	/**
	 * The values that change the result of the classifier's cells, as text.
	 *
	 * @param measured see {@link EvaluateConfig#standardise}
	 */
	String ofACell(final boolean measured) {
		if (!classifier.isNetwork()) return config.ofEveryCell();
		return config.ofEveryCell() + " " + config.ofEveryNetwork(measured) + " " + this;
	}

	/** Channels of the first convolution of {@link Classifier#SMALL}. */
	int channels() {
		return config.settings().get(EvaluateConfig.SMALL_WIDTH);
	}

	/** Fraction of the published channels of the other networks. */
	double capacity() {
		return config.capacity();
	}

	/** The layers before and after a published network's middle. */
	Ends ends() {
		Ends ends = Ends.PUBLISHED.dropout(dropout());
		if (!config.settings().get(EvaluateConfig.EARLY_POOLING)) ends = ends.withoutEarlyPooling();
		if (config.settings().get(EvaluateConfig.ZERO_START)) ends = ends.zeroStarted();
		return isFlat() ? ends.flattened() : ends;
	}

	private boolean isFlat() {
		return config.settings().get(EvaluateConfig.LAST_MAP).equals("flat");
	}

	double dropout() {
		return or(EvaluateConfig.DROPOUT, isSmall() || isFlat() ? 0.5 : 0);
	}

	private double rate() {
		return or(EvaluateConfig.LEARNING_RATE, 3e-3);
	}

	private double decay() {
		return or(EvaluateConfig.WEIGHT_DECAY, 1e-4);
	}

	/** {@return the optimiser of the training} */
	public Optimiser optimiser() {
		final Optimiser optimiser = config.settings().get(EvaluateConfig.OPTIMISER).equals("sgd")
				? Optimiser.nesterov(rate(), MOMENTUM)
				: Optimiser.adam(rate(), BETA1, BETA2);
		return optimiser.weightDecay(decay());
	}

	private RateSchedule schedule() {
		return RateSchedule.valueOf(config.settings().get(EvaluateConfig.SCHEDULE).toUpperCase(Locale.ROOT));
	}

	private double warmUp() {
		return or(EvaluateConfig.WARMUP, schedule().usualWarmUp());
	}

	/**
	 * The learning rate of a step.
	 *
	 * @param step steps taken before
	 */
	double rate(final int step, final int steps) {
		return rate() * schedule().factor(step, steps, warmUp());
	}

	/**
	 * {@return the number of optimiser steps, in every arm}
	 *
	 * @param realImages number of real training images; used to convert epochs to steps, if epochs are given
	 */
	public int steps(final int realImages) {
		final double epochs = config.settings().get(EvaluateConfig.EPOCHS);
		if (!Double.isNaN(epochs)) return (int) epochs * stepsOfAnEpoch(realImages);
		final Preset preset = config.settings().preset();
		return (int) or(EvaluateConfig.STEPS, preset == Preset.QUICK ? 100 : 400);
	}

	int stepsOfAnEpoch(final int realImages) {
		return Math.max(1, (int) Math.ceil((double) realImages / config.batch()));
	}

	double smoothing() {
		return config.settings().get(EvaluateConfig.LABEL_SMOOTHING);
	}

	/** Fraction of the steps, at the end, over which weights are averaged; 0 for no averaging. */
	double average() {
		return config.settings().get(EvaluateConfig.WEIGHT_AVERAGE);
	}

	private double or(final Key<Double> key, final double own) {
		final double given = config.settings().get(key);
		return Double.isNaN(given) ? own : given;
	}

	/** Every value, for the hash of a cell and for run.json. */
	@Override
	public String toString() {
		final StringBuilder out = new StringBuilder();
		if (isSmall()) out.append("channels=").append(channels());
		else
			out.append(String.format(Locale.ROOT, "capacity=%s early_pooling=%s last_map=%s zero_start=%s", capacity(),
					config.settings().get(EvaluateConfig.EARLY_POOLING), config.settings().get(EvaluateConfig.LAST_MAP),
					config.settings().get(EvaluateConfig.ZERO_START)));
		final double epochs = config.settings().get(EvaluateConfig.EPOCHS);
		out.append(Double.isNaN(epochs) ? " steps=" + steps(0) : " epochs=" + (int) epochs);
		return out.append(String.format(Locale.ROOT,
				" batch=%d optimiser=%s rate=%s decay=%s schedule=%s warmup=%s smoothing=%s dropout=%s average=%s",
				config.batch(), config.settings().get(EvaluateConfig.OPTIMISER), rate(), decay(),
				schedule().name().toLowerCase(Locale.ROOT), warmUp(), smoothing(), dropout(), average())).toString();
	}
}
