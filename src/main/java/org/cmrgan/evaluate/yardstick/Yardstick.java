/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.yardstick;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Shuffle;
import org.cmrgan.evaluate.statistics.Cases;
import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.nn.Logits;
import org.cmrgan.run.RunContext;

/**
 * A support vector machine with a radial kernel on {@linkplain Hog oriented gradients}. Features are standardised over
 * the training images, and classes are weighted by the inverse of their numbers of images.
 * <p>
 * C, the kernel's gamma and the decision threshold are chosen by a 4-fold inner cross-validation over the subjects of
 * the training images: C and gamma by AUC (in a tie the smallest C, then gamma), the threshold by balanced accuracy.
 * The choice depends on the assignment of subjects to the inner folds; repeats with other random numbers show by how
 * much. Immutable and thread-safe.
 */
public final class Yardstick {
	private static final double[] C = { 0.1, 0.3, 1, 3, 10 };
	/** The values of gamma, times the number of features. */
	private static final double[] GAMMA = { 0.3, 1, 3 };
	private static final int INNER_FOLDS = 4;

	private final Hog hog;
	private final Standardisation standardisation;
	private final RadialKernel kernel;
	private final Machine machine;
	private final Choice choice;

	private Yardstick(final YardstickImages images, final Choice choice) {
		final List<double[]> rows = new ArrayList<>(images.real);
		rows.addAll(images.copies);
		rows.addAll(images.made);
		final List<Integer> classes = new ArrayList<>(images.realClasses);
		classes.addAll(images.copyClasses);
		classes.addAll(images.madeClasses);
		this.hog = images.hog;
		this.choice = choice;
		this.standardisation = new Standardisation(rows);
		this.kernel = kernel(rows, classes, standardisation);
		this.machine = kernel.machine(choice.c, choice.gamma);
	}

	/** Settings, and their performance on inner test subjects. */
	private static final class Choice {
		final double c;
		final double gamma;
		final double auc;
		final double threshold;

		Choice(final double c, final double gamma, final double auc, final double threshold) {
			this.c = c;
			this.gamma = gamma;
			this.auc = auc;
			this.threshold = threshold;
		}
	}

	/**
	 * Trains a yardstick, which takes a second for a few hundred images. If a class has a single subject, there is no
	 * inner cross-validation: then C is 1, gamma follows from the number of features, and the threshold is 0.
	 *
	 * @param images the training images
	 * @param random assigns subjects to the inner folds
	 * @param context checked for a cancel
	 * @return the trained yardstick
	 * @throws IllegalArgumentException if the real images are not of both classes
	 * @throws org.cmrgan.run.CancelledException after a cancel
	 */
	public static Yardstick train(final YardstickImages images, final RandomGenerator random,
			final RunContext context) {
		final List<String> order = images.realSubjects.stream().distinct().sorted().collect(Collectors.toList());
		Shuffle.of(order, random);
		return train(images, order, context);
	}

	/** @param order of the assignment of subjects to the inner folds, each once */
	static Yardstick train(final YardstickImages images, final List<String> order, final RunContext context) {
		if (!images.realClasses.contains(0) || !images.realClasses.contains(1))
			throw new IllegalArgumentException("training images of one class only");
		final int folds = Math.min(INNER_FOLDS, Math.min(subjects(images, 0), subjects(images, 1)));
		final Choice choice = folds < 2
				? new Choice(1, 1.0 / images.hog.length(), Double.NaN, 0)
				: choose(images, folds, order, context);
		context.checkCancelled();
		return new Yardstick(images, choice);
	}

	private static int subjects(final YardstickImages images, final int kind) {
		final Set<String> subjects = new HashSet<>();
		for (int i = 0; i < images.real.size(); i++)
			if (images.realClasses.get(i) == kind) subjects.add(images.realSubjects.get(i));
		return subjects.size();
	}

	private static Choice choose(final YardstickImages images, final int folds, final List<String> order,
			final RunContext context) {
		final int[] classes = images.realClasses.stream().mapToInt(Integer::intValue).toArray();
		final int[] fold = InnerFolds.of(images.realSubjects, classes, folds, order);
		final double[][] decisions = new double[C.length * GAMMA.length][classes.length];
		for (int f = 0; f < folds; f++) decide(images, fold, f, decisions, context);
		Choice best = new Choice(0, 0, Double.NEGATIVE_INFINITY, 0);
		for (int i = 0; i < decisions.length; i++) {
			final double auc = auc(decisions[i], classes);
			if (auc > best.auc)
				best = new Choice(C[i / GAMMA.length], GAMMA[i % GAMMA.length] / images.hog.length(), auc,
						threshold(decisions[i], classes));
		}
		return best;
	}

	/** Computes the decisions on the real images of an inner fold: a row for each C and gamma. */
	private static void decide(final YardstickImages images, final int[] fold, final int tested,
			final double[][] decisions, final RunContext context) {
		final List<double[]> rows = new ArrayList<>();
		final List<Integer> classes = new ArrayList<>();
		final Set<String> subjects = new HashSet<>();
		for (int i = 0; i < fold.length; i++) {
			if (fold[i] == tested) continue;
			rows.add(images.real.get(i));
			classes.add(images.realClasses.get(i));
			subjects.add(images.realSubjects.get(i));
		}
		// The other images may be of one class; then all decisions stay 0.
		if (!classes.contains(0) || !classes.contains(1)) return;
		for (int i = 0; i < images.copies.size(); i++) {
			if (!subjects.contains(images.copySubjects.get(i))) continue;
			rows.add(images.copies.get(i));
			classes.add(images.copyClasses.get(i));
		}
		final Standardisation standardisation = new Standardisation(rows);
		final RadialKernel kernel = kernel(rows, classes, standardisation);
		final int[] test = IntStream.range(0, fold.length).filter(i -> fold[i] == tested).toArray();
		final double[][] distances = IntStream.of(test)
				.mapToObj(i -> kernel.squaredDistances(standardisation.apply(images.real.get(i))))
				.toArray(double[][]::new);
		for (int g = 0; g < GAMMA.length; g++) for (int c = 0; c < C.length; c++) {
			context.checkCancelled();
			final Machine machine = kernel.machine(C[c], GAMMA[g] / images.hog.length());
			for (int i = 0; i < test.length; i++)
				decisions[c * GAMMA.length + g][test[i]] = machine.decision(distances[i]);
		}
	}

	private static RadialKernel kernel(final List<double[]> rows, final List<Integer> classes,
			final Standardisation standardisation) {
		return new RadialKernel(rows.stream().map(standardisation::apply).collect(Collectors.toList()),
				classes.stream().mapToInt(Integer::intValue).toArray());
	}

	private static double auc(final double[] decisions, final int[] classes) {
		final Cases.Builder cases = Cases.of(1);
		for (int i = 0; i < decisions.length; i++) cases.add(0, "", classes[i] == 1, false, decisions[i]);
		return cases.build().metric(Metric.AUC);
	}

	/**
	 * The median of the thresholds whose balanced accuracy is within 0.01 of the best. One threshold is 1 below all
	 * decisions, the others are halfway between neighbours.
	 */
	static double threshold(final double[] decisions, final int[] classes) {
		final double[] sorted = Arrays.stream(decisions).sorted().distinct().toArray();
		final double[] thresholds = new double[sorted.length];
		final double[] accuracies = new double[sorted.length];
		for (int i = 0; i < sorted.length; i++) {
			thresholds[i] = i == 0 ? sorted[0] - 1 : (sorted[i - 1] + sorted[i]) / 2;
			accuracies[i] = balancedAccuracy(decisions, classes, thresholds[i]);
		}
		final double enough = Arrays.stream(accuracies).max().orElseThrow() - 0.01;
		final double[] good = IntStream.range(0, sorted.length).filter(i -> accuracies[i] >= enough)
				.mapToDouble(i -> thresholds[i]).toArray();
		return (good[(good.length - 1) / 2] + good[good.length / 2]) / 2;
	}

	private static double balancedAccuracy(final double[] decisions, final int[] classes, final double threshold) {
		final double[] right = new double[2];
		final double[] all = new double[2];
		for (int i = 0; i < decisions.length; i++) {
			all[classes[i]]++;
			if (decisions[i] > threshold == (classes[i] == 1)) right[classes[i]]++;
		}
		return (right[0] / all[0] + right[1] / all[1]) / 2;
	}

	/** The decision value of an image: the higher, the more likely positive. */
	double decision(final float[] image) {
		return machine.decision(kernel.squaredDistances(standardisation.apply(hog.of(image))));
	}

	/**
	 * {@return a score in [0, 1], above 0.5 if the image is classified as positive: the logistic function of decision
	 * minus threshold. It is not a probability}
	 *
	 * @param image row-major, of the size of the training images
	 */
	public double score(final float[] image) {
		return Logits.sigmoid(decision(image) - choice.threshold);
	}

	/** The chosen penalty C. */
	double c() {
		return choice.c;
	}

	/** The chosen gamma of the kernel. */
	double gamma() {
		return choice.gamma;
	}

	/** The chosen threshold of the decision. */
	double threshold() {
		return choice.threshold;
	}

	/** AUC of the chosen settings on inner test subjects; NaN if there was no inner cross-validation. */
	double innerAuc() {
		return choice.auc;
	}
}
