/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.cmrgan.data.Montage;
import org.cmrgan.data.PatchSet;
import org.cmrgan.train.SampleFilm;

/** The paper's Figures 6, 8 and 9 for the user's own data. */
final class PictureSection {
	private static final int COLUMNS = 8;
	private static final int FRAMES = 7;
	private static final int SAMPLES = 4;

	private PictureSection() {}

	static Section of(final ReportInput input) {
		final Section out = new Section("pictures", "Pictures");
		final ReportInput.Made made = input.shown();
		final String fold = input.shownFold() == 0 ? "trained on all data" : "trained for fold " + input.shownFold();
		if (made.synthetic.isEmpty()) out.text("No synthetic images have been made in this study.");
		else
			out.picture(realAndSynthetic(input, made.synthetic.get(), fold))
					.note(input.cuts(Stage.EGAN, input.shownFold()));
		for (final TrainedNetwork training : input.trainings())
			if (training.fold() == input.shownFold() && training.stage() == Stage.EGAN) evolution(input, training, out);
		for (final TrainedNetwork training : input.trainings())
			if (training.fold() == input.shownFold() && training.stage() == Stage.SIMGAN)
				refinement(input, training, out);
		if (made.synthetic.isPresent() && made.refined.isPresent())
			out.picture(beforeAndAfter(input, made.synthetic.get(), made.refined.get(), fold))
					.note(input.cuts(Stage.SIMGAN, input.shownFold()));
		return out;
	}

	private static Picture realAndSynthetic(final ReportInput input, final PatchSet synthetic, final String fold) {
		final Montage montage = montage(input);
		final List<String> rows = new ArrayList<>();
		for (final String label : input.labels()) {
			if (!rows.isEmpty()) montage.gap();
			montage.row(some(input.realAsShown().ofLabel(label), COLUMNS));
			montage.row(some(synthetic.ofLabel(label), COLUMNS));
			rows.add("real " + label);
			rows.add("synthetic " + label);
		}
		final String words = "Rows from the top: " + String.join(", ", rows) + ". Generators " + fold
				+ ". Images are taken at even distances through each set, none by choice.";
		return new Picture("figure-6-real-and-synthetic", "Real and synthetic images (Figure 6 of the paper)",
				"Montage of real and synthetic patches of both classes. " + words, words, montage.image());
	}

	private static void evolution(final ReportInput input, final TrainedNetwork training, final Section out) {
		final SampleFilm film = training.samples();
		if (film.isEmpty()) return;
		final List<Integer> frames = film.spread(FRAMES + 1);
		final Montage montage = montage(input);
		for (int s = 0; s < Math.min(SAMPLES, film.frame(frames.get(0)).size()); s++)
			montage.row(column(film, frames, s));
		final String words = "Columns: " + frames.stream().map(film::label).collect(Collectors.joining(", "))
				+ ". Each row is one fixed latent vector.";
		out.picture(new Picture("figure-samples-" + training.id(), training.title() + ": samples through training",
				"Montage of the same samples at later and later steps. " + words, words, montage.image()))
				.note(input.cuts(Stage.EGAN, input.shownFold()));
	}

	private static void refinement(final ReportInput input, final TrainedNetwork training, final Section out) {
		final SampleFilm film = training.samples();
		if (film.isEmpty()) return;
		final List<Integer> frames = film.spread(FRAMES);
		final int half = film.frame(frames.get(0)).size() / 2;
		final Montage montage = montage(input);
		for (int s = 0; s < Math.min(SAMPLES, half); s++) {
			final List<float[]> row = new ArrayList<>();
			row.add(film.frame(frames.get(0)).get(s));
			row.addAll(column(film, frames, half + s));
			montage.row(row);
		}
		final String words = "Columns: synthetic, then refined at "
				+ frames.stream().map(film::label).collect(Collectors.joining(", ")) + ". Each row is one image.";
		out.picture(new Picture("figure-8-" + training.id(),
				training.title() + ": refinement through training (Figure 8 of the paper)",
				"Montage of synthetic patches and of what the refiner makes of them as training goes on. " + words,
				words, montage.image())).note(input.cuts(Stage.SIMGAN, input.shownFold()));
	}

	private static Picture beforeAndAfter(final ReportInput input, final PatchSet synthetic, final PatchSet refined,
			final String fold) {
		final Montage montage = montage(input);
		final List<String> rows = new ArrayList<>();
		for (final String label : input.labels()) {
			final List<float[]> before = new ArrayList<>();
			final List<float[]> after = new ArrayList<>();
			final List<float[]> change = new ArrayList<>();
			final int[] places = java.util.stream.IntStream.range(0, Math.min(synthetic.size(), refined.size()))
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
			if (!rows.isEmpty()) montage.gap();
			montage.row(before).row(after).row(change, -0.5, 0.5);
			rows.add(label + " before, after and their difference");
		}
		final String words = "Rows from the top: " + String.join("; ", rows)
				+ " (grey: unchanged, white: brighter by a quarter of the intensity range). Refiner " + fold + ".";
		return new Picture("figure-9-before-and-after",
				"Synthetic images before and after refinement (Figure 9 of the paper)",
				"Montage of synthetic patches, their refined versions and the differences. " + words, words,
				montage.image());
	}

	private static List<float[]> column(final SampleFilm film, final List<Integer> frames, final int sample) {
		final List<float[]> out = new ArrayList<>();
		for (final int f : frames) if (sample < film.frame(f).size()) out.add(film.frame(f).get(sample));
		return out;
	}

	private static List<float[]> some(final PatchSet set, final int count) {
		final List<float[]> out = new ArrayList<>();
		final int n = Math.min(count, set.size());
		for (int i = 0; i < n; i++) out.add(set.pixels(spread(i, n, set.size())));
		return out;
	}

	private static int spread(final int i, final int count, final int all) {
		return count == 1 ? 0 : (int) Math.round(i * (all - 1.0) / (count - 1));
	}

	private static Montage montage(final ReportInput input) {
		return new Montage(input.real().width(), input.real().height(), input.real().width() > 120 ? 1 : 2);
	}
}
