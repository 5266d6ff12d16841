/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.cmrgan.data.PatchSet;
import org.cmrgan.train.SampleFilm;

/** The paper's Figures 6, 8 and 9 for the user's own data. */
final class PictureSection {
	private static final String NO_IMAGES = "This study has no synthetic images.";
	private static final String EVENLY = "The images are evenly spaced in each set; they were not selected by hand.";
	private static final int COLUMNS = 8;
	private static final int FRAMES = 7;
	private static final int SAMPLES = 4;
	/** The difference that is shown white; its negative is black. */
	private static final double CHANGE = 0.5;

	private PictureSection() {}

	static Section of(final ReportInput input) {
		final Section out = new Section("pictures", "Pictures");
		final ReportInput.Made made = input.shown();
		final String fold = input.shownFold() == 0 ? "trained on all data" : "trained for fold " + input.shownFold();
		if (made.synthetic.isEmpty()) out.text(NO_IMAGES);
		else
			out.picture(realAndSynthetic(input, made.synthetic.get(), fold))
					.note(input.preset(Stage.EGAN, input.shownFold()));
		for (final TrainedNetwork training : input.trainings())
			if (training.fold() == input.shownFold() && !training.samples().isEmpty())
				out.picture(training.stage() == Stage.EGAN ? evolution(input, training) : refinement(input, training))
						.note(input.preset(training.stage(), input.shownFold()));
		if (made.synthetic.isPresent() && made.refined.isPresent())
			out.picture(beforeAndAfter(input, made.synthetic.get(), made.refined.get(), fold))
					.note(input.preset(Stage.SIMGAN, input.shownFold()));
		return out;
	}

	private static Picture picture(final ReportInput input, final String id, final String title, final String caption,
			final List<String> columns) {
		return Picture.of(id, title, caption, input.real().width(), input.real().height(), columns);
	}

	private static Picture realAndSynthetic(final ReportInput input, final PatchSet synthetic, final String fold) {
		Picture out = picture(input, "figure-6-real-and-synthetic", "Real and synthetic images (Figure 6 of the paper)",
				"The generators were " + fold + ". " + set(input) + EVENLY, Picture.numbers(COLUMNS));
		for (final String label : input.labels())
			out = out.rowApart("real " + label, some(input.realAsShown().ofLabel(label))).row("synthetic " + label,
					some(synthetic.ofLabel(label)));
		return out;
	}

	/** The set that is shown, as an introductory sentence; empty if it is unknown. */
	private static String set(final ReportInput input) {
		return input.shown().set.map(of -> of.sentence() + " ").orElse("");
	}

	private static Picture evolution(final ReportInput input, final TrainedNetwork training) {
		final SampleFilm film = training.samples();
		final List<Integer> frames = film.spread(FRAMES + 1);
		Picture out = picture(input, "figure-samples-" + training.id(), training.title() + ": samples during training",
				"Each row shows the same latent vector.", labels(film, frames));
		for (int s = 0; s < Math.min(SAMPLES, film.frame(frames.get(0)).size()); s++)
			out = out.row("sample " + (s + 1), column(film, frames, s));
		return out;
	}

	private static Picture refinement(final ReportInput input, final TrainedNetwork training) {
		final SampleFilm film = training.samples();
		final List<Integer> frames = film.spread(FRAMES);
		final int half = film.frame(frames.get(0)).size() / 2;
		final List<String> columns = new ArrayList<>(List.of("synthetic"));
		columns.addAll(labels(film, frames));
		Picture out = picture(input, "figure-8-" + training.id(),
				training.title() + ": refinement during training (Figure 8 of the paper)",
				"Each row shows a synthetic image and its refined versions.", columns);
		for (int s = 0; s < Math.min(SAMPLES, half); s++) {
			final List<float[]> row = new ArrayList<>();
			row.add(film.frame(frames.get(0)).get(s));
			row.addAll(column(film, frames, half + s));
			out = out.row("sample " + (s + 1), row);
		}
		return out;
	}

	private static Picture beforeAndAfter(final ReportInput input, final PatchSet synthetic, final PatchSet refined,
			final String fold) {
		Picture out = picture(input, "figure-9-before-and-after",
				"Synthetic images before and after refinement (Figure 9 of the paper)",
				"The refiner was " + fold + ". " + set(input)
						+ "In the differences, grey means no change; white means brighter, and black darker, by at least a quarter of the intensity range.",
				Picture.numbers(COLUMNS));
		for (final String label : input.labels()) {
			final Pairs pairs = new Pairs(label, synthetic, refined);
			out = out.rowApart(label + ", synthetic", pairs.before).row(label + ", refined", pairs.after)
					.row(label + ", difference", pairs.change, -CHANGE, CHANGE);
		}
		return out;
	}

	/**
	 * The first section of the page: real, synthetic and refined images of both classes, and the changes by the
	 * refiner.
	 */
	static Section opening(final ReportInput input) {
		final Section out = new Section("glance", "At a glance");
		final ReportInput.Made made = input.shown();
		if (made.synthetic.isEmpty()) return out.text(NO_IMAGES);
		final PatchSet synthetic = made.synthetic.get();
		final PatchSet refined = made.refined.orElse(synthetic);
		final List<Pairs> pairs = input.labels().stream().map(l -> new Pairs(l, synthetic, refined))
				.collect(Collectors.toList());
		final double scale = pairs.stream().mapToDouble(Pairs::usualChange).max().orElse(0);
		Picture picture = picture(input, "figure-at-a-glance", "Real, synthetic and refined images", set(input) + EVENLY
				+ " In a column, only the synthetic image, its refined version and the change belong together."
				+ (made.refined.isEmpty()
						? ""
						: " In the last row of a class, grey means no change; white means brighter, and black darker, by at least "
								+ Format.percent(scale / 2) + " of the intensity range."),
				Picture.numbers(COLUMNS));
		for (int k = 0; k < pairs.size(); k++) {
			final String label = input.labels().get(k);
			picture = picture.rowApart("real " + label, some(input.realAsShown().ofLabel(label)))
					.row("synthetic " + label, pairs.get(k).before);
			if (made.refined.isPresent())
				picture = picture.row("refined " + label, pairs.get(k).after).row("change by the refiner",
						pairs.get(k).change, -scale, scale);
		}
		return out.picture(picture);
	}

	/** Some synthetic images of a class, the same after refinement, and the differences. */
	private static final class Pairs {
		/** Fraction of the pixels that change less than the value that is shown white. */
		private static final double MOST = 0.99;
		/** Differences are not enlarged more than this, because smaller ones are rounding errors. */
		private static final double LEAST = 0.02;

		private final List<float[]> before = new ArrayList<>();
		private final List<float[]> after = new ArrayList<>();
		private final List<float[]> change = new ArrayList<>();

		private Pairs(final String label, final PatchSet synthetic, final PatchSet refined) {
			final int[] places = IntStream.range(0, Math.min(synthetic.size(), refined.size()))
					.filter(i -> synthetic.patch(i).label().equals(label)).toArray();
			for (int c = 0; c < Math.min(COLUMNS, places.length); c++) {
				final int i = places[spread(c, Math.min(COLUMNS, places.length), places.length)];
				before.add(synthetic.pixels(i));
				after.add(refined.pixels(i));
				final float[] difference = new float[synthetic.pixels(i).length];
				for (int k = 0; k < difference.length; k++)
					difference[k] = refined.pixels(i)[k] - synthetic.pixels(i)[k];
				change.add(difference);
			}
		}

		/** The largest change of nearly all pixels, in units of half the intensity range. */
		private double usualChange() {
			final double[] sorted = change.stream()
					.flatMapToDouble(d -> IntStream.range(0, d.length).mapToDouble(k -> Math.abs(d[k]))).sorted()
					.toArray();
			return sorted.length == 0 ? LEAST : Math.max(LEAST, sorted[(int) (MOST * (sorted.length - 1))]);
		}
	}

	private static List<String> labels(final SampleFilm film, final List<Integer> frames) {
		return frames.stream().map(film::label).collect(Collectors.toList());
	}

	private static List<float[]> column(final SampleFilm film, final List<Integer> frames, final int sample) {
		final List<float[]> out = new ArrayList<>();
		for (final int f : frames) if (sample < film.frame(f).size()) out.add(film.frame(f).get(sample));
		return out;
	}

	private static List<float[]> some(final PatchSet set) {
		final List<float[]> out = new ArrayList<>();
		final int n = Math.min(COLUMNS, set.size());
		for (int i = 0; i < n; i++) out.add(set.pixels(spread(i, n, set.size())));
		return out;
	}

	private static int spread(final int i, final int count, final int all) {
		return count == 1 ? 0 : (int) Math.round(i * (all - 1.0) / (count - 1));
	}
}
