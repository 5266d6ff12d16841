/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.cmrgan.data.Window;
import org.cmrgan.preprocess.ScanReader.Scan;
import org.cmrgan.run.UserError;

/**
 * The intensities of -1 and 1. T1 in ms has one fixed window, so that every patch can be read in ms. Other intensities
 * are not comparable between scans. Their window comes from the patch itself or, if scanner and protocol never changed,
 * from all training patches of a fold. No window depends on a test image of its fold.
 */
public final class Windows {
	/** T1 in ms: from air to more than blood at 1.5 T. */
	static final Window T1 = new Window(0, 2000);

	/** Range of medians of hearts in T1 maps, from 1.5 T to 3 T, for wall or cavity. */
	private static final double SHORTEST = 600;
	private static final double LONGEST = 2300;

	private Windows() {}

	/**
	 * The kind of window: t1, percentile or minmax. If {@code wanted} is auto, every fold decides by its training
	 * images, and all must agree, so that no test image affects the decision.
	 *
	 * @param foldOfEach the fold in which each scan is tested, from 1
	 * @throws UserError if the folds disagree
	 */
	static String kind(final String wanted, final List<Scan> scans, final List<Integer> foldOfEach) {
		if (!"auto".equals(wanted)) return wanted;
		final boolean t1 = looksLikeT1(scans);
		for (int k = 1; k <= Collections.max(foldOfEach); k++) {
			final List<Scan> training = new ArrayList<>();
			for (int i = 0; i < scans.size(); i++) if (foldOfEach.get(i) != k) training.add(scans.get(i));
			if (looksLikeT1(training) != t1)
				throw UserError.of(
						"Only some images look like T1 maps in ms, so window=auto would depend on the test images of fold %d: give window=t1 or window=percentile.",
						k);
		}
		return t1 ? "t1" : "percentile";
	}

	/**
	 * Hearts in T1 maps have about 800 to 1700 ms, similar in all scans. Arbitrary units of other MR images may be in
	 * this range too, but vary with coil and receiver gain.
	 */
	static boolean looksLikeT1(final List<Scan> scans) {
		final List<Double> medians = new ArrayList<>();
		for (final Scan scan : scans) {
			if (scan.eightBits) return false;
			for (final Draft draft : scan.drafts) medians.add(draft.median);
		}
		final double[] sorted = medians.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		if (sorted.length == 0) return false;
		final double low = sorted[sorted.length / 10];
		final double middle = sorted[sorted.length / 2];
		final double high = sorted[sorted.length - 1 - sorted.length / 10];
		return low >= SHORTEST && high <= LONGEST && high - low < 0.45 * middle;
	}

	/** The window of one patch, whose pixels are not all equal. */
	static Window of(final String kind, final float[] patch) {
		return "percentile".equals(kind) ? Window.ofPercentiles(patch) : of(kind, List.of(patch));
	}

	/** The common window of several patches. */
	private static Window of(final String kind, final Iterable<float[]> patches) {
		if ("t1".equals(kind)) return T1;
		if ("percentile".equals(kind)) return Window.ofPercentiles(patches);
		float least = Float.POSITIVE_INFINITY;
		float greatest = Float.NEGATIVE_INFINITY;
		for (final float[] pixels : patches) for (final float value : pixels) {
			least = Math.min(least, value);
			greatest = Math.max(greatest, value);
		}
		return new Window(least, greatest);
	}

	/**
	 * {@return the windows of the folds, from 0 (all data), each from the training patches of its fold}
	 *
	 * @param kind t1, percentile or minmax
	 * @param patches in the intensities of the scans
	 * @param foldOfEach the fold in which each patch is tested, from 1
	 * @throws IllegalArgumentException if all training pixels of a fold are equal
	 */
	public static List<Window> ofFolds(final String kind, final List<float[]> patches, final List<Integer> foldOfEach) {
		final List<Window> out = new ArrayList<>();
		for (int k = 0; k <= Collections.max(foldOfEach); k++) {
			final int test = k;
			final Iterable<float[]> training = () -> IntStream.range(0, patches.size())
					.filter(i -> test == 0 || foldOfEach.get(i) != test).mapToObj(patches::get).iterator();
			out.add(of(kind, training));
		}
		return out;
	}

	/**
	 * {@return the window from minus to plus a power of two beyond all values. Converting to it and back changes no bit
	 * of a float. Values are stored in it until the window of a fold is applied, and no image affects the rounding of
	 * another}
	 *
	 * @param patches in the intensities of the scans
	 */
	public static Window lossless(final Iterable<float[]> patches) {
		float largest = 0;
		for (final float[] patch : patches)
			for (final float value : patch) largest = Math.max(largest, Math.abs(value));
		final double bound = Math.scalb(1.0, Math.getExponent(largest) + 1);
		return new Window(-bound, bound);
	}
}
