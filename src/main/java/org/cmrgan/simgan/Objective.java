/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.List;

import org.cmrgan.nn.AdversarialGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the two networks minimise, each while the other is fixed: sets the one's gradient and takes no step. */
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
	 * Eq. 3 of Fu et al. 2021: the mean patch loss of the refined images towards {@link PatchLabel#REAL}, plus lambda times
	 * the mean change, plus {@code means} times that of local means. Sets the refiner's gradient; the discriminator hands the error on and stays as it is.
	 *
	 * @param synthetic [n, 1, h, w]
	 */
	static Objective ofRefiner(final AdversarialGraph refiner, final AdversarialGraph discriminator,
			final INDArray synthetic, final double lambda, final double means) {
		final INDArray raw = refiner.forward(synthetic);
		final INDArray refined = Clamp.forward(raw);
		final INDArray map = discriminator.forward(refined);
		final LocalAdversarialLoss fooling = LocalAdversarialLoss.of(map, PatchLabel.REAL);
		final SelfRegularisation keeping = SelfRegularisation.of(refined, synthetic, lambda, means);
		final INDArray error = discriminator.backward(fooling.gradient(), true, false).orElseThrow()
				.addi(keeping.gradient());
		refiner.backward(Clamp.backward(raw, error), false, true);
		close(raw, refined, map, fooling.gradient(), keeping.gradient(), error);
		return new Objective(fooling, keeping.change(), keeping.drift());
	}

	/** The second term of eq. 3 alone, which the refiner learns first; the first is only measured. */
	static Objective ofRefinerAlone(final AdversarialGraph refiner, final AdversarialGraph discriminator,
			final INDArray synthetic, final double lambda, final double means) {
		final INDArray raw = refiner.forward(synthetic);
		final SelfRegularisation keeping = SelfRegularisation.of(raw, synthetic, lambda, means);
		refiner.backward(keeping.gradient(), false, true);
		final Objective measured = measured(discriminator, raw, synthetic);
		close(raw, keeping.gradient());
		return measured;
	}

	/** Both terms of eq. 3, measured. */
	static Objective measured(final AdversarialGraph refiner, final AdversarialGraph discriminator,
			final INDArray synthetic) {
		final INDArray raw = refiner.output(synthetic);
		final Objective measured = measured(discriminator, raw, synthetic);
		close(raw);
		return measured;
	}

	private static Objective measured(final AdversarialGraph discriminator, final INDArray raw,
			final INDArray synthetic) {
		final INDArray refined = Clamp.forward(raw);
		final INDArray map = discriminator.output(refined);
		final LocalAdversarialLoss fooling = LocalAdversarialLoss.of(map, PatchLabel.REAL);
		final SelfRegularisation keeping = SelfRegularisation.of(refined, synthetic, 0, 0);
		close(refined, map, fooling.gradient(), keeping.gradient());
		return new Objective(fooling, keeping.change(), keeping.drift());
	}

	/**
	 * Eq. 2: the mean patch loss of the real images plus that of the refined ones. Sets the discriminator's gradient where
	 * {@code train}.
	 *
	 * @param images [n, 1, h, w]
	 * @param labels of the n images
	 */
	static Objective ofDiscriminator(final AdversarialGraph discriminator, final INDArray images,
			final List<PatchLabel> labels, final boolean train) {
		final INDArray map = train ? discriminator.forward(images) : discriminator.output(images);
		final LocalAdversarialLoss loss = LocalAdversarialLoss.of(map, labels);
		if (train) discriminator.backward(loss.gradient(), false, true);
		close(map, loss.gradient());
		return new Objective(loss, 0, 0);
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

	/** Share of the real patches taken for real. */
	double realAccuracy() {
		return realAccuracy;
	}

	/** Share of the refined patches taken for refined. */
	double refinedAccuracy() {
		return refinedAccuracy;
	}

	private static void close(final INDArray... arrays) {
		for (final INDArray array : arrays) array.close();
	}
}
