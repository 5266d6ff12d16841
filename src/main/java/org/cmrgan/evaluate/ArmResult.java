package org.cmrgan.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.cmrgan.evaluate.statistics.Cases;
import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.evaluate.statistics.SubjectBootstrap.Resampled;

/** How one arm did with one classifier over all folds and repeats, at one multiple or at the chosen ones. Immutable. */
public final class ArmResult {
	private final OptionalInt multiple;
	private final List<CellResult> cells;
	private final Cases cases;
	private final double[] metrics;
	private final Resampled resampled;
	private final double chanceP;

	/** @param cells one for each repeat and fold, in the order of both */
	ArmResult(final OptionalInt multiple, final List<CellResult> cells, final Cases cases, final Resampled resampled,
			final double chanceP) {
		this.multiple = multiple;
		this.cells = List.copyOf(cells);
		this.cases = cases;
		this.metrics = cases.metrics();
		this.resampled = resampled;
		this.chanceP = chanceP;
	}

	public Classifier classifier() {
		return cells.get(0).cell().classifier();
	}

	public Arm arm() {
		return cells.get(0).cell().arm();
	}

	/** Added images as a multiple of the real ones; empty where each fold uses the multiple its inner validation chose. */
	public OptionalInt multiple() {
		return multiple;
	}

	/** How many folds use each multiple. */
	public Map<Integer, Integer> foldsByMultiple() {
		final Map<Integer, Integer> out = new TreeMap<>();
		final int first = cells.get(0).cell().repeat();
		for (final CellResult result : cells)
			if (result.cell().repeat() == first) out.merge(result.cell().multiple(), 1, Integer::sum);
		return out;
	}

	/** In words: "3x in 3 folds, 4x in 1 fold", "3x", or empty for an arm that adds no images. */
	public String multipleText() {
		if (!arm().hasMultiple()) return "";
		final Map<Integer, Integer> folds = foldsByMultiple();
		if (folds.size() == 1) return folds.keySet().iterator().next() + "x";
		return folds.entrySet().stream()
				.map(e -> e.getKey() + "x in " + e.getValue() + (e.getValue() == 1 ? " fold" : " folds"))
				.collect(Collectors.joining(", "));
	}

	/** The value pooled over folds and repeats (AUC and average precision: within each fold and repeat). */
	public double value(final Metric metric) {
		return metrics[metric.ordinal()];
	}

	/** 95 % subject-cluster bootstrap interval. */
	public Interval interval(final Metric metric) {
		return resampled.interval(metric);
	}

	/** 95 % Wilson interval of the accuracy, which takes images as independent. */
	public Interval wilson() {
		final double images = imageScores().size();
		return Interval.wilson(value(Metric.ACCURACY) * images, images);
	}

	/** One-sided p-value of the balanced accuracy against chance, by permuting subjects' labels within folds. */
	public double chanceP() {
		return chanceP;
	}

	/** One for each repeat and fold, in the order of both. */
	public List<CellResult> cells() {
		return cells;
	}

	Resampled resampled() {
		return resampled;
	}

	/** The cases of all cells. */
	Cases cases() {
		return cases;
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
