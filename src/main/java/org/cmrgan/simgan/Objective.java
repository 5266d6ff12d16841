/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.PyramidLoss;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The losses of the two networks, each while the other is fixed. Sets the gradient of one network and takes no step.
 */
final class Objective {
	private final double adversarial;
	private final double change;
	private final double drift;
	private final double realAccuracy;
	private final double refinedAccuracy;

	private Objective(final LocalAdversarialLoss loss, final double change, final double drift) {
		adversarial = loss.loss();
		realAccuracy = loss.accuracy(PatchLabel.REAL);
		refinedAccuracy = loss.accuracy(PatchLabel.REFINED);
		this.change = change;
		this.drift = drift;
	}

	/**
	 * Eq. 3 of Fu et al. 2021: the mean patch loss of the refined images towards {@link PatchLabel#REAL}, plus lambda
	 * times the mean change, plus {@code means} times that of local means. Beyond the paper, it adds the pyramid loss
	 * of refined images whose originals are known. Sets the refiner's gradient; the discriminator only passes the error
	 * on.
	 *
	 * @param images the synthetic ones, then those of pairs: [n + m, 1, h, w]
	 * @param originals of the pairs, [m, 1, h, w]; empty without pairs
	 * @param pairs weight of the pyramid loss
	 */
	static Objective ofRefiner(final AdversarialGraph refiner, final AdversarialGraph discriminator,
			final INDArray images, final double lambda, final double means, final Optional<INDArray> originals,
			final double pairs) {
		final long all = images.size(0);
		try (INDArray raw = refiner.forward(images); INDArray refined = Clamp.forward(raw)) {
			if (originals.isEmpty())
				return towardsReal(discriminator, refined, images, lambda, means,
						error -> refiner.backward(Clamp.backward(raw, error), false, true));
			final long n = all - originals.get().size(0);
			try (INDArray own = part(refined, 0, n);
					INDArray synthetic = part(images, 0, n);
					INDArray drawn = part(refined, n, all);
					PyramidLoss restored = PyramidLoss.of(drawn, originals.get())) {
				return towardsReal(discriminator, own, synthetic, lambda, means, error -> {
					try (INDArray whole = Nd4j.concat(0, error, restored.gradient().muli(pairs))) {
						refiner.backward(Clamp.backward(raw, whole), false, true);
					}
				});
			}
		}
	}

	/**
	 * Eq. 3 without pairs.
	 *
	 * @param back receives the error at the refined images
	 */
	private static Objective towardsReal(final AdversarialGraph discriminator, final INDArray refined,
			final INDArray images, final double lambda, final double means, final Consumer<INDArray> back) {
		try (INDArray map = discriminator.forward(refined);
				LocalAdversarialLoss fooling = LocalAdversarialLoss.of(map, PatchLabel.REAL);
				SelfRegularisation keeping = SelfRegularisation.of(refined, images, lambda, means);
				INDArray error = discriminator.backward(fooling.gradient(), true, false).orElseThrow()) {
			back.accept(error.addi(keeping.gradient()));
			return new Objective(fooling, keeping.change(), keeping.drift());
		}
	}

	private static INDArray part(final INDArray images, final long from, final long to) {
		return images.get(NDArrayIndex.interval(from, to), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all())
				.dup('c');
	}

	/**
	 * The loss of the refiner's pre-training with pairs: it restores the originals; the other terms are only measured.
	 */
	static Objective ofPairs(final AdversarialGraph refiner, final AdversarialGraph discriminator, final INDArray drawn,
			final INDArray originals) {
		try (INDArray raw = refiner.forward(drawn); PyramidLoss restored = PyramidLoss.of(raw, originals)) {
			refiner.backward(restored.gradient(), false, true);
			return measured(discriminator, raw, drawn);
		}
	}

	/** The second term of eq. 3 alone, for the refiner's pre-training; the first term is only measured. */
	static Objective ofRefinerAlone(final AdversarialGraph refiner, final AdversarialGraph discriminator,
			final INDArray synthetic, final double lambda, final double means) {
		try (INDArray raw = refiner.forward(synthetic);
				SelfRegularisation keeping = SelfRegularisation.of(raw, synthetic, lambda, means)) {
			refiner.backward(keeping.gradient(), false, true);
			return measured(discriminator, raw, synthetic);
		}
	}

	/** Measures both terms of eq. 3. */
	static Objective measured(final AdversarialGraph refiner, final AdversarialGraph discriminator,
			final INDArray synthetic) {
		try (INDArray raw = refiner.output(synthetic)) {
			return measured(discriminator, raw, synthetic);
		}
	}

	private static Objective measured(final AdversarialGraph discriminator, final INDArray raw,
			final INDArray synthetic) {
		try (INDArray refined = Clamp.forward(raw);
				INDArray map = discriminator.output(refined);
				LocalAdversarialLoss fooling = LocalAdversarialLoss.of(map, PatchLabel.REAL);
				SelfRegularisation keeping = SelfRegularisation.of(refined, synthetic, 0, 0)) {
			return new Objective(fooling, keeping.change(), keeping.drift());
		}
	}

	/**
	 * Eq. 2: the mean patch loss of the real images plus that of the refined ones. Sets the discriminator's gradient if
	 * {@code train}.
	 *
	 * @param images [n, 1, h, w]
	 * @param labels of the n images
	 */
	static Objective ofDiscriminator(final AdversarialGraph discriminator, final INDArray images,
			final List<PatchLabel> labels, final boolean train) {
		try (INDArray map = train ? discriminator.forward(images) : discriminator.output(images);
				LocalAdversarialLoss loss = LocalAdversarialLoss.of(map, labels)) {
			if (train) discriminator.backward(loss.gradient(), false, true);
			return new Objective(loss, 0, 0);
		}
	}

	/** The mean patch loss. */
	double adversarial() {
		return adversarial;
	}

	/** Mean |R(x)-x|, without lambda. */
	double change() {
		return change;
	}

	/** Mean |local mean of R(x)-x|, without its weight. */
	double drift() {
		return drift;
	}

	/** Fraction of the real patches classified as real. */
	double realAccuracy() {
		return realAccuracy;
	}

	/** Fraction of the refined patches classified as refined. */
	double refinedAccuracy() {
		return refinedAccuracy;
	}

}
