/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.FeatureScale;
import org.cmrgan.metrics.HandMadeFeatures;
import org.cmrgan.metrics.KernelDistance;
import org.cmrgan.metrics.SpectralGap;
import org.cmrgan.train.BestSnapshot;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps the best refiner of all snapshots, judged by real images inside the training fold. Its score is the mean of two
 * fractions that refining leaves: of the gap of logarithmic high-frequency power, ring by ring, and of the KID of
 * hand-made features. The synthetic images score 1. A snapshot that changes almost nothing, or too much, is chosen only
 * if all do.
 */
final class Selection {
	/** A smaller distance of the synthetic images counts as this much, so that fractions of it stay meaningful. */
	private static final double LEAST_GAP = 0.1;
	private static final double LEAST_KID = 0.1;

	/** Number of images that judge every snapshot: always the same, so that snapshots differ by the refiner alone. */
	private static final int SAMPLE = 60;

	/** One snapshot with its figures. */
	static final class Judged {
		private final long step;
		private final double gap;
		private final double kid;
		private final double change;

		/**
		 * @param gap fraction of the gap of logarithmic high-frequency power that is left
		 * @param kid fraction of the KID that is left
		 * @param change mean |R(x)-x|
		 */
		Judged(final long step, final double gap, final double kid, final double change) {
			this.step = step;
			this.gap = gap;
			this.kid = kid;
			this.change = change;
		}

		/** 1 for the synthetic images, 0 for the real ones. */
		double score() {
			return (gap + kid) / 2;
		}

		boolean isWithinLimits() {
			return change >= Health.IDENTITY && change <= Health.OVER_EDITING;
		}

		/** If a figure is NaN, the refiner is never better than another. */
		boolean beats(final Judged other) {
			if (isWithinLimits() != other.isWithinLimits()) return isWithinLimits();
			return score() < other.score() || Double.isNaN(other.score()) && !Double.isNaN(score());
		}

		Map<String, Object> facts() {
			final Map<String, Object> out = new LinkedHashMap<>();
			out.put("step", step);
			out.put("gap_left", gap);
			out.put("kid_left", kid);
			out.put("mean_absolute_change", change);
			return out;
		}
	}

	private final PatchSet sample;
	private final String judges;
	private final HandMadeFeatures features;
	private final FeatureScale scale;
	private final double[][] real;
	private final SpectralGap gap;
	private final double gapBefore;
	private final double kidBefore;
	private final List<Judged> seen = new ArrayList<>();
	private final BestSnapshot best = new BestSnapshot();
	private Judged bestJudged;

	/**
	 * @param synthetic the images to refine; an evenly spaced part of them is judged
	 * @param real the images that judge
	 * @param judges describes them in words
	 */
	Selection(final PatchSet synthetic, final PatchSet real, final String judges) {
		this.judges = judges;
		sample = Assessment.sample(synthetic, SAMPLE);
		features = new HandMadeFeatures(real.width(), real.height());
		final float[][] reals = Assessment.sample(real).pixels().toArray(new float[0][]);
		final double[][] raw = features.of(reals);
		scale = new FeatureScale(raw);
		this.real = scale.apply(raw);
		gap = new SpectralGap(reals, real.width(), real.height());
		final float[][] before = sample.pixels().toArray(new float[0][]);
		gapBefore = gap.of(before);
		kidBefore = kid(before);
	}

	private double kid(final float[][] images) {
		return Math.max(0, KernelDistance.between(real, scale.apply(features.of(images))));
	}

	/** Judges the refiner after a step, and keeps its parameters if it is the best so far. */
	void consider(final long step, final Refiner refiner, final INDArray parameters) {
		final float[][] after = refiner.refine(sample.pixels(), sample.width(), sample.height())
				.toArray(new float[0][]);
		final Judged judged = new Judged(step, gap.of(after) / Math.max(LEAST_GAP, gapBefore),
				kid(after) / Math.max(LEAST_KID, kidBefore), change(after));
		seen.add(judged);
		if (bestJudged != null && !judged.beats(bestJudged)) return;
		bestJudged = judged;
		best.keep(parameters);
	}

	private double change(final float[][] after) {
		double sum = 0;
		for (int i = 0; i < after.length; i++) {
			final float[] before = sample.pixels(i);
			for (int j = 0; j < before.length; j++) sum += Math.abs(after[i][j] - before[j]);
		}
		return sum / ((double) after.length * after[0].length);
	}

	boolean isEmpty() {
		return seen.isEmpty();
	}

	/** Gives a network the best parameters. */
	void applyTo(final INDArray parameters) {
		best.applyTo(parameters);
	}

	/** True if the snapshot kept is no closer to the real images than the synthetic ones are. */
	boolean broughtNothing() {
		return !(bestJudged.score() < 1);
	}

	/** The reason why this snapshot was kept, for run.json. */
	String reason() {
		return String.format(Locale.ROOT,
				"the snapshot at step %d, of %d, is closest to %s: it leaves %.0f %% of the spectral gap and %.0f %% of the KID%s",
				bestJudged.step, seen.size(), judges, 100 * bestJudged.gap, 100 * bestJudged.kid,
				bestJudged.isWithinLimits()
						? ""
						: "; every snapshot changed "
								+ (bestJudged.change < Health.IDENTITY ? "too little" : "too much"));
	}

	/** Every snapshot with its figures, in order. */
	List<Map<String, Object>> seen() {
		final List<Map<String, Object>> out = new ArrayList<>();
		for (final Judged judged : seen) out.add(judged.facts());
		return out;
	}

	void write(final DataOutput out) throws IOException {
		out.writeInt(seen.size());
		for (final Judged judged : seen) {
			out.writeLong(judged.step);
			out.writeDouble(judged.gap);
			out.writeDouble(judged.kid);
			out.writeDouble(judged.change);
		}
		out.writeInt(seen.indexOf(bestJudged));
		best.save(out);
	}

	/** Restores what {@link #write} wrote. */
	void read(final DataInput in) throws IOException {
		seen.clear();
		for (int i = in.readInt(); i > 0; i--)
			seen.add(new Judged(in.readLong(), in.readDouble(), in.readDouble(), in.readDouble()));
		final int place = in.readInt();
		bestJudged = place < 0 ? null : seen.get(place);
		best.load(in);
	}
}
