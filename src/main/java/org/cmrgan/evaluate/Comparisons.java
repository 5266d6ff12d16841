/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.cmrgan.evaluate.statistics.Cases;
import org.cmrgan.evaluate.statistics.Holm;
import org.cmrgan.evaluate.statistics.McNemar;
import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.evaluate.statistics.NadeauBengio;
import org.cmrgan.evaluate.statistics.SampleSize;
import org.cmrgan.evaluate.statistics.SubjectSignFlip;

/**
 * Makes the comparisons of a metric: every arm against none and against the previous step. Controls are adjusted
 * separately.
 */
final class Comparisons {
	private final TestImages images;
	private final List<ArmResult> arms;

	Comparisons(final TestImages images, final List<ArmResult> arms) {
		this.images = images;
		this.arms = arms;
	}

	List<Comparison> in(final Metric metric) {
		final List<Comparison.Builder> claims = new ArrayList<>();
		final List<Comparison.Builder> controls = new ArrayList<>();
		for (final ArmResult a : arms) {
			// The shuffled control is tested against chance instead.
			if (a.arm() == Arm.NONE || a.arm() == Arm.SHUFFLED) continue;
			for (final ArmResult b : arms) {
				if (b.classifier() != a.classifier()) continue;
				if (isOtherMultiple(a, b)) continue;
				if (b.arm() != Arm.NONE && a.arm().stepBefore().filter(before -> before == b.arm()).isEmpty()) continue;
				(a.arm().isControl() ? controls : claims).add(compare(metric, a, b));
			}
		}
		final List<Comparison> out = new ArrayList<>(adjusted(claims));
		out.addAll(adjusted(controls));
		return out;
	}

	private static boolean isOtherMultiple(final ArmResult a, final ArmResult b) {
		return a.arm().hasMultiple() && b.arm().hasMultiple() && !a.multiple().equals(b.multiple());
	}

	private static List<Comparison> adjusted(final List<Comparison.Builder> family) {
		final double[] p = Holm.adjust(family.stream().mapToDouble(c -> c.subjectP).toArray());
		final List<Comparison> out = new ArrayList<>();
		for (int i = 0; i < p.length; i++) out.add(family.get(i).adjusted(p[i], p.length));
		return out;
	}

	private Comparison.Builder compare(final Metric metric, final ArmResult a, final ArmResult b) {
		final boolean balanced = metric == Metric.BALANCED_ACCURACY;
		final Cases left = a.measured().cases();
		final Cases right = b.measured().cases();
		final Comparison.Builder out = new Comparison.Builder();
		out.arm = a;
		out.against = b;
		out.metric = metric;
		out.difference = a.value(metric) - b.value(metric);
		out.interval = a.measured().resampled().differenceTo(b.measured().resampled(), metric);
		out.subjectP = balanced ? SubjectSignFlip.balancedAccuracy(left, right) : SubjectSignFlip.accuracy(left, right);
		out.subjectsNeeded = balanced ? SampleSize.balancedAccuracy(left, right) : SampleSize.accuracy(left, right);
		discordant(a, b, out);
		out.nadeauBengioP = nadeauBengio(metric, a, b);
		return out;
	}

	private void discordant(final ArmResult a, final ArmResult b, final Comparison.Builder out) {
		final Map<String, Double> scoresB = b.imageScores();
		a.imageScores().forEach((id, score) -> {
			final boolean rightA = score >= 0.5 == images.isPositive(id);
			final boolean rightB = scoresB.get(id) >= 0.5 == images.isPositive(id);
			if (rightA && !rightB) out.onlyArm++;
			if (rightB && !rightA) out.onlyAgainst++;
		});
		out.mcNemarP = McNemar.p(out.onlyArm, out.onlyAgainst);
	}

	private double nadeauBengio(final Metric metric, final ArmResult a, final ArmResult b) {
		final double[] differences = new double[a.cells().size()];
		for (int i = 0; i < differences.length; i++) {
			differences[i] = images.cases(a.cells().subList(i, i + 1)).metric(metric)
					- images.cases(b.cells().subList(i, i + 1)).metric(metric);
			if (Double.isNaN(differences[i])) return Double.NaN;
		}
		final int folds = images.folds().size();
		return folds < 2 ? Double.NaN : NadeauBengio.test(differences, 1.0 / (folds - 1)).p();
	}
}
