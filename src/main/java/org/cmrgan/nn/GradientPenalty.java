/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.util.Arrays;

import org.cmrgan.nn.graph.GraphExecutor;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * R1, the penalty on a discriminator's gradient at real images (Mescheder et al. 2018, arXiv 1801.04406, equation 9),
 * without double backpropagation. With S the sum of the weighted logits and v_i = ∂S/∂x_i, the penalty is γ/2 ·
 * mean‖v_i‖². Its gradient with respect to the parameters φ is γ/n times the derivative of ∂S/∂φ along v, computed as
 * (∂S/∂φ(x + εv) - ∂S/∂φ(x - εv)) / 2ε.
 * <p>
 * Kinks of ReLUs between the two points would enter this difference, although they have no second derivative. Therefore
 * x, x + εv and x - εv run as one batch, in which each ReLU uses its branch at x for all three. ε is the same for all
 * images.
 */
public final class GradientPenalty implements AutoCloseable {
	/**
	 * Largest step of an image, relative to the images' root mean square: a smaller one would drown in single-precision
	 * rounding.
	 */
	private static final double SHARE = 0.003;

	private final AdversarialGraph discriminator;
	private final GraphExecutor executor;

	/**
	 * @param discriminator the network whose gradient is penalised
	 * @throws IllegalArgumentException if the network has max pooling, PReLU, batch norm or spectral norm
	 */
	public GradientPenalty(final AdversarialGraph discriminator) {
		this.discriminator = discriminator;
		executor = discriminator.executor(discriminator.architecture().inParts(3));
	}

	/**
	 * Adds the penalty's gradient to {@link AdversarialGraph#gradient()}, which contains that of the loss. Discards
	 * what the network's last forward pass kept.
	 *
	 * @param real [images, ...]
	 * @param counts weight of each logit in S, shaped like the output: 1 at an image's label and 0 elsewhere, or 1
	 * everywhere if an image has a single logit
	 * @param gamma weight γ, multiplied by the number of steps between two penalties if they are not taken at each step
	 * @return the penalty
	 */
	public double add(final INDArray real, final INDArray counts, final double gamma) {
		try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			discriminator.forward(real).close();
			try (INDArray slope = discriminator.backward(counts, true, false).orElseThrow()) {
				final double[] squares = squares(slope);
				final double largest = Math.sqrt(Arrays.stream(squares).max().orElse(0));
				final double size = Math.sqrt(Arrays.stream(squares(real)).average().orElse(0));
				if (largest > 0 && size > 0)
					addDerivative(real, slope, counts, SHARE * size / largest, gamma / squares.length);
				return gamma / 2 * Arrays.stream(squares).average().orElse(0);
			}
		}
	}

	/** Adds {@code weight} times the derivative of ∂S/∂φ along a direction. */
	private void addDerivative(final INDArray real, final INDArray direction, final INDArray counts,
			final double epsilon, final double weight) {
		final INDArray gradient = discriminator.gradient();
		executor.parametersChanged();
		try (INDArray before = gradient.dup();
				INDArray shift = direction.mul(epsilon);
				INDArray above = real.add(shift);
				INDArray below = real.sub(shift);
				INDArray all = Nd4j.concat(0, real, above, below);
				INDArray none = counts.mul(0);
				INDArray up = counts.mul(weight / (2 * epsilon));
				INDArray down = up.neg();
				INDArray error = Nd4j.concat(0, none, up, down)) {
			executor.forward(all).close();
			executor.backward(error, false, true);
			gradient.addi(before.reshape(gradient.shape()));
		}
	}

	/** By image: the sum of squares. */
	private static double[] squares(final INDArray images) {
		final double[] values = Losses.values(images);
		final double[] sums = new double[(int) images.size(0)];
		for (int i = 0; i < values.length; i++) sums[i / (values.length / sums.length)] += values[i] * values[i];
		return sums;
	}

	/** Frees the memory, but not the network. */
	@Override
	public void close() {
		executor.close();
	}
}
