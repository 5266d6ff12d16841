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
		if (made.synthetic.isEmpty()) out.text("No synthetic images have been made in this study.");
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
				"The generators were " + fold + ". " + set(input)
						+ "Images are taken at even distances through each set, not chosen.",
				Picture.numbers(COLUMNS));
		for (final String label : input.labels())
			out = out.rowApart("real " + label, some(input.realAsShown().ofLabel(label))).row("synthetic " + label,
					some(synthetic.ofLabel(label)));
		return out;
	}

	/** Which set is shown, before another sentence; empty where it is not known. */
	private static String set(final ReportInput input) {
		return input.shown().set.map(of -> of.sentence() + " ").orElse("");
	}

	private static Picture evolution(final ReportInput input, final TrainedNetwork training) {
		final SampleFilm film = training.samples();
		final List<Integer> frames = film.spread(FRAMES + 1);
		Picture out = picture(input, "figure-samples-" + training.id(), training.title() + ": samples during training",
				"Each row is one latent vector, the same throughout.", labels(film, frames));
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
				"Each row is one synthetic image and what the refiner makes of it.", columns);
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
						+ "In the differences grey is unchanged; white is brighter by a quarter of the intensity range, and black darker.",
				Picture.numbers(COLUMNS));
		for (final String label : input.labels()) {
			final int[] places = IntStream.range(0, Math.min(synthetic.size(), refined.size()))
					.filter(i -> synthetic.patch(i).label().equals(label)).toArray();
			final List<float[]> before = new ArrayList<>();
			final List<float[]> after = new ArrayList<>();
			final List<float[]> change = new ArrayList<>();
			for (int c = 0; c < Math.min(COLUMNS, places.length); c++) {
				final int i = places[spread(c, Math.min(COLUMNS, places.length), places.length)];
				before.add(synthetic.pixels(i));
				after.add(refined.pixels(i));
				final float[] difference = new float[synthetic.pixels(i).length];
				for (int k = 0; k < difference.length; k++)
					difference[k] = refined.pixels(i)[k] - synthetic.pixels(i)[k];
				change.add(difference);
			}
			out = out.rowApart(label + ", synthetic", before).row(label + ", refined", after)
					.row(label + ", difference", change, -CHANGE, CHANGE);
		}
		return out;
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
