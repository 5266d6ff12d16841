/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.data.PatchSet;
import org.cmrgan.egan.EGanConfig;
import org.cmrgan.metrics.Spectrum;
import org.cmrgan.quality.ClosestPairs;
import org.cmrgan.quality.Figure;
import org.cmrgan.quality.Quality;
import org.cmrgan.quality.QualityFindings;
import org.cmrgan.quality.QualityMetric;

/** How good the synthetic images are, and whether they reproduce training images. */
final class QualitySection {
	private static final String PARTS = "E-GAN started from parts of training images in other shapes: treat its images as patient data.";
	private static final String NOT_SEARCHED = "This study has not been searched for copies of training images.";
	private static final String NO_IMAGES = "E-GAN's generators contain no images, but they may still reproduce training images. This check looks for copies.";
	private static final Predicate<QualityMetric> REALISM = m -> m.kind() == QualityMetric.Kind.REALISM;
	private static final int PAIRS = 8;
	private static final int SPECTRA = 60;
	private static final int BINS = 80;

	private final ReportInput input;
	private final Map<Integer, QualityFindings> found;

	QualitySection(final ReportInput input) {
		this.input = input;
		found = input.quality();
	}

	Section quality() {
		final Section out = new Section("quality", "Image quality");
		if (found.isEmpty()) out.text("The quality of the images has not been measured in this study.");
		found.forEach((fold, findings) -> {
			final String where = fold == 0 ? "all data" : "fold " + fold;
			for (final String set : findings.madeSets())
				findings.realism(set).ifPresent(
						verdict -> out.text((found.size() > 1 ? Words.capital(where) + ": " : "") + verdict));
			for (final String label : findings.figures().stream().map(Figure::label).distinct()
					.collect(Collectors.toList())) {
				final Table table = table(findings, fold, where, label);
				if (fold == first() && label.equals(Quality.ALL))
					out.table(table).note(input.preset(Stage.QUALITY, fold));
				else
					out.foldedTable(table);
			}
		});
		if (!found.isEmpty()) out.foldedTable(meanings("how-to-read", "How to read these metrics", REALISM));
		out.charts(charts());
		return out;
	}

	private static Table meanings(final String id, final String title, final Predicate<QualityMetric> which) {
		return new Table(id, title, List.of("metric", "meaning"), Stream.of(QualityMetric.values()).filter(which)
				.map(m -> List.of(m.title(), m.meaning())).distinct().collect(Collectors.toList()), "");
	}

	Section memorisation() {
		final Section out = new Section("memorisation", "Do the generators reproduce patients?");
		if (found.isEmpty()) return out.text(NOT_SEARCHED);
		if (began("mosaic")) out.text(PARTS);
		if (began("learned")) out.text(NO_IMAGES);
		found.forEach((fold, findings) -> {
			final String where = fold == 0 ? "All data: " : "Fold " + fold + ": ";
			for (final String set : findings.madeSets()) out.text(where + findings.verdict(set));
			if (fold == first()) {
				for (final String set : findings.madeSets()) gallery(fold, set).ifPresent(out::picture);
				out.table(copyTable(findings, fold));
				out.foldedTable(meanings("how-to-read-copies", "How to read this table",
						m -> m.kind() == QualityMetric.Kind.COPYING));
			}
		});
		return out;
	}

	/**
	 * True if E-GAN began like that. Images of a mosaic show parts of training images, even if none is a copy as a
	 * whole.
	 */
	private boolean began(final String start) {
		return input.runs().stream()
				.anyMatch(r -> r.stage() == Stage.EGAN && r.settings().get(EGanConfig.START).equals(start));
	}

	/** The result of the search for copies in the shown fold, in a few sentences. */
	String claim() {
		if (found.isEmpty()) return NOT_SEARCHED;
		final QualityFindings findings = found.get(first());
		final List<String> copies = new ArrayList<>();
		final List<String> clean = new ArrayList<>();
		final List<String> leaning = new ArrayList<>();
		for (final String set : findings.madeSets()) {
			if (findings.leans(set)) leaning.add(set);
			final String of = findings.images(set) + " " + set;
			if (findings.copies(set) > 0) copies.add(findings.copies(set) + " of " + of);
			else
				clean.add(of);
		}
		if (copies.isEmpty() && clean.isEmpty()) return NOT_SEARCHED;
		final String close = leaning.isEmpty()
				? ""
				: " As a whole, the " + String.join(" and the ", leaning)
						+ " images are closer to their training subjects than chance explains: treat them as patient data.";
		if (copies.isEmpty())
			return "None of the " + String.join(" and ", clean) + " images is a near-copy of a training image." + close
					+ (began("mosaic") ? " " + PARTS : "");
		return "The sets contain near-copies of training images (" + String.join(", ", copies)
				+ "): do not share these sets." + close;
	}

	private int first() {
		return found.containsKey(input.shownFold()) ? input.shownFold() : found.keySet().iterator().next();
	}

	private static Table table(final QualityFindings findings, final int fold, final String where, final String label) {
		final List<Figure> figures = findings.figures().stream()
				.filter(f -> f.label().equals(label) && REALISM.test(f.metric())).collect(Collectors.toList());
		final List<String> columns = new ArrayList<>(List.of("metric", "measured on"));
		for (final String set : findings.sets())
			columns.add(set + figures.stream().filter(f -> f.set().equals(set)).findFirst()
					.map(f -> " (" + f.images() + ")").orElse(""));
		final List<List<String>> rows = new ArrayList<>();
		for (final Figure row : figures) {
			if (figures.stream().filter(f -> isRow(f, row)).findFirst().orElseThrow() != row) continue;
			final List<String> cells = new ArrayList<>(List.of(row.metric().title(), on(row)));
			for (final String set : findings.sets())
				cells.add(figures.stream().filter(f -> isRow(f, row) && f.set().equals(set)).findFirst()
						.map(QualitySection::value).orElse(""));
			rows.add(cells);
		}
		final Map<String, Set<String>> noted = new LinkedHashMap<>();
		for (final Figure figure : figures)
			if (!figure.note().isEmpty())
				noted.computeIfAbsent(figure.note(), note -> new LinkedHashSet<>()).add(figure.metric().title());
		final String notes = noted.entrySet().stream()
				.map(e -> Words.capital(Words.and(new ArrayList<>(e.getValue()))) + ": " + e.getKey() + ".")
				.collect(Collectors.joining(" "));
		final String which = label.equals(Quality.ALL) ? "both classes" : "class " + label;
		return new Table("quality-fold-" + fold + "-" + FileNames.of(label), "Image quality, " + where + ", " + which,
				columns, rows,
				"Distances are to the training images. Numbers of images are in brackets; ± is the standard deviation over random draws. "
						+ (findings.sets().contains(Quality.HELD_OUT)
								? "The column of held-out images shows what a perfect generator would reach. "
								: "")
						+ notes);
	}

	private static boolean isRow(final Figure a, final Figure b) {
		return a.metric() == b.metric() && a.features().equals(b.features());
	}

	private static String on(final Figure figure) {
		return figure.features().isEmpty() ? "pixels" : figure.features();
	}

	private static String value(final Figure figure) {
		return Format.estimate(figure.value(), figure.deviation());
	}

	private static Table copyTable(final QualityFindings findings, final int fold) {
		final List<List<String>> rows = new ArrayList<>();
		for (final Figure f : findings.figures()) {
			if (f.metric().kind() != QualityMetric.Kind.COPYING) continue;
			rows.add(List.of(f.set(), f.metric().title(), on(f), Format.number(f.value(), 3),
					f.metric() == QualityMetric.NEAR_COPIES ? "" : f.note()));
		}
		return new Table("memorisation-fold-" + fold, "Evidence for the verdict",
				List.of("set", "metric", "measured on", "value", "remark"), rows, "");
	}

	private Optional<Picture> gallery(final int fold, final String set) {
		final Optional<PatchSet> made = input.made(fold, set);
		if (made.isEmpty()) return Optional.empty();
		final PatchSet training = input.realOf(fold).trainingOf(fold);
		final ClosestPairs pairs = ClosestPairs.of(input.quality().get(fold).nearest(set), made.get(), training, PAIRS);
		if (pairs.made().isEmpty()) return Optional.empty();
		return Optional.of(Picture.of("figure-nearest-" + set, "Closest pairs, " + set,
				"The closest pairs of the whole set, closest first. Training images were flipped, rotated and shifted to match "
						+ "the " + set + " ones. In the differences, white means half the intensity range.",
				training.width(), training.height(), Picture.numbers(PAIRS)).row(set, pairs.made())
				.row("nearest training image", pairs.real()).row("absolute difference", pairs.difference(), 0, 1));
	}

	private List<Chart> charts() {
		final ReportInput.Made made = input.shown();
		if (made.synthetic.isEmpty()) return List.of();
		final Map<String, PatchSet> sets = new LinkedHashMap<>();
		sets.put("real", input.realAsShown().trainingOf(input.shownFold()));
		sets.put("synthetic", made.synthetic.get());
		made.refined.ifPresent(r -> sets.put("refined", r));
		final boolean ms = input.milliseconds().isPresent();
		Chart histogram = Chart.of("histogram", "Histogram of intensities",
				"Histograms of pixel intensities of " + String.join(", ", sets.keySet()) + " images.",
				ms ? "T1, ms" : "intensity", "share of pixels, %");
		Chart spectrum = Chart
				.of("spectrum", "Radial power spectrum",
						"Mean power by spatial frequency of " + String.join(", ", sets.keySet())
								+ " images; a line below that of real images means blur.",
						"cycles per pixel", "power")
				.logarithmic();
		for (final Map.Entry<String, PatchSet> set : sets.entrySet()) {
			histogram = histogram.with(set.getKey(), bins(), shares(set.getValue()));
			final Spectrum of = new Spectrum(set.getValue().width(), set.getValue().height());
			final double[] mean = new double[of.rings()];
			final int n = Math.min(SPECTRA, set.getValue().size());
			for (int i = 0; i < n; i++) {
				final double[] radial = of.radial(set.getValue().pixels((int) ((long) i * set.getValue().size() / n)));
				for (int r = 0; r < mean.length; r++) mean[r] += radial[r] / n;
			}
			final double[] frequency = new double[mean.length];
			Arrays.setAll(frequency, r -> r / (double) Math.min(set.getValue().width(), set.getValue().height()));
			spectrum = spectrum.with(set.getKey(), frequency, mean);
		}
		return List.of(histogram, spectrum);
	}

	private double[] bins() {
		final double[] out = new double[BINS];
		Arrays.setAll(out, b -> {
			final double value = -1 + (2 * b + 1.0) / BINS;
			return input.milliseconds().map(w -> (double) w.fromUnit(value)).orElse(value);
		});
		return out;
	}

	private static double[] shares(final PatchSet set) {
		final double[] out = new double[BINS];
		final double all = (double) set.size() * set.width() * set.height();
		for (final float[] image : set.pixels())
			for (final float v : image) out[Math.max(0, Math.min(BINS - 1, (int) ((v + 1) / 2 * BINS)))] += 100 / all;
		return out;
	}
}
