package org.cmrgan.egan;

import org.apache.commons.math3.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Latent vectors: shape [count, length], uniform in [-1, 1). */
final class Latents {
	private Latents() {}

	static INDArray of(final int count, final int length, final RandomGenerator random) {
		final float[] values = new float[count * length];
		for (int i = 0; i < values.length; i++) values[i] = 2 * random.nextFloat() - 1;
		return Nd4j.createFromArray(values).reshape('c', count, length);
	}
}
