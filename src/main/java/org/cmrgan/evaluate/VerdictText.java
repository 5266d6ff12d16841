/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.cmrgan.evaluate.statistics.Metric;

/** The conclusion of an evaluation in plain words. */
public final class VerdictText {
	private VerdictText() {}

	/**
	 * {@return whether a gain is shown, and which networks are too weak for a gain to mean anything, in one or a few sentences}
	 *
	 * @param results of an experiment
	 */
	public static String of(final EvaluationResults results) {
		final List<String> out = new ArrayList<>(List.of(gain(results)));
		for (final Classifier classifier : results.classifiers())
			ResultText.below(results, classifier).ifPresent(out::add);
		return String.join(" ", out);
	}

	private static String gain(final EvaluationResults results) {
		final List<Comparison> made = results.comparisons(Metric.BALANCED_ACCURACY).stream()
				.filter(c -> !c.arm().arm().isControl()).collect(Collectors.toList());
		if (made.isEmpty()) return "This study compares no arms, so no gain is shown.";
		final List<String> shown = new ArrayList<>();
		int worse = 0;
		Comparison largest = made.get(0);
		for (final Comparison c : made) {
			if (c.verdict() == Comparison.Verdict.BETTER) shown.add(pair(c, "over"));
			if (c.verdict() == Comparison.Verdict.WORSE) worse++;
			if (c.difference() > largest.difference()) largest = c;
		}
		final String loss = worse == 0 ? "" : "; " + worse + (worse == 1 ? " is" : " are") + " significantly worse";
		if (!shown.isEmpty())
			return "A significant gain in balanced accuracy is shown for " + String.join("; for ", shown) + ". Of "
					+ made.size() + " comparisons, " + (made.size() - shown.size()) + " show no gain" + loss + ".";
		return "No gain is shown: none of " + made.size() + " comparisons in balanced accuracy is significantly better"
				+ loss + ". The largest difference is " + pair(largest, "against") + ".";
	}

	private static String pair(final Comparison c, final String word) {
		return c.arm().arm().title() + " " + word + " "
				+ (c.against().arm() == Arm.NONE ? "no augmentation" : c.against().arm().title()) + " with "
				+ c.arm().classifier().title() + " (" + points(c) + ")";
	}

	private static String points(final Comparison c) {
		return String.format(Locale.ROOT, "%+.1f points, 95 %% interval %+.1f to %+.1f, %s", 100 * c.difference(),
				100 * c.interval().low(), 100 * c.interval().high(), Comparison.p(c.holmP())).replace("-", "−");
	}
}
