/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.FeatureScale;
import org.cmrgan.metrics.HandMadeFeatures;
import org.cmrgan.metrics.KernelDistance;
import org.cmrgan.metrics.KernelGain;
import org.cmrgan.metrics.SpectralGap;
import org.cmrgan.metrics.Spectrum;

/**
 * The effect of refining: how far the synthetic and the refined images are from real ones, and how much they were
 * changed. Synthetic and refined images must be the same ones in the same order.
 */
final class Assessment {
	/** Number of images. More would change the figures less than the choice of images does. */
	static final int MOST = 200;
	/** A gap of logarithms below this counts as closed, and no fraction of it is reported. */
	private static final double SMALLEST_GAP = 0.1;
	private static final int PERMUTATIONS = 999;

	private final double syntheticDistance;
	private final double refinedDistance;
	private final double gainP;
	private final double syntheticGap;
	private final double refinedGap;
	private final double realPower;
	private final double syntheticPower;
	private final double refinedPower;
	private final double change;
	private final double meanShift;

	/** @param random for the permutations */
	Assessment(final PatchSet real, final PatchSet synthetic, final List<float[]> refined,
			final RandomGenerator random) {
		final HandMadeFeatures features = new HandMadeFeatures(real.width(), real.height());
		final float[][] reals = spread(real);
		final float[][] before = synthetic.pixels().toArray(new float[0][]);
		final float[][] after = refined.toArray(new float[0][]);
		final double[][] raw = features.of(reals);
		final FeatureScale scale = new FeatureScale(raw);
		final double[][] ofReal = scale.apply(raw);
		final double[][] ofSynthetic = scale.apply(features.of(before));
		final double[][] ofRefined = scale.apply(features.of(after));
		syntheticDistance = KernelDistance.between(ofReal, ofSynthetic);
		refinedDistance = KernelDistance.between(ofReal, ofRefined);
		gainP = new KernelGain(ofReal, ofSynthetic, ofRefined).permutationP(PERMUTATIONS, random);
		final SpectralGap gap = new SpectralGap(reals, real.width(), real.height());
		syntheticGap = gap.of(before);
		refinedGap = gap.of(after);
		final Spectrum spectrum = new Spectrum(real.width(), real.height());
		realPower = logHighPower(spectrum, reals);
		syntheticPower = logHighPower(spectrum, before);
		refinedPower = logHighPower(spectrum, after);
		double moved = 0;
		double shifted = 0;
		for (int i = 0; i < after.length; i++) for (int j = 0; j < after[i].length; j++) {
			moved += Math.abs(after[i][j] - before[i][j]);
			shifted += after[i][j] - before[i][j];
		}
		final double pixels = (double) after.length * after[0].length;
		change = moved / pixels;
		meanShift = shifted / pixels;
	}

	/** At most {@link #MOST} images, evenly spaced in a set. */
	static PatchSet sample(final PatchSet set) {
		return sample(set, MOST);
	}

	/** At most so many images, evenly spaced in a set. */
	static PatchSet sample(final PatchSet set, final int most) {
		final int[] places = new int[Math.min(most, set.size())];
		for (int i = 0; i < places.length; i++) places[i] = (int) ((long) i * set.size() / places.length);
		return set.subset(places);
	}

	private static float[][] spread(final PatchSet set) {
		return sample(set).pixels().toArray(new float[0][]);
	}

	/** Natural logarithm of the mean power at and above half the Nyquist frequency. */
	static double logHighPower(final Spectrum spectrum, final float[][] images) {
		double sum = 0;
		final int first = (spectrum.rings() - 1) / 2;
		for (final float[] image : images) {
			final double[] rings = spectrum.radial(image);
			// The number of frequencies in a ring is proportional to its radius.
			for (int r = first; r < rings.length; r++) sum += r * rings[r];
		}
		return Math.log(sum / images.length);
	}

	/** KID of hand-made features, scaled by the real ones, between real and refined. */
	double refinedDistance() {
		return refinedDistance;
	}

	/** KID of hand-made features, scaled by the real ones, between real and synthetic. */
	double syntheticDistance() {
		return syntheticDistance;
	}

	/**
	 * {@link SpectralGap} between real and refined images, divided by that between real and synthetic ones; 0 is best.
	 */
	double gapLeft() {
		return refinedGap / syntheticGap;
	}

	/** Mean |R(x)-x| over whole images. */
	double change() {
		return change;
	}

	/** The figures for run.json. */
	Map<String, Object> facts() {
		final Map<String, Object> out = new LinkedHashMap<>();
		out.put("kid_synthetic", syntheticDistance);
		out.put("kid_refined", refinedDistance);
		out.put("kid_gain_p", gainP);
		out.put("log_power_real", realPower);
		out.put("log_power_synthetic", syntheticPower);
		out.put("log_power_refined", refinedPower);
		out.put("power_gap_synthetic", syntheticGap);
		out.put("power_gap_refined", refinedGap);
		if (syntheticGap > SMALLEST_GAP) out.put("gap_left", gapLeft());
		out.put("mean_absolute_change", change);
		out.put("mean_change", meanShift);
		return out;
	}
}
