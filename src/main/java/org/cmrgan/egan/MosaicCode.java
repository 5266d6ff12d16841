/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.Distances;

/**
 * Maps a latent vector to the images that a mosaic mixes in each part. Each image and part has a direction in latent
 * space, along which the logarithm of the image's weight grows. A direction is the sum of three random ones:
 * <ul>
 * <li>one of the image, the same in all parts and similar for similar images, so that similar images are mixed and the
 * parts of a heart fit together;</li>
 * <li>one of the image in that part, and one of its subject in that part. Both sum to 0 over the parts, so that the
 * parts rarely come from one image or one subject, which would make the whole a copy.</li>
 * </ul>
 */
final class MosaicCode {
	/** Standard deviation of the logarithms of the weights: the larger it is, the fewer images have a large weight. */
	static final double SHARPNESS = 9.5;
	/** Length of an image's common direction relative to the sum of the two that differ between parts. */
	private static final double LIKENESS = 1 / 3.0;
	/** Distance up to which images count as similar, as a fraction of the median distance of two images. */
	private static final double NEAR = 0.4;
	/**
	 * Standard deviation of the blur before images are compared, in pixels, so that hearts are compared and not noise.
	 */
	private static final double BLUR = 2;

	private final PatchSet real;
	private final boolean[] spared;
	private final int parts;
	private final int latent;
	private final RandomGenerator random;

	/**
	 * @param spared by image: true if it must not influence which images are mixed
	 * @param parts of the frame
	 * @param latent length of the latent vector
	 */
	MosaicCode(final PatchSet real, final boolean[] spared, final int parts, final int latent,
			final RandomGenerator random) {
		this.real = real;
		this.spared = spared.clone();
		this.parts = parts;
		this.latent = latent;
		this.random = random;
	}

	/**
	 * The weights of a dense operation, [latent, images, parts]. For latent vectors that are uniform in [-1, 1], with
	 * standard deviation 1/sqrt(3), every output has the standard deviation {@link #SHARPNESS}.
	 */
	float[] weights() {
		final RealVector[] ofImages = alikeWhereImagesAre();
		final Map<String, RealVector[]> ofSubjects = new HashMap<>();
		final int columns = real.size() * parts;
		final float[] weights = new float[latent * columns];
		for (int image = 0; image < real.size(); image++) {
			final RealVector[] own = draw();
			final RealVector[] ofSubject = ofSubjects.computeIfAbsent(real.patch(image).subject(), s -> draw());
			RealVector mean = new ArrayRealVector(latent);
			for (int part = 0; part < parts; part++) {
				own[part] = own[part].add(ofSubject[part]);
				mean = mean.add(own[part].mapDivide(parts));
			}
			for (int part = 0; part < parts; part++) {
				final RealVector sum = own[part].subtract(mean).unitVector().add(ofImages[image].mapMultiply(LIKENESS));
				final RealVector scaled = sum.unitVector().mapMultiply(SHARPNESS * Math.sqrt(3));
				for (int z = 0; z < latent; z++)
					weights[z * columns + image * parts + part] = (float) scaled.getEntry(z);
			}
		}
		return weights;
	}

	private RealVector[] draw() {
		final RealVector[] drawn = new RealVector[parts];
		for (int part = 0; part < parts; part++) drawn[part] = direction();
		return drawn;
	}

	private RealVector direction() {
		final double[] drawn = new double[latent];
		for (int z = 0; z < latent; z++) drawn[z] = random.nextGaussian();
		return new ArrayRealVector(drawn, false);
	}

	/** A direction of length 1 for each image: the sum of the directions of all images, weighted by similarity. */
	private RealVector[] alikeWhereImagesAre() {
		final int n = real.size();
		final double[][] distances = distances();
		// The median can be 0, if most images are equal.
		final double scale = NEAR * Math.max(median(distances), 1e-6);
		final RealVector[] drawn = new RealVector[n];
		for (int i = 0; i < n; i++) drawn[i] = direction();
		final RealVector[] directions = new RealVector[n];
		for (int i = 0; i < n; i++) {
			double nearest = Double.POSITIVE_INFINITY;
			for (int k = 0; k < n; k++) if (!spared[k]) nearest = Math.min(nearest, distances[i][k]);
			RealVector sum = new ArrayRealVector(latent);
			for (int k = 0; k < n; k++) {
				if (spared[k]) continue;
				final double d = distances[i][k] / scale;
				final double least = nearest / scale;
				// Relative to the nearest, so that an image far from all others has a direction too.
				sum = sum.add(drawn[k].mapMultiply(Math.exp((least * least - d * d) / 2)));
			}
			directions[i] = sum.unitVector();
		}
		return directions;
	}

	/** Euclidean distances of the blurred images. */
	private double[][] distances() {
		final int n = real.size();
		final double[][] blurred = new double[n][];
		for (int i = 0; i < n; i++)
			blurred[i] = Alignment.blurred(Alignment.doubles(real.pixels(i)), real.width(), BLUR);
		return Distances.matrix(blurred, blurred);
	}

	/** The median distance of two images that are not spared. */
	private double median(final double[][] distances) {
		final double[] all = new double[distances.length * distances.length];
		int count = 0;
		for (int i = 0; i < distances.length; i++)
			for (int k = 0; k < i; k++) if (!spared[i] && !spared[k]) all[count++] = distances[i][k];
		return count == 0 ? 0 : new Median().evaluate(Arrays.copyOf(all, count));
	}
}
