/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.imageio.ImageIO;

import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.Spectrum;
import org.cmrgan.run.UserError;

/** How good the made images are, and whether they give training images back. */
final class QualitySection {
	/** What each figure means and which way is better. */
	private static final Map<String, String> MEANING = new LinkedHashMap<>();
	static {
		MEANING.put("KID", "kernel inception distance to the training reals; 0 = same distribution, lower is better");
		MEANING.put("KID permutation p", "how often random relabelling gives such a KID; small = the sets differ");
		MEANING.put("FID",
				"Fréchet inception distance to the training reals; lower is better, and biased upwards on few images");
		MEANING.put("precision", "share of the images that lie among the reals; higher is better");
		MEANING.put("recall", "share of the reals that lie among the images; higher is better");
		MEANING.put("density", "how densely the images lie among the reals; 1 is as the reals themselves");
		MEANING.put("coverage", "share of the reals that have an image nearby; higher is better");
		MEANING.put("sliced Wasserstein", "mean distance of the sets along random directions; lower is better");
		MEANING.put("anatomy KID",
				"KID to the training reals on the principal components of low resolution, which hold anatomy and no texture; lower is better");
		MEANING.put("anatomy spread",
				"standard deviation of these components beside the training reals'; 1 = as varied, lower = more alike");
		MEANING.put("MS-SSIM diversity",
				"mean likeness of two images of the set (as many scales as fit); at the reals' value = as diverse as they are");
		MEANING.put("high-frequency share",
				"energy at and above half the Nyquist frequency; at the reals' value = as sharp as they are");
		MEANING.put("T1 median (ms)", "median intensity");
		MEANING.put("T1 KS distance", "largest gap between the cumulative T1 histograms, 0 to 1; lower is better");
		MEANING.put("T1 Wasserstein (ms)", "mean shift in T1 that makes the histograms equal; lower is better");
	}
	private static final double LEANING = 0.05;
	private static final String PARTS = "E-GAN began with parts of training images, bent into other shapes: treat its images as patient data.";
	private static final String NO_IMAGES = "E-GAN's generators hold no images; they can still reproduce what they saw: see the memorisation check.";
	private static final int SPECTRA = 60;
	private static final int BINS = 80;

	private final ReportInput input;
	private final Map<Integer, CsvTable> metrics = new LinkedHashMap<>();

	QualitySection(final ReportInput input) {
		this.input = input;
		input.quality().forEach(
				(fold, folder) -> CsvTable.read(folder.resolve("metrics.csv")).ifPresent(m -> metrics.put(fold, m)));
	}

	Section quality() {
		final Section out = new Section("quality", "Image quality");
		if (metrics.isEmpty()) out.text("The quality of the images has not been measured in this study.");
		metrics.forEach((fold, csv) -> {
			final String where = fold == 0 ? "all data" : "fold " + fold;
			for (final String label : csv.distinct("label")) {
				final Table table = table(csv, fold, where, label);
				if (fold == first() && label.equals("all")) out.table(table).note(input.cuts(Stage.QUALITY, fold));
				else
					out.foldedTable(table);
			}
		});
		if (!metrics.isEmpty()) {
			final List<List<String>> rows = new ArrayList<>();
			MEANING.forEach((metric, words) -> rows.add(List.of(metric, words)));
			out.foldedTable(
					new Table("how-to-read", "How to read these figures", List.of("figure", "meaning"), rows, ""));
		}
		out.charts(charts());
		return out;
	}

	Section memorisation() {
		final Section out = new Section("memorisation", "Does the generator give patients back?");
		if (metrics.isEmpty()) return out.text("Copies of training images have not been looked for in this study.");
		if (began("mosaic")) out.text(PARTS);
		if (began("learned")) out.text(NO_IMAGES);
		metrics.forEach((fold, csv) -> {
			final String where = fold == 0 ? "All data: " : "Fold " + fold + ": ";
			for (final String verdict : verdicts(csv)) out.text(where + verdict);
			if (fold == first()) {
				for (final String set : csv.distinct("set")) gallery(fold, set).ifPresent(out::picture);
				out.table(copyTable(csv, fold));
			}
		});
		return out;
	}

	/** Whether E-GAN began so; images of a mosaic show training images in part, however unlike each as a whole. */
	private boolean began(final String start) {
		return input.runs().stream().anyMatch(r -> r.stage() == Stage.EGAN && start.equals(r.used().get("start")));
	}

	/** What is known of copies in the shown fold, in a few sentences. */
	String claim() {
		if (metrics.isEmpty()) return "Copies of training images have not been looked for.";
		final CsvTable csv = metrics.get(first());
		final List<String> copies = new ArrayList<>();
		final List<String> clean = new ArrayList<>();
		final List<String> leaning = new ArrayList<>();
		for (int i = 0; i < csv.size(); i++) {
			if (csv.text(i, "metric").equals("nearest to a seen subject, p") && csv.number(i, "value") < LEANING)
				leaning.add(csv.text(i, "set"));
			if (!csv.text(i, "metric").equals("near-copies")) continue;
			final String of = csv.text(i, "images") + " " + csv.text(i, "set");
			if (csv.number(i, "value") > 0) copies.add((int) csv.number(i, "value") + " of " + of);
			else
				clean.add(of);
		}
		if (copies.isEmpty() && clean.isEmpty()) return "Copies of training images have not been looked for.";
		final String close = leaning.isEmpty()
				? ""
				: " As a whole the " + String.join(" and the ", leaning)
						+ " images lie closer to the subjects they were made from than chance explains: treat them as patient data.";
		if (copies.isEmpty())
			return "None of the " + String.join(" and of the ", clean) + " images is a near-copy of a training image."
					+ close + (began("mosaic") ? " " + PARTS : "");
		return "Near-copies of training images are among the made ones (" + String.join(", ", copies)
				+ "): do not pass these sets on." + close;
	}

	private int first() {
		return metrics.containsKey(input.shownFold()) ? input.shownFold() : metrics.keySet().iterator().next();
	}

	private static List<String> verdicts(final CsvTable csv) {
		final List<String> out = new ArrayList<>();
		for (int i = 0; i < csv.size(); i++)
			if (csv.text(i, "metric").equals("near-copies")) out.add(csv.text(i, "note"));
		return out;
	}

	private static Table table(final CsvTable csv, final int fold, final String where, final String label) {
		final List<String> sets = csv.distinct("set");
		final Set<List<String>> measures = new LinkedHashSet<>();
		final Set<String> notes = new LinkedHashSet<>();
		final Map<String, String> images = new LinkedHashMap<>();
		for (int i = 0; i < csv.size(); i++) {
			if (!csv.text(i, "label").equals(label) || !MEANING.containsKey(csv.text(i, "metric"))) continue;
			measures.add(List.of(csv.text(i, "metric"), csv.text(i, "features")));
			images.putIfAbsent(csv.text(i, "set"), csv.text(i, "images"));
			if (!csv.text(i, "note").isEmpty()) notes.add(csv.text(i, "metric") + ": " + csv.text(i, "note"));
		}
		final List<String> columns = new ArrayList<>(List.of("figure", "measured on"));
		for (final String set : sets) columns.add(set + (images.containsKey(set) ? " (" + images.get(set) + ")" : ""));
		final List<List<String>> rows = new ArrayList<>();
		for (final List<String> measure : measures) {
			final List<String> cells = new ArrayList<>(
					List.of(measure.get(0), measure.get(1).isEmpty() ? "pixels" : measure.get(1)));
			for (final String set : sets) {
				final int row = csv.find("set", set, "label", label, "metric", measure.get(0), "features",
						measure.get(1));
				if (row < 0) cells.add("");
				else
					cells.add(
							Format.number(csv.number(row, "value"), 3) + (Double.isFinite(csv.number(row, "deviation"))
									? " ± " + Format.number(csv.number(row, "deviation"), 2)
									: ""));
			}
			rows.add(cells);
		}
		final String which = label.equals("all") ? "both classes" : "class " + label;
		return new Table("quality-fold-" + fold + "-" + FileNames.of(label), "Image quality, " + where + ", " + which,
				columns, rows,
				"Against the training reals; number of images in brackets; ± is the deviation over random draws. The held-out reals show what a perfect "
						+ "generator would get. " + String.join("; ", notes) + ".");
	}

	private static Table copyTable(final CsvTable csv, final int fold) {
		final List<List<String>> rows = new ArrayList<>();
		for (int i = 0; i < csv.size(); i++) {
			final String metric = csv.text(i, "metric");
			if (MEANING.containsKey(metric) || metric.equals("FID dimensions")) continue;
			final boolean verdict = metric.equals("near-copies");
			rows.add(List.of(csv.text(i, "set"), metric,
					csv.text(i, "features").isEmpty() ? "pixels" : csv.text(i, "features"),
					Format.number(csv.number(i, "value"), 3), verdict ? "" : csv.text(i, "note")));
		}
		return new Table("memorisation-fold-" + fold, "What the verdict rests on",
				List.of("set", "figure", "measured on", "value", "remark"), rows,
				"Near-copies: images less than half as far from one training image as different subjects are from each other, and from that one alone. "
						+ "Copying z: Mann–Whitney deviate of the distances to the nearest training image against those of reals; far below 0 = nearer. "
						+ "Authenticity: share of images farther from their nearest real than that one is from another subject. "
						+ "Nearest-neighbour ratio: nearest over second-nearest subject, near 1 = no single one stands out.");
	}

	private Optional<Picture> gallery(final int fold, final String set) {
		final Path file = input.quality().get(fold).resolve("nearest-" + set + ".png");
		if (!Files.isRegularFile(file)) return Optional.empty();
		final BufferedImage image;
		try {
			image = ImageIO.read(file.toFile());
		} catch (final IOException e) {
			throw new UserError("Cannot read " + file + " (" + e.getMessage() + "): run Image Quality Report again.",
					e);
		}
		if (image == null) throw UserError.of("%s is no picture: run Image Quality Report again.", file);
		final String words = "Rows from the top: " + set
				+ " images, the training images nearest to each, flipped, turned and shifted to lie on them, and the "
				+ "absolute differences (white: half the intensity range). The closest pairs of the whole set, closest first.";
		return Optional.of(new Picture("figure-nearest-" + set, "Closest pairs, " + set,
				"Gallery of " + set + " images with their nearest training images. " + words, words, image));
	}

	private List<Chart> charts() {
		final ReportInput.Made made = input.shown();
		if (made.synthetic.isEmpty()) return List.of();
		final Map<String, PatchSet> sets = new LinkedHashMap<>();
		sets.put("real", input.realAsShown().trainingOf(input.shownFold()));
		sets.put("synthetic", made.synthetic.get());
		made.refined.ifPresent(r -> sets.put("refined", r));
		final boolean ms = input.milliseconds().isPresent();
		Chart histogram = Chart.of("histogram", "Intensities of whole patches",
				"Histograms of pixel intensities of " + String.join(", ", sets.keySet()) + " images.",
				ms ? "T1, ms" : "intensity", "share of pixels, %");
		Chart spectrum = Chart
				.of("spectrum", "Radial power spectrum",
						"Mean power by spatial frequency of " + String.join(", ", sets.keySet())
								+ " images; lines that fall below the real one mean blur.",
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
