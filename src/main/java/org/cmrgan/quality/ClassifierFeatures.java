/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.metrics.Symmetry;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Losses;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.train.ClassifierStep;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Features of a small convolutional classifier that learns the two classes from the real training images of a fold: 48
 * averaged maps. To this classifier, even held-out real images look different from its training images, so compare its
 * figures with those of held-out images.
 */
final class ClassifierFeatures implements FeatureExtractor, AutoCloseable {
	static final String NAME = "classifier features";

	private static final int BATCH = 32;
	private static final int[] CHANNELS = { 12, 24, 48, 48 };
	private static final double RATE = 2e-3;
	private static final double DECAY = 1e-4;
	private static final double SMOOTHING = 0.1;

	private final AdversarialGraph body;

	private ClassifierFeatures(final AdversarialGraph body) {
		this.body = body;
	}

	/**
	 * @param training real images of both classes
	 * @param steps of the optimiser
	 */
	static ClassifierFeatures train(final PatchSet training, final int steps, final Seeds seeds,
			final RunContext context) {
		final List<String> labels = training.labels();
		final List<PatchSet> classes = new ArrayList<>();
		for (final String label : labels) classes.add(training.ofLabel(label));
		final Optimiser optimiser = Optimiser.adam(RATE, 0.9, 0.999).weightDecay(DECAY);
		try (AdversarialGraph whole = AdversarialGraph.create(network(training).dense(labels.size()).build(), optimiser,
				seeds.of("quality.classifier.init"));
				Progress progress = context.start("Classifier features", "step", steps)) {
			final List<Symmetry> symmetries = Symmetry.of(training.width(), training.height());
			for (int step = 1; step <= steps; step++) {
				ClassifierStep.take(whole, classes, BATCH, seeds.random("quality.classifier.draw", step),
						(of, random) -> varied(of, symmetries, random),
						(logits, target) -> Losses.softmax(logits, SMOOTHING, target).gradient());
				progress.done(step);
			}
			final AdversarialGraph body = AdversarialGraph.create(network(training).build(), optimiser, 0);
			copy(whole, body);
			return new ClassifierFeatures(body);
		}
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public double[][] of(final PatchSet images) {
		try (INDArray x = Tensors.of(images); INDArray features = body.output(x)) {
			return features.toDoubleMatrix();
		}
	}

	@Override
	public void close() {
		body.close();
	}

	private static ArchitectureBuilder network(final PatchSet images) {
		final ArchitectureBuilder net = ArchitectureBuilder.image(1, images.height(), images.width()).startHe(1);
		for (final int channels : CHANNELS)
			net.conv(channels, 3, 2, ArchitectureBuilder.Option.NO_BIAS).batchNorm().relu();
		return net.globalAveragePool();
	}

	/** Images are rotated, flipped and shifted at random, because a network would memorise such a small set. */
	private static float[] varied(final PatchSet of, final List<Symmetry> symmetries, final RandomGenerator random) {
		final float[] image = symmetries.get(random.nextInt(symmetries.size()))
				.apply(of.pixels(random.nextInt(of.size())), of.width(), of.height());
		return shifted(image, of.width(), of.height(), random.nextInt(5) - 2, random.nextInt(5) - 2);
	}

	private static float[] shifted(final float[] image, final int width, final int height, final int dx, final int dy) {
		final float[] out = new float[image.length];
		for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) {
			final int sx = Math.max(0, Math.min(width - 1, x - dx));
			final int sy = Math.max(0, Math.min(height - 1, y - dy));
			out[y * width + x] = image[sy * width + sx];
		}
		return out;
	}

	private static void copy(final AdversarialGraph from, final AdversarialGraph to) {
		final INDArray source = from.parameters().reshape(from.architecture().length());
		final INDArray target = to.parameters().reshape(to.architecture().length());
		for (final Parameter p : to.architecture().parameters()) {
			final Parameter q = from.architecture().parameter(p.name());
			target.get(NDArrayIndex.interval(p.offset(), p.offset() + p.length()))
					.assign(source.get(NDArrayIndex.interval(q.offset(), q.offset() + q.length())));
		}
	}
}
