/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.UserError;

/**
 * Draws the images of a step: whole images or random crops, flipped or not. The real images of a batch have the labels
 * of its synthetic ones. Otherwise a refiner might learn to change labels, because the sets mix them differently.
 */
final class Batches {
	private final PatchSet synthetic;
	private final PatchSet real;
	private final Map<String, List<Integer>> realByLabel = new LinkedHashMap<>();
	private final int size;
	private final boolean flips;
	private final Pairs pairs;

	/**
	 * @param crop side of the crops in pixels, or 0 for whole images
	 * @throws UserError if the two sets do not fit together
	 */
	Batches(final PatchSet synthetic, final PatchSet real, final Pairs pairs, final int crop, final boolean flips) {
		if (synthetic.isEmpty())
			throw new UserError("There are no synthetic images to refine: run Synthesize E-GAN first.");
		if (synthetic.width() != real.width() || synthetic.height() != real.height())
			throw UserError.of(
					"The synthetic images have %d x %d pixels, but the real images %d x %d: run Synthesize E-GAN again.",
					synthetic.width(), synthetic.height(), real.width(), real.height());
		if (crop > Math.min(real.width(), real.height()))
			throw UserError.of(
					"crop=%d is larger than the images of %d x %d pixels: give a smaller value, or 0 for whole images.",
					crop, real.width(), real.height());
		if (crop == 0 && (real.width() != real.height() || real.width() % 4 != 0))
			throw UserError.of("Whole images of %d x %d pixels do not fit the networks: give crop= a multiple of 4.",
					real.width(), real.height());
		this.synthetic = synthetic;
		this.real = real;
		this.flips = flips;
		this.pairs = pairs;
		size = crop == 0 ? real.width() : crop;
		for (int i = 0; i < real.size(); i++)
			realByLabel.computeIfAbsent(real.patch(i).label(), label -> new ArrayList<>()).add(i);
		for (final String label : synthetic.labels())
			if (!realByLabel.containsKey(label))
				throw UserError.of(
						"Label %s has synthetic images but no real ones to refine towards: leave that label out, or add real images.",
						label);
	}

	/** Side of the drawn images, in pixels. */
	int size() {
		return size;
	}

	/** Indices of synthetic images, without repetition as long as there are enough of them. */
	int[] pick(final int count, final RandomGenerator random) {
		final int n = synthetic.size();
		final int[] order = new int[n];
		final int[] out = new int[count];
		for (int k = 0; k < count; k++) {
			final int at = k % n;
			if (at == 0) for (int i = 0; i < n; i++) order[i] = i;
			final int swap = at + random.nextInt(n - at);
			out[k] = order[swap];
			order[swap] = order[at];
		}
		return out;
	}

	/** The synthetic images of the picks, each cropped and flipped at random, row-major. */
	List<float[]> synthetic(final int[] picks, final RandomGenerator random) {
		final List<float[]> out = new ArrayList<>(picks.length);
		for (final int pick : picks)
			out.add(cut(synthetic.pixels(pick), synthetic.width(), synthetic.height(), random));
		return out;
	}

	/** For every pick, a real image of the same label, cropped and flipped at random, row-major. */
	List<float[]> real(final int[] picks, final RandomGenerator random) {
		final List<float[]> out = new ArrayList<>(picks.length);
		for (final int pick : picks) {
			final List<Integer> same = realByLabel.get(synthetic.patch(pick).label());
			out.add(cut(real.pixels(same.get(random.nextInt(same.size()))), real.width(), real.height(), random));
		}
		return out;
	}

	private float[] cut(final float[] pixels, final int width, final int height, final RandomGenerator random) {
		return Cut.at(width, height, size, flips, random).of(pixels);
	}

	/** Appends as many pairs, cropped in the same way. */
	void pairs(final int count, final RandomGenerator random, final List<float[]> inputs, final List<float[]> targets) {
		pairs.draw(count, size, flips, random, inputs, targets);
	}

	boolean hasPairs() {
		return !pairs.isEmpty();
	}
}
