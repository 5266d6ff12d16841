/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.RunContext;

/** A study without networks: rings on noise, thicker and brighter in patients; "E-GAN" and "refined" images are drawn the same way. */
final class FakeStudy implements TrainingSets {
	private final int size;
	private final PatchSet real;
	private final double difference;
	/** How often images were asked for. */
	int asked;

	/**
	 * @param subjects the fourth, eighth, ... are normal
	 * @param difference between the classes; 0 makes them the same
	 */
	FakeStudy(final int subjects, final int images, final int folds, final int size, final double difference) {
		this.size = size;
		this.difference = difference;
		final RandomGenerator random = new MersenneTwister(5);
		final List<Patch> patches = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int s = 0; s < subjects; s++) {
			final boolean patient = s % 4 != 0;
			final double own = 0.3 * random.nextGaussian();
			for (int i = 0; i < images; i++) {
				patches.add(new Patch("s" + s + "-" + i, "s" + s, patient ? "patient" : "normal", 1 + s / 4 % folds,
						Map.of()));
				pixels.add(ring((patient ? difference : 0) + own, random));
			}
		}
		real = new PatchSet(size, size, 1.2, patches, pixels);
	}

	private float[] ring(final double abnormal, final RandomGenerator random) {
		final float[] out = new float[size * size];
		final double centreX = size / 2.0 + random.nextGaussian();
		final double centreY = size / 2.0 + random.nextGaussian();
		final double radius = size * 0.3;
		final double wall = size * (0.06 + 0.02 * abnormal);
		for (int y = 0; y < size; y++) {
			for (int x = 0; x < size; x++) {
				final double d = (Math.hypot(x - centreX, y - centreY) - radius) / wall;
				out[y * size + x] = (float) Math.max(-1,
						Math.min(1, -0.6 + (0.6 + 0.2 * abnormal) * Math.exp(-d * d) + 0.15 * random.nextGaussian()));
			}
		}
		return out;
	}

	@Override
	public PatchSet real() {
		return real;
	}

	@Override
	public String positive() {
		return "patient";
	}

	@Override
	public AddedImages synthetic(final int fold, final int multiple, final RunContext context) {
		return made(fold, multiple, 0);
	}

	@Override
	public AddedImages refined(final int fold, final int multiple, final RunContext context) {
		return made(fold, multiple, 1);
	}

	@Override
	public AddedImages mosaics(final int fold, final int multiple, final RunContext context) {
		return made(fold, multiple, 2);
	}

	private AddedImages made(final int fold, final int multiple, final int kind) {
		asked++;
		final RandomGenerator random = new MersenneTwister(100 * fold + kind);
		final PatchSet part = real.trainingOf(fold);
		final List<Patch> patches = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (final String label : part.labels()) {
			for (int i = 0; i < multiple * part.ofLabel(label).size(); i++) {
				patches.add(new Patch(label + i, "", label, 0, Map.of()));
				pixels.add(ring((label.equals("patient") ? difference : 0) + 0.3 * random.nextGaussian(), random));
			}
		}
		return AddedImages.ofHashes(new PatchSet(size, size, 1.2, patches, pixels), List.of(part.subjectsHash()), real);
	}
}
