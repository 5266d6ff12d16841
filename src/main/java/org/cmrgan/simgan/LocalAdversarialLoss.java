/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.cmrgan.nn.Logits;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The local adversarial loss: softmax cross entropy of every patch of the discriminator's map (Shrivastava et al. 2017,
 * section 2.3; Fu et al. 2021, eq. 2 and first term of eq. 3), <em>averaged</em> over patches and images where the papers
 * sum, so that it does not depend on batch, image or crop size.
 * <p>
 * With two classes the softmax is the logistic function of the difference of the logits, which is exact at any
 * magnitude and needs no softmax along the channel axis (ND4J's is wrong there in its oneDNN build).
 */
final class LocalAdversarialLoss implements AutoCloseable {
	private final double loss;
	private final INDArray gradient;
	private final double[] accuracy;

	private LocalAdversarialLoss(final double loss, final INDArray gradient, final double[] accuracy) {
		this.loss = loss;
		this.gradient = gradient;
		this.accuracy = accuracy;
	}

	/** The loss of a network that wants every image of the batch to be classified as {@code label}. */
	static LocalAdversarialLoss of(final INDArray logits, final PatchLabel label) {
		return of(logits, Collections.nCopies((int) logits.size(0), label));
	}

	/**
	 * The sum over the labels present of the mean cross-entropy of that label's patches, so that both labels have the
	 * same weight whatever the numbers of images.
	 *
	 * @param logits the discriminator's map [n, 2, h, w], channels in the order of {@link PatchLabel}
	 * @param labels the wanted label of each of the n images
	 */
	static LocalAdversarialLoss of(final INDArray logits, final List<PatchLabel> labels) {
		final int n = (int) logits.size(0);
		if (logits.rank() != 4 || logits.size(1) != PatchLabel.values().length || labels.size() != n)
			throw new IllegalArgumentException(
					"a map " + Arrays.toString(logits.shape()) + " for " + labels.size() + " labels");
		final int patches = (int) (logits.size(2) * logits.size(3));
		final double[] z = logits.dup('c').data().asDouble();
		final double[] gradient = new double[z.length];
		final double[] accuracy = new double[PatchLabel.values().length];
		final double[] share = new double[PatchLabel.values().length];
		for (final PatchLabel label : PatchLabel.values())
			share[label.ordinal()] = 1.0 / ((double) patches * Collections.frequency(labels, label));
		double loss = 0;
		for (int i = 0; i < n; i++) {
			final PatchLabel label = labels.get(i);
			final double weight = share[label.ordinal()];
			final int right = (2 * i + label.channel()) * patches;
			final int wrong = (2 * i + label.other().channel()) * patches;
			double sum = 0;
			int hits = 0;
			for (int p = 0; p < patches; p++) {
				final double margin = z[wrong + p] - z[right + p];
				sum += Logits.softplus(margin);
				if (margin < 0) hits++;
				gradient[wrong + p] = weight * Logits.sigmoid(margin);
				gradient[right + p] = -gradient[wrong + p];
			}
			loss += weight * sum;
			accuracy[label.ordinal()] += weight * hits;
		}
		for (final PatchLabel label : PatchLabel.values())
			if (!labels.contains(label)) accuracy[label.ordinal()] = Double.NaN;
		return new LocalAdversarialLoss(loss,
				Nd4j.createFromArray(gradient).castTo(logits.dataType()).reshape('c', logits.shape()), accuracy);
	}

	/** In nats; a discriminator that guesses has ln 2 per label present. */
	double loss() {
		return loss;
	}

	/** Derivative of {@link #loss()} with respect to the logits, of their shape. */
	INDArray gradient() {
		return gradient;
	}

	/** Fraction of the label's patches that are classified as wanted; NaN if no image has the label. */
	double accuracy(final PatchLabel label) {
		return accuracy[label.ordinal()];
	}

	/** Frees the gradient. */
	@Override
	public void close() {
		gradient.close();
	}
}
