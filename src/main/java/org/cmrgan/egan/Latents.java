package org.cmrgan.egan;

import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
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

	/** What a generator makes of latent vectors, in inference mode. */
	static List<float[]> images(final AdversarialGraph generator, final INDArray latents) {
		try (INDArray images = generator.output(latents)) {
			return Tensors.toPixels(images);
		}
	}
}
