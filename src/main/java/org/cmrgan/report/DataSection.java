/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.Optional;

import org.cmrgan.data.PatchSet;

/** The data of the study. */
final class DataSection {
	private static final int NAMED = 10;

	private DataSection() {}

	static Section of(final ReportInput input) {
		final PatchSet real = input.real();
		final Section out = new Section("data", "Data");
		final List<List<String>> rows = new ArrayList<>();
		for (final String label : input.labels())
			rows.add(row(label.equals(input.positive()) ? label + " (positive)" : label, real.ofLabel(label),
					real.folds()));
		rows.add(row("all", real, real.folds()));
		final List<String> columns = new ArrayList<>(List.of("class", "subjects", "images"));
		for (int k = 1; k <= real.folds(); k++) columns.add("tested in fold " + k);
		out.table(new Table("data", "Real images", columns, rows,
				"The columns of the folds give subjects / images. All images of a subject are in the same fold, "
						+ "and no network of a fold was trained on the subjects that it is tested on."));
		final List<List<String>> facts = new ArrayList<>();
		facts.add(List.of("patch",
				real.width() + "×" + real.height() + " pixels of " + Format.number(real.spacing(), 3) + " mm"));
		if (!input.windowWords().isEmpty()) facts.add(List.of("intensities", input.windowWords()));
		if (!input.source().isEmpty()) facts.add(List.of("source", input.source()));
		if (!input.leftOut().isEmpty()) facts.add(List.of("excluded by hand", leftOut(input.leftOut())));
		facts.add(List.of("always predicting the more frequent class", Format.percent(majority(input)) + " accuracy"));
		out.table(new Table("facts", "Preprocessing", List.of("property", "value"), facts, ""));
		sets(input).ifPresent(out::table);
		return out;
	}

	private static String leftOut(final List<String> ids) {
		return Format.count(ids.size(), "real image") + ": "
				+ ids.stream().limit(NAMED).collect(Collectors.joining(", "))
				+ (ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "");
	}

	/** The synthetic sets that the report shows. */
	private static Optional<Table> sets(final ReportInput input) {
		final List<List<String>> rows = new ArrayList<>();
		input.made().forEach((fold, made) -> made.set.ifPresent(
				set -> rows.add(List.of(set.name(), made.synthetic.map(s -> String.valueOf(s.size())).orElse(""),
						set.amount(), set.seed(), String.valueOf(set.leftOut())))));
		return rows.isEmpty()
				? Optional.empty()
				: Optional.of(new Table("sets", "Synthetic images",
						List.of("set", "images", "amount", "seed", "excluded by hand"), rows,
						"All pictures and figures of synthetic images show these sets. Refined images were made from them."));
	}

	/** Accuracy of always predicting the more frequent class. */
	static double majority(final ReportInput input) {
		final double n = input.real().size();
		final double positives = input.real().ofLabel(input.positive()).size();
		return n == 0 ? Double.NaN : Math.max(positives, n - positives) / n;
	}

	private static List<String> row(final String name, final PatchSet set, final int folds) {
		final List<String> out = new ArrayList<>(
				List.of(name, String.valueOf(set.subjects().size()), String.valueOf(set.size())));
		for (int k = 1; k <= folds; k++) {
			final PatchSet test = set.testOf(k);
			out.add(test.subjects().size() + " / " + test.size());
		}
		return out;
	}
}
