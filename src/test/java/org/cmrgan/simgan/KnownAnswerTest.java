/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.SpectralGap;
import org.cmrgan.nn.Backend;
import org.cmrgan.phantom.Phantom;
import org.cmrgan.phantom.Phantoms;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;

/**
 * A task with a known answer: phantoms degraded by a known blur and noise are refined towards clean phantoms of other
 * subjects, so that the clean version of a degraded image is never seen.
 */
@Tag("slow")
class KnownAnswerTest {
	private static final int SIZE = 80;
	private static final int SUBJECTS = 60;
	private static final double BLUR = 0.8;
	private static final double NOISE_MS = 15;
	private static final double MS = 1000;
	@TempDir
	private Path folder;

	@Test
	void refiningUndoesAKnownDegradationAndKeepsT1() {
		Backend.prepare();
		final List<boolean[]> walls = new ArrayList<>();
		final PatchSet clean = phantoms(1000, new ArrayList<>());
		final PatchSet degraded = degraded(phantoms(1, walls));
		final ListeningContext heard = new ListeningContext();
		SimGan.train(SimGanConfig.of(Map.of("preset", "quick")), degraded, clean, Pairs.none(clean), folder,
				new Seeds(1), heard, List.of());
		assertEquals(List.of(), heard.warnings());
		final PatchSet refined = SimGan.refine(folder, degraded, RunContext.quiet());

		// Judged on phantoms that were not used for training.
		final SpectralGap gap = new SpectralGap(rows(phantoms(5000, new ArrayList<>())), SIZE, SIZE);
		final double before = gap.of(rows(degraded));
		final double after = gap.of(rows(refined));
		assertTrue(before > 0.5, "there is something to recover: " + before);
		assertTrue(after <= before / 2, before + " before, " + after + " after");
		double signed = 0;
		double moved = 0;
		for (int i = 0; i < SUBJECTS; i++) {
			final double change = t1(refined.pixels(i), walls.get(i)) - t1(degraded.pixels(i), walls.get(i));
			signed += change / SUBJECTS;
			moved += Math.abs(change) / SUBJECTS;
		}
		assertEquals(0, moved, 10, "mean |change| of mean myocardial T1 in ms; signed " + signed);
	}

	/** Patches about the wall's centre, T1 from 0 to 2000 ms as [-1, 1]. */
	private static PatchSet phantoms(final long seed, final List<boolean[]> walls) {
		final List<Patch> patches = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < SUBJECTS; i++) {
			final Phantom phantom = Phantoms.one(i % 2 == 0, seed + i);
			final boolean[] mask = new boolean[SIZE * SIZE];
			pixels.add(cut(phantom, mask));
			walls.add(mask);
			patches.add(new Patch(seed + "-" + i, "subject" + (seed + i), phantom.label(), 0, Map.of()));
		}
		return new PatchSet(SIZE, SIZE, 1.2, patches, pixels);
	}

	private static float[] cut(final Phantom phantom, final boolean[] wall) {
		final RandomAccess<? extends RealType<?>> map = phantom.map().image().randomAccess();
		final RandomAccess<? extends RealType<?>> mask = phantom.mask().image().randomAccess();
		double x = 0;
		double y = 0;
		int count = 0;
		for (int p = 0; p < Phantom.WIDTH * Phantom.HEIGHT; p++) {
			if (at(mask, p % Phantom.WIDTH, p / Phantom.WIDTH) == 0) continue;
			x += p % Phantom.WIDTH;
			y += p / Phantom.WIDTH;
			count++;
		}
		final int left = (int) Math.max(0, Math.min(Phantom.WIDTH - SIZE, x / count - SIZE / 2.0));
		final int top = (int) Math.max(0, Math.min(Phantom.HEIGHT - SIZE, y / count - SIZE / 2.0));
		final float[] out = new float[SIZE * SIZE];
		for (int p = 0; p < out.length; p++) {
			out[p] = (float) Math.max(-1, Math.min(1, at(map, left + p % SIZE, top + p / SIZE) / MS - 1));
			wall[p] = at(mask, left + p % SIZE, top + p / SIZE) > 0;
		}
		return out;
	}

	private static double at(final RandomAccess<? extends RealType<?>> image, final int x, final int y) {
		image.setPosition(new int[] { x, y, 0 });
		return image.get().getRealDouble();
	}

	/** A Gaussian blur of {@link #BLUR} pixels, then noise of {@link #NOISE_MS}. */
	private static PatchSet degraded(final PatchSet clean) {
		final RandomGenerator random = new Seeds(1).random("noise", 0);
		final List<float[]> out = new ArrayList<>();
		for (final float[] image : clean.pixels()) {
			final float[] worse = blurred(blurred(image, 1, SIZE), SIZE, 1);
			for (int p = 0; p < worse.length; p++) worse[p] += (float) (random.nextGaussian() * NOISE_MS / MS);
			out.add(worse);
		}
		return new PatchSet(SIZE, SIZE, clean.spacing(), clean.patches(), out);
	}

	private static float[] blurred(final float[] image, final int along, final int across) {
		final float[] out = new float[image.length];
		for (int a = 0; a < SIZE; a++) for (int i = 0; i < SIZE; i++) {
			double sum = 0;
			double weights = 0;
			for (int d = -3; d <= 3; d++) {
				final int from = Math.max(0, Math.min(SIZE - 1, i + d));
				final double weight = Math.exp(-d * d / (2 * BLUR * BLUR));
				sum += weight * image[from * along + a * across];
				weights += weight;
			}
			out[i * along + a * across] = (float) (sum / weights);
		}
		return out;
	}

	private static double t1(final float[] image, final boolean[] wall) {
		double sum = 0;
		int count = 0;
		for (int p = 0; p < image.length; p++) if (wall[p]) {
			sum += (image[p] + 1) * MS;
			count++;
		}
		return sum / count;
	}

	private static float[][] rows(final PatchSet set) {
		return set.pixels().toArray(new float[0][]);
	}
}
