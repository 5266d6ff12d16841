package org.cmrgan.egan;

import java.util.List;

import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The discriminator, asked about images. */
final class Critic {
	private final AdversarialGraph discriminator;
	private final int width;
	private final int height;

	/** @param like a set whose size the images have */
	Critic(final AdversarialGraph discriminator, final PatchSet like) {
		this.discriminator = discriminator;
		width = like.width();
		height = like.height();
	}

	/** What it says of each image; what follows is about these images until it is asked again. */
	float[] logits(final List<float[]> images) {
		try (INDArray input = Tensors.of(images, width, height); INDArray logits = discriminator.forward(input)) {
			return logits.dup('c').data().asFloat();
		}
	}

	/** The gradient, by each image, of a loss whose derivative by its logit is given. */
	List<float[]> imageGradient(final float[] slope) {
		try (INDArray error = column(slope);
				INDArray gradient = discriminator.backward(error, true, false).orElseThrow()) {
			return Tensors.toArrays(gradient);
		}
	}

	/** Sets the discriminator's gradient to that, by its parameters, of a loss whose derivatives by the logits are given. */
	INDArray parameterGradient(final float[] slope) {
		try (INDArray error = column(slope)) {
			discriminator.backward(error, false, true);
		}
		return discriminator.gradient();
	}

	/** Sets the discriminator's gradient to that of the mean cross-entropy against one label. */
	INDArray parameterGradient(final float[] logits, final double label) {
		final float[] slope = new float[logits.length];
		for (int i = 0; i < slope.length; i++)
			slope[i] = (float) (Logits.crossEntropySlope(logits[i], label) / slope.length);
		return parameterGradient(slope);
	}

	private static INDArray column(final float[] values) {
		return Nd4j.createFromArray(values).reshape('c', values.length, 1);
	}
}
