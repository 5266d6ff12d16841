/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

import org.apache.commons.math3.random.MersenneTwister;
import org.cmrgan.evaluate.statistics.Cases;
import org.cmrgan.evaluate.statistics.ChanceTest;
import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.evaluate.statistics.SubjectBootstrap;
import org.cmrgan.run.UserError;

/**
 * All results that follow from {@link Predictions}: metrics with intervals, the paper's Tables 2 and 3 and Figure 7 for
 * the user's data, and the conclusions of the comparisons. The same predictions always give exactly the same results,
 * including resampling.
 * <p>
 * An arm may have been run at several multiples with inner validation subjects. Its row in the tables then uses, in
 * each fold, the multiple with the highest balanced accuracy on these subjects: the mean over repeats; then the lower
 * validation loss, then the smaller multiple. It is never chosen on test images. Without inner validation subjects
 * there is a row for each multiple.
 */
public final class EvaluationResults {
	private static final int RESAMPLES = 2000;
	private static final int PERMUTATIONS = 9999;
	/** Resampling has a fixed seed, because it is part of the definition of the results and not of the experiment. */
	private static final int RESAMPLING_SEED = 3279563;

	private final Map<Cell, CellResult> cells = new TreeMap<>();
	private final int unrefined;
	private final TestImages images;
	private final TreeSet<Integer> repeats = new TreeSet<>();
	private final SubjectBootstrap bootstrap;
	private final List<ArmResult> arms = new ArrayList<>();
	private final List<ArmResult> fixed = new ArrayList<>();
	private final List<Comparison> comparisons = new ArrayList<>();

	private EvaluationResults(final Predictions predictions, final boolean refinerIdle) {
		for (final CellResult result : predictions.results())
			if (!refinerIdle || !result.cell().arm().isRefined()) cells.put(result.cell(), result);
		unrefined = predictions.results().size() - cells.size();
		if (cells.isEmpty()) throw new UserError("There are no predictions to evaluate: run Evaluate Augmentation.");
		cells.keySet().forEach(cell -> repeats.add(cell.repeat()));
		images = new TestImages(cells.values());
		bootstrap = new SubjectBootstrap(images.positiveSubjects(), RESAMPLES, new MersenneTwister(RESAMPLING_SEED));
		for (final Classifier classifier : distinct(Cell::classifier)) {
			for (final Arm arm : distinct(Cell::arm)) {
				final TreeSet<Integer> multiples = multiples(classifier, arm);
				if (multiples.isEmpty()) continue;
				for (final int multiple : multiples)
					fixed.add(result(classifier, arm, OptionalInt.of(multiple), fold -> multiple));
				// Without validation subjects no multiple can be chosen, so every multiple is reported.
				if (multiples.size() == 1 || !isValidated(classifier, arm))
					arms.addAll(fixed.subList(fixed.size() - multiples.size(), fixed.size()));
				else
					arms.add(result(classifier, arm, OptionalInt.empty(),
							fold -> choose(fold, classifier, arm, multiples)));
			}
		}
		// The yardstick only serves as a baseline; adjusting for its own comparisons would cost the others power.
		final Comparisons compare = new Comparisons(images,
				arms.stream().filter(r -> r.classifier().isNetwork()).collect(Collectors.toList()));
		comparisons.addAll(compare.in(Metric.BALANCED_ACCURACY));
		comparisons.addAll(compare.in(Metric.ACCURACY));
	}

	/**
	 * {@return the results of predictions}
	 *
	 * @param predictions of all cells of an experiment
	 * @throws UserError if a cell is missing, or if the cells do not belong together
	 */
	public static EvaluationResults of(final Predictions predictions) {
		return of(predictions, false);
	}

	/**
	 * {@return the results of predictions}
	 *
	 * @param predictions of all cells of an experiment
	 * @param refinerIdle true if the refiners changed nothing; arms with refined images then equal those with synthetic
	 * ones and are left out
	 * @throws UserError if a cell is missing, or if the cells do not belong together
	 */
	public static EvaluationResults of(final Predictions predictions, final boolean refinerIdle) {
		return new EvaluationResults(predictions, refinerIdle);
	}

	/** True if arms with refined images are left out because the refiners changed nothing. */
	boolean leavesOutRefined() {
		return unrefined > 0;
	}

	int imageCount() {
		return images.size();
	}

	int positiveImages() {
		return images.positives();
	}

	/** {@return the number of subjects} */
	public int subjectCount() {
		return images.subjects();
	}

	int positiveSubjects() {
		return images.positiveSubjectCount();
	}

	/** The label to which sensitivity refers. */
	String positiveLabel() {
		return images.positiveLabel();
	}

	String negativeLabel() {
		return images.negativeLabel();
	}

	int folds() {
		return images.folds().size();
	}

	/** {@return the number of repeats} */
	public int repeats() {
		return repeats.size();
	}

	/**
	 * {@return the accuracy of always predicting the more frequent label}
	 */
	public double majorityAccuracy() {
		return Math.max(images.positives(), images.size() - images.positives()) / (double) images.size();
	}

	/** {@return the classifiers that were run} */
	public List<Classifier> classifiers() {
		return List.copyOf(distinct(Cell::classifier));
	}

	/** {@return the baseline that networks have to beat, if it was run} */
	public Optional<Classifier> yardstick() {
		return distinct(Cell::classifier).stream().filter(c -> !c.isNetwork()).findFirst();
	}

	/**
	 * {@return the rows of Tables 2 and 3: each classifier and arm, at its chosen multiple, or at each multiple if none
	 * was chosen}
	 */
	public List<ArmResult> arms() {
		return List.copyOf(arms);
	}

	/**
	 * {@return the row of a classifier and arm; the first of its multiples if none was chosen}
	 *
	 * @param classifier the classifier
	 * @param arm the arm
	 */
	public Optional<ArmResult> arm(final Classifier classifier, final Arm arm) {
		return arms.stream().filter(r -> r.classifier() == classifier && r.arm() == arm).findFirst();
	}

	/** {@return the results of each classifier, arm and multiple that was run} */
	public List<ArmResult> everyMultiple() {
		return List.copyOf(fixed);
	}

	/** {@return the arms with a curve in Figure 7: those that were run at multiples} */
	public List<Arm> ratioArms() {
		return distinct(Cell::arm).stream().filter(Arm::hasMultiple).collect(Collectors.toList());
	}

	/**
	 * {@return a curve of Figure 7: the arm at each multiple, starting with the arm without added images if that was
	 * run}
	 *
	 * @param classifier the classifier
	 * @param arm the arm
	 */
	public List<ArmResult> ratio(final Classifier classifier, final Arm arm) {
		return fixed.stream()
				.filter(r -> r.classifier() == classifier && (r.arm() == arm || r.arm() == arm.withoutAddedImages()))
				.sorted(Comparator.comparingInt(r -> r.multiple().orElseThrow())).collect(Collectors.toList());
	}

	/** Balanced accuracy decides; accuracy is what the paper reports. */
	List<Comparison> comparisons() {
		return List.copyOf(comparisons);
	}

	/**
	 * {@return the comparisons in a metric}
	 *
	 * @param metric accuracy or balanced accuracy
	 */
	public List<Comparison> comparisons(final Metric metric) {
		return comparisons.stream().filter(c -> c.metric() == metric).collect(Collectors.toList());
	}

	/**
	 * {@return the images of a class that networks misclassified most often, in descending order; controls are ignored}
	 *
	 * @param positive true for the positive class
	 */
	public List<Misclassified> misclassified(final boolean positive) {
		return Misclassified.of(arms.stream().filter(r -> !r.arm().isControl() && r.classifier().isNetwork())
				.flatMap(r -> r.cells().stream()).collect(Collectors.toList()), positive);
	}

	private <T extends Comparable<T>> TreeSet<T> distinct(final Function<Cell, T> of) {
		return cells.keySet().stream().map(of).collect(Collectors.toCollection(TreeSet::new));
	}

	private TreeSet<Integer> multiples(final Classifier classifier, final Arm arm) {
		return cells.keySet().stream().filter(c -> c.classifier() == classifier && c.arm() == arm).map(Cell::multiple)
				.collect(Collectors.toCollection(TreeSet::new));
	}

	private boolean isValidated(final Classifier classifier, final Arm arm) {
		return cells.values().stream().filter(r -> r.cell().classifier() == classifier && r.cell().arm() == arm)
				.noneMatch(r -> Double.isNaN(r.validation()));
	}

	private CellResult cell(final int fold, final Arm arm, final int multiple, final Classifier classifier,
			final int repeat) {
		final Cell cell = new Cell(fold, arm, multiple, classifier, repeat);
		final CellResult result = cells.get(cell);
		if (result == null)
			throw UserError.of("The predictions lack %s, repeat %d: run Evaluate Augmentation again.", cell.title(),
					repeat);
		return result;
	}

	private int choose(final int fold, final Classifier classifier, final Arm arm, final TreeSet<Integer> multiples) {
		int best = multiples.first();
		double highest = Double.NEGATIVE_INFINITY;
		double lowest = Double.POSITIVE_INFINITY;
		for (final int multiple : multiples) {
			final double validation = repeats.stream()
					.mapToDouble(r -> cell(fold, arm, multiple, classifier, r).validation()).average().orElseThrow();
			final double loss = repeats.stream()
					.mapToDouble(r -> cell(fold, arm, multiple, classifier, r).validationLoss()).average()
					.orElseThrow();
			if (validation > highest || validation == highest && loss < lowest) {
				best = multiple;
				highest = validation;
				lowest = loss;
			}
		}
		return best;
	}

	private ArmResult result(final Classifier classifier, final Arm arm, final OptionalInt multiple,
			final IntUnaryOperator multipleOfFold) {
		final List<CellResult> used = new ArrayList<>();
		for (final int repeat : repeats) {
			for (final int fold : images.folds())
				used.add(cell(fold, arm, multipleOfFold.applyAsInt(fold), classifier, repeat));
			final List<CellResult> ofRepeat = used.subList(used.size() - images.folds().size(), used.size());
			if (ofRepeat.stream().flatMap(c -> c.rows().stream()).map(CellResult.Row::id).distinct().count() != images
					.size())
				throw UserError.of(
						"The predictions of %s with %s do not cover every image: run Evaluate Augmentation again.",
						arm.key(), classifier.key());
		}
		final Cases cases = images.cases(used);
		final double p = ChanceTest.p(cases, images.positiveSubjects(), images.foldOfSubject(), PERMUTATIONS,
				new MersenneTwister(RESAMPLING_SEED));
		final List<double[]> single = new ArrayList<>();
		for (int i = 0; i < used.size(); i += images.folds().size())
			single.add(images.cases(used.subList(i, i + images.folds().size())).metrics());
		final Optional<Measured> ensemble = single.size() == 1
				? Optional.empty()
				: Optional.of(new Measured(images.casesOfMeans(used), bootstrap));
		return new ArmResult(multiple, used, new Measured(cases, bootstrap), single, ensemble, p);
	}
}
