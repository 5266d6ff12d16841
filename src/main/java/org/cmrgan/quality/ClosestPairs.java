/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.PatchSet;
import org.cmrgan.run.UserError;

/** Synthetic images and their nearest training images, as three rows of patches of one length. Immutable. */
public final class ClosestPairs {
	private final List<float[]> made = new ArrayList<>();
	private final List<float[]> real = new ArrayList<>();
	private final List<float[]> difference = new ArrayList<>();

	private ClosestPairs() {}

	/**
	 * {@return the first few pairs}
	 *
	 * @param rows in the order to show
	 * @param made the set of the synthetic images
	 * @param training the training images that the rows name
	 * @param most largest number of pairs
	 * @throws UserError if a row names an image that is not there
	 */
	public static ClosestPairs of(final List<Nearest> rows, final PatchSet made, final PatchSet training,
			final int most) {
		final Map<String, Integer> fakes = places(made);
		final Map<String, Integer> reals = places(training);
		final ClosestPairs out = new ClosestPairs();
		for (final Nearest row : rows.subList(0, Math.min(most, rows.size()))) {
			final float[] fake = made.pixels(place(fakes, row.id()));
			final float[] real = moved(training, place(reals, row.realId()), row);
			final float[] difference = new float[fake.length];
			for (int i = 0; i < fake.length; i++) difference[i] = Math.abs(fake[i] - real[i]);
			out.made.add(fake);
			out.real.add(real);
			out.difference.add(difference);
		}
		return out;
	}

	/** {@return the synthetic images, row-major, in [-1, 1]} */
	public List<float[]> made() {
		return made;
	}

	/** {@return the nearest training images, flipped, rotated and shifted to match the synthetic ones} */
	public List<float[]> real() {
		return real;
	}

	/** {@return the absolute differences, from 0 to 2} */
	public List<float[]> difference() {
		return difference;
	}

	private static Map<String, Integer> places(final PatchSet set) {
		final Map<String, Integer> out = new HashMap<>();
		for (int i = 0; i < set.size(); i++) out.put(set.patch(i).id(), i);
		return out;
	}

	private static int place(final Map<String, Integer> places, final String id) {
		final Integer place = places.get(id);
		if (place == null)
			throw UserError.of("%s refers to the image %s, which does not exist: run %s again.", NearestTable.FILE, id,
					FigureTable.REMEDY);
		return place;
	}

	private static float[] moved(final PatchSet set, final int place, final Nearest row) {
		final int w = set.width();
		final int h = set.height();
		final float[] turned = row.symmetry().apply(set.pixels(place), w, h);
		final float[] out = new float[turned.length];
		for (int y = 0; y < h; y++)
			for (int x = 0; x < w; x++) out[y * w + x] = turned[inside(y - row.dy(), h) * w + inside(x - row.dx(), w)];
		return out;
	}

	private static int inside(final int i, final int n) {
		return Math.max(0, Math.min(n - 1, i));
	}
}
