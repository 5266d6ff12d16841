/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;

/**
 * The result of one arm with one classifier over all folds and repeats, at one multiple or at the multiples that the
 * folds chose. Immutable.
 */
public final class ArmResult {
	private final OptionalInt multiple;
	private final List<CellResult> cells;
	private final Measured measured;
	private final List<double[]> repeats;
	private final Optional<Measured> ensemble;
	private final double chanceP;

	/**
	 * @param cells one for each repeat and fold, in the order of both
	 * @param repeats the metrics of each single repeat
	 * @param ensemble all repeats as one classifier; empty if there is only one repeat
	 */
	ArmResult(final OptionalInt multiple, final List<CellResult> cells, final Measured measured,
			final List<double[]> repeats, final Optional<Measured> ensemble, final double chanceP) {
		this.multiple = multiple;
		this.cells = List.copyOf(cells);
		this.measured = measured;
		this.repeats = List.copyOf(repeats);
		this.ensemble = ensemble;
		this.chanceP = chanceP;
	}

	/** {@return the classifier} */
	public Classifier classifier() {
		return cells.get(0).cell().classifier();
	}

	/** {@return the arm} */
	public Arm arm() {
		return cells.get(0).cell().arm();
	}

	/**
	 * {@return the added images as a multiple of the real ones; empty if each fold uses the multiple that its inner
	 * validation chose}
	 */
	public OptionalInt multiple() {
		return multiple;
	}

	/** The number of folds that use each multiple. */
	Map<Integer, Integer> foldsByMultiple() {
		final Map<Integer, Integer> out = new TreeMap<>();
		final int first = cells.get(0).cell().repeat();
		for (final CellResult result : cells)
			if (result.cell().repeat() == first) out.merge(result.cell().multiple(), 1, Integer::sum);
		return out;
	}

	/**
	 * {@return the multiple in words: "3x in 3 folds, 4x in 1 fold", "3x", or empty for an arm that adds no images}
	 */
	public String multipleText() {
		if (!arm().hasMultiple()) return "";
		final Map<Integer, Integer> folds = foldsByMultiple();
		if (folds.size() == 1) return folds.keySet().iterator().next() + "x";
		return folds.entrySet().stream()
				.map(e -> e.getKey() + "x in " + e.getValue() + (e.getValue() == 1 ? " fold" : " folds"))
				.collect(Collectors.joining(", "));
	}

	/** {@return every metric over all folds and repeats} */
	public Measured measured() {
		return measured;
	}

	/**
	 * {@return a metric of each single repeat, over all folds}
	 *
	 * @param metric the metric
	 */
	public double[] repeats(final Metric metric) {
		return repeats.stream().mapToDouble(metrics -> metrics[metric.ordinal()]).toArray();
	}

	/**
	 * {@return the metrics of an ensemble that averages the scores of the repeats; empty if there is only one repeat}
	 */
	public Optional<Measured> ensemble() {
		return ensemble;
	}

	/**
	 * {@return a metric over all folds and repeats; see {@link Measured#value(Metric)}}
	 *
	 * @param metric the metric
	 * @see Measured#value(Metric)
	 */
	public double value(final Metric metric) {
		return measured.value(metric);
	}

	/**
	 * {@return the interval of a metric; see {@link Measured#interval(Metric)}}
	 *
	 * @param metric the metric
	 * @see Measured#interval(Metric)
	 */
	public Interval interval(final Metric metric) {
		return measured.interval(metric);
	}

	/** 95 % Wilson interval of the accuracy, which treats images as independent. */
	Interval wilson() {
		final double images = imageScores().size();
		return Interval.wilson(value(Metric.ACCURACY) * images, images);
	}

	/** One-sided p-value of the balanced accuracy against chance, by permuting subjects' labels within folds. */
	double chanceP() {
		return chanceP;
	}

	/** {@return one result for each repeat and fold, in the order of both} */
	public List<CellResult> cells() {
		return cells;
	}

	/** Each image's score, averaged over repeats. */
	Map<String, Double> imageScores() {
		final Map<String, Double> sums = new LinkedHashMap<>();
		for (final CellResult cell : cells)
			for (final CellResult.Row row : cell.rows()) sums.merge(row.id(), row.score(), Double::sum);
		final long repeats = cells.stream().map(c -> c.cell().repeat()).distinct().count();
		sums.replaceAll((id, sum) -> sum / repeats);
		return sums;
	}
}
