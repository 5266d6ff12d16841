package org.cmrgan.simgan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Gaussian noise on what a refiner is given, beyond the paper. A real image has noise that no function of a smooth
 * synthetic image can make; given some, the refiner need only shape it, and take it off where there is none. At work the
 * noise of an image is drawn from its own pixels: the same image is always refined alike.
 */
final class Grain {
	private Grain() {}

	/** New images in [-1, 1] with noise of this standard deviation; the images themselves where it is 0. */
	static List<float[]> on(final List<float[]> images, final double deviation, final RandomGenerator random) {
		if (deviation == 0) return images;
		final List<float[]> out = new ArrayList<>(images.size());
		for (final float[] image : images) out.add(on(image, deviation, random));
		return out;
	}

	/** The same with noise that depends on each image alone. */
	static List<float[]> on(final List<float[]> images, final double deviation) {
		if (deviation == 0) return images;
		final List<float[]> out = new ArrayList<>(images.size());
		for (final float[] image : images) out.add(on(image, deviation, new MersenneTwister(Arrays.hashCode(image))));
		return out;
	}

	private static float[] on(final float[] image, final double deviation, final RandomGenerator random) {
		final float[] out = new float[image.length];
		for (int i = 0; i < out.length; i++)
			out[i] = (float) Math.max(-1, Math.min(1, image[i] + deviation * random.nextGaussian()));
		return out;
	}
}
