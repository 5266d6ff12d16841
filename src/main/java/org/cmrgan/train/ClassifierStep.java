/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A training step of a small classifier that serves as a measure. The classes take turns within the batch. */
public final class ClassifierStep {
	private ClassifierStep() {}

	/** Takes an image of a class, perhaps varied. */
	public interface Draw {
		/**
		 * Draws an image.
		 *
		 * @param ofClass images of the class
		 * @param random draws
		 * @return row-major pixels of the set's size
		 */
		float[] from(PatchSet ofClass, RandomGenerator random);
	}

	/** The loss that the step reduces. */
	public interface Loss {
		/**
		 * Computes the slope of the loss.
		 *
		 * @param logits of the batch
		 * @param classes the class of each image, from 0
		 * @return the slope of the loss at the logits, of their shape
		 */
		INDArray error(INDArray logits, int... classes);
	}

	/**
	 * Takes a step.
	 *
	 * @param classifier network to train
	 * @param classes images of each class
	 * @param batch number of images in the batch
	 * @param random draws the images
	 * @param draw takes an image of a class, perhaps varied
	 * @param loss the loss to reduce
	 */
	public static void take(final AdversarialGraph classifier, final List<PatchSet> classes, final int batch,
			final RandomGenerator random, final Draw draw, final Loss loss) {
		final List<float[]> images = new ArrayList<>();
		final int[] target = new int[batch];
		for (int i = 0; i < batch; i++) {
			target[i] = i % classes.size();
			images.add(draw.from(classes.get(target[i]), random));
		}
		try (INDArray x = Tensors.of(images, classes.get(0).width(), classes.get(0).height());
				INDArray logits = classifier.forward(x);
				INDArray error = loss.error(logits, target)) {
			classifier.backward(error, false, true);
			classifier.step();
		}
	}
}
