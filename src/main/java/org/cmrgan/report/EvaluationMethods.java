/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.ArmResult;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.Comparison;
import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.run.Settings;

/** The methods paragraph on the experiment. A sentence is empty if it does not apply. */
final class EvaluationMethods {
	private final EvaluationResults results;
	private final Optional<EvaluateConfig> config;

	/** @param settings of {@link Stage#EVALUATE}, if they are known */
	EvaluationMethods(final EvaluationResults results, final Optional<Settings> settings) {
		this.results = results;
		config = settings.map(s -> EvaluateConfig.of(s.asText()));
	}

	List<String> sentences() {
		return List.of(classifiers(), yardstick(), weights(), arms(), multiples(), training(), repeats(), use(),
				filter(), selection(), testing(), intervals(), comparisons());
	}

	String classifiers() {
		final List<String> names = results.classifiers().stream().filter(Classifier::isNetwork)
				.map(EvaluationMethods::described).collect(Collectors.toList());
		if (names.isEmpty()) return "";
		final boolean published = results.classifiers().stream()
				.anyMatch(c -> c == Classifier.RESNET50 || c == Classifier.XCEPTION);
		final double capacity = config.map(EvaluateConfig::capacity).orElse(1.0);
		return "The gain was measured with " + Words.and(names)
				+ (published && capacity < 1
						? ", with " + Format.number(100 * capacity, 3) + " % of the published channels"
						: "")
				+ ".";
	}

	private static String described(final Classifier classifier) {
		switch (classifier) {
			case SMALL :
				return "a small convolutional network without global pooling";
			case RESNET50 :
				return "ResNet-50 (He et al. 2016)";
			case XCEPTION :
				return "Xception (Chollet 2017)";
			default :
				return classifier.title();
		}
	}

	String yardstick() {
		return results.yardstick().isPresent()
				? "A support vector machine on histograms of oriented gradients served as the yardstick."
				: "";
	}

	String weights() {
		final int files = config.map(c -> c.weights().size()).orElse(0);
		return files == 0
				? ""
				: "Classifiers were initialised with pre-trained weights where a file with weights was given.";
	}

	String arms() {
		return "They were trained on "
				+ Words.and(arms(r -> true).stream().map(Arm::meaning).collect(Collectors.toList())) + ".";
	}

	String multiples() {
		final List<String> all = results.everyMultiple().stream().filter(r -> r.arm().hasMultiple())
				.map(r -> r.multiple().orElseThrow()).distinct().sorted().map(String::valueOf)
				.collect(Collectors.toList());
		if (all.isEmpty()) return "";
		if (config.map(c -> c.amount().isBalance()).orElse(false))
			return "Images were added to the rarer class only, until both classes were equally large; tables call this multiple 1.";
		final boolean chosen = results.arms().stream().anyMatch(r -> r.multiple().isEmpty());
		return "Added images were " + Words.and(all) + " times as many as the real ones"
				+ (chosen ? "; each fold's multiple was chosen on inner validation subjects" : "") + ".";
	}

	String training() {
		return "Every arm had the same number of optimiser steps, with class-balanced batches.";
	}

	String repeats() {
		return results.repeats() == 1
				? ""
				: "Every network was trained " + Words.times(results.repeats()) + ", each time with a different seed.";
	}

	String use() {
		return config.map(EvaluateConfig::pretrains).orElse(false)
				? "Added images were used in the first half of the steps and real images in the second."
				: "";
	}

	String filter() {
		return config.map(EvaluateConfig::filters).orElse(false)
				? "Synthetic images that the yardstick assigned to the other class were dropped."
				: "";
	}

	String selection() {
		if (config.isEmpty() || results.classifiers().stream().noneMatch(Classifier::isNetwork)) return "";
		return config.get().selectsBest()
				? "The network tested was the best on " + Format.number(100 * config.get().holdout(), 3)
						+ " % of the training subjects, which were held out for this purpose."
				: "The network tested was the last one, trained on all subjects of the training part.";
	}

	String testing() {
		return "Tests used real images of held-out subjects only, without augmentation.";
	}

	String intervals() {
		return "Intervals are 95 % percentile intervals of a bootstrap that draws subjects.";
	}

	String comparisons() {
		final List<Comparison> made = results.comparisons(Metric.BALANCED_ACCURACY);
		if (made.isEmpty()) return "";
		final int family = made.stream().mapToInt(Comparison::family).max().orElseThrow();
		return "Arms were compared in balanced accuracy by an exact permutation test that swaps arms by subject"
				+ (family > 1 ? ", with Holm's adjustment for " + family + " comparisons" : "")
				+ "; McNemar's exact test and the corrected resampled t-test (Nadeau and Bengio 2003) are also reported.";
	}

	private List<Arm> arms(final java.util.function.Predicate<ArmResult> which) {
		return new ArrayList<>(results.arms().stream().filter(which).map(ArmResult::arm).distinct().sorted()
				.collect(Collectors.toList()));
	}
}
