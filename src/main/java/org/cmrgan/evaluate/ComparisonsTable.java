/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.List;
import java.util.Locale;

/** The file comparisons.csv: every comparison of two arms with all its tests. */
final class ComparisonsTable {
	private static final String NAME = "comparisons";
	private static final String METRIC = "metric";
	private static final String AGAINST = "against";
	private static final String DIFFERENCE = "difference";
	private static final String SUBJECTS_P = "p_subjects";
	private static final String HOLM_P = "p_holm";
	private static final String COMPARISONS = "comparisons";
	private static final String ONLY_ARM = "only_arm_right";
	private static final String ONLY_AGAINST = "only_against_right";
	private static final String MCNEMAR_P = "p_mcnemar";
	private static final String NADEAU_BENGIO_P = "p_nadeau_bengio";
	private static final String SUBJECTS_NEEDED = "subjects_for_80_percent_power";
	private static final String VERDICT = "verdict";
	private static final String SENTENCE = "sentence";
	private static final List<String> COLUMNS = List.of(METRIC, MetricColumns.CLASSIFIER, MetricColumns.ARM, AGAINST,
			DIFFERENCE, DIFFERENCE + MetricColumns.LOW, DIFFERENCE + MetricColumns.HIGH, SUBJECTS_P, HOLM_P,
			COMPARISONS, ONLY_ARM, ONLY_AGAINST, MCNEMAR_P, NADEAU_BENGIO_P, SUBJECTS_NEEDED, VERDICT, SENTENCE);

	private ComparisonsTable() {}

	static ResultTable of(final EvaluationResults results) {
		ResultTable out = ResultTable.of(NAME, COLUMNS);
		for (final Comparison c : results.comparisons())
			out = out.with(List.of(c.metric().key(), c.arm().classifier().key(), c.arm().arm().key(),
					c.against().arm().key(), MetricColumns.number(c.difference()),
					MetricColumns.number(c.interval().low()), MetricColumns.number(c.interval().high()),
					MetricColumns.number(c.subjectP()), MetricColumns.number(c.holmP()), c.family(), c.onlyArm(),
					c.onlyAgainst(), MetricColumns.number(c.mcNemarP()), MetricColumns.number(c.nadeauBengioP()),
					c.subjectsNeeded().isPresent() ? c.subjectsNeeded().getAsLong() : "",
					c.verdict().name().toLowerCase(Locale.ROOT), c.sentence()));
		return out;
	}
}
