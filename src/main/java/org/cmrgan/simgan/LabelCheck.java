/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.Arrays;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Losses;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.train.ClassifierStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Checks whether refining changes labels. A small classifier is trained on the real training images of two labels, and
 * the synthetic images are counted on which its decision changes when they are refined. The result is only as reliable
 * as the classifier; hence {@link #accuracy}.
 */
final class LabelCheck implements AutoCloseable {
	private static final int BATCH = 32;
	private static final int SHIFT = 3;

	private final AdversarialGraph classifier;
	private final int width;
	private final int height;
	private final List<String> labels;

	/**
	 * Trains the classifier on equally many images of each label, flipped and shifted at random.
	 *
	 * @param real training images of two labels
	 */
	LabelCheck(final PatchSet real, final int steps, final Seeds seeds, final RunContext context) {
		width = real.width();
		height = real.height();
		labels = real.labels();
		if (labels.size() != 2) throw new IllegalArgumentException("a check between two labels, not " + labels);
		classifier = AdversarialGraph.create(classifier(height, width),
				Optimiser.adam(1e-3, 0.9, 0.999).weightDecay(1e-4), seeds.of("simgan.labels"));
		final List<PatchSet> classes = List.of(real.ofLabel(labels.get(0)), real.ofLabel(labels.get(1)));
		for (int step = 0; step < steps; step++) {
			context.checkCancelled();
			ClassifierStep.take(classifier, classes, BATCH, seeds.random("simgan.labels", step),
					(of, random) -> varied(of.pixels(random.nextInt(of.size())), random), (logits, target) -> Losses
							.binary(logits, Arrays.stream(target).asDoubleStream().toArray()).gradient());
		}
	}

	private static Architecture classifier(final int height, final int width) {
		final ArchitectureBuilder net = ArchitectureBuilder.image(1, height, width).startHe(1);
		for (int channels = 16; channels <= 64; channels *= 2) net.conv(channels, 3, 2).relu();
		return net.conv(64, 3, 2).relu().conv(64, 3, 1).relu().globalAveragePool().startHe(Math.sqrt(0.5)).dense(1)
				.build();
	}

	private float[] varied(final float[] image, final RandomGenerator random) {
		final boolean mirrored = random.nextBoolean();
		final int dx = random.nextInt(2 * SHIFT + 1) - SHIFT;
		final int dy = random.nextInt(2 * SHIFT + 1) - SHIFT;
		final float[] out = new float[image.length];
		for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) {
			final int fromX = Math.max(0, Math.min(width - 1, (mirrored ? width - 1 - x : x) + dx));
			final int fromY = Math.max(0, Math.min(height - 1, y + dy));
			out[y * width + x] = image[fromY * width + fromX];
		}
		return out;
	}

	/** Fraction of the images that the classifier labels correctly. */
	double accuracy(final PatchSet set) {
		final double[] logits = logits(set.pixels());
		int right = 0;
		for (int i = 0; i < logits.length; i++)
			if (labels.get(logits[i] > 0 ? 1 : 0).equals(set.patch(i).label())) right++;
		return (double) right / logits.length;
	}

	/** Fraction of the images on which the decision differs before and after refining. */
	double flips(final List<float[]> before, final List<float[]> after) {
		final double[] a = logits(before);
		final double[] b = logits(after);
		int flips = 0;
		for (int i = 0; i < a.length; i++) if (a[i] > 0 != b[i] > 0) flips++;
		return (double) flips / a.length;
	}

	private double[] logits(final List<float[]> images) {
		try (INDArray input = Tensors.of(images, width, height); INDArray logits = classifier.output(input)) {
			return logits.data().asDouble();
		}
	}

	@Override
	public void close() {
		classifier.close();
	}
}
