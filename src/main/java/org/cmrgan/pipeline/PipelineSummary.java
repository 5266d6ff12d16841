/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.Comparison;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.quality.Quality;
import org.cmrgan.quality.QualityFindings;
import org.cmrgan.quality.QualityMetric;
import org.cmrgan.report.Report;

/**
 * The summary of a whole pipeline in a few lines for the console: what was made, how realistic it is, what it gained,
 * and what to open.
 */
final class PipelineSummary {
	/** With fewer subjects, an interval is wider than the few points that can be expected of a gain. */
	private static final int FEWEST_SUBJECTS = 100;

	private final Study study;

	/** @param study whose pipeline is finished */
	PipelineSummary(final Study study) {
		this.study = study;
	}

	List<String> lines() {
		final List<String> out = new ArrayList<>();
		out.add(made());
		quality().ifPresent(out::add);
		final EvaluationResults results = EvaluateJob.results(study);
		out.add(gain(results).orElse("No arm with synthetic images was compared with real images alone."));
		if (results.subjectCount() < FEWEST_SUBJECTS)
			out.add(String.format(Locale.ROOT,
					"%d subjects are too few to prove a gain of a few points; see docs/notebook/phantom-experiment.md for a full experiment.",
					results.subjectCount()));
		out.add("Open " + study.report().resolve(Report.PAGE) + " in a browser.");
		return out;
	}

	private String made() {
		final PatchSet real = study.real();
		return String.format(Locale.ROOT,
				"Made %d synthetic and %d refined images from %d real images of %d subjects, in %s and %s.",
				PatchSet.read(study.synthetic(0)).size(), PatchSet.read(study.refined(0)).size(), real.size(),
				real.subjects().size(), study.synthetic(0), study.refined(0));
	}

	/** For fold 1, which has real images that no network saw; otherwise for all data. */
	private Optional<String> quality() {
		return quality(QualityFindings.read(study.quality(RunRecord.isDone(study.quality(1)) ? 1 : 0)));
	}

	/** Omits sets with too few images for a KID. */
	static Optional<String> quality(final QualityFindings findings) {
		final Optional<Double> synthetic = kid(findings, Quality.SYNTHETIC);
		if (synthetic.isEmpty()) return Optional.empty();
		final StringBuilder out = new StringBuilder();
		out.append(String.format(Locale.ROOT,
				"Distance to real training images (KID; 0 means the same distribution): synthetic %s",
				number(synthetic.get())));
		kid(findings, Quality.REFINED).ifPresent(kid -> out.append(", refined ").append(number(kid)));
		kid(findings, Quality.HELD_OUT).ifPresent(kid -> out.append(", held-out subjects ").append(number(kid)));
		final int copies = findings.madeSets().stream().mapToInt(findings::copies).sum();
		return Optional.of(out.append("; near-copies of training images: ").append(copies).append('.').toString());
	}

	/** Three digits, without an exponent. */
	private static String number(final double kid) {
		return BigDecimal.valueOf(kid).round(new MathContext(3)).toPlainString();
	}

	private static Optional<Double> kid(final QualityFindings findings, final String set) {
		return findings.figure(set, QualityMetric.KID).map(f -> f.value()).filter(Double::isFinite);
	}

	/** The last arm with synthetic images compared with real images alone, for the first network. */
	private static Optional<String> gain(final EvaluationResults results) {
		return results.comparisons(Metric.BALANCED_ACCURACY).stream()
				.filter(c -> c.against().arm() == Arm.NONE && !c.arm().arm().isControl() && c.arm().arm().hasMultiple())
				.filter(c -> c.arm().classifier() == results.classifiers().get(0)).reduce((first, second) -> second)
				.map(Comparison::sentence);
	}
}
