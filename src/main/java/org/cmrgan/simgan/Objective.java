/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.List;
import java.util.Optional;

import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.PyramidLoss;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

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
	 * the mean change, plus {@code means} times that of local means; and, beyond the paper, the pyramid loss of refined images
	 * whose originals are known. Sets the refiner's gradient; the discriminator hands the error on and stays as it is.
	 *
	 * @param images the synthetic ones, then those of pairs: [n + m, 1, h, w]
	 * @param originals of the pairs, [m, 1, h, w]; absent where there are none
	 * @param pairs weight of the pyramid loss
	 */
	static Objective ofRefiner(final AdversarialGraph refiner, final AdversarialGraph discriminator,
			final INDArray images, final double lambda, final double means, final Optional<INDArray> originals,
			final double pairs) {
		final INDArray raw = refiner.forward(images);
		final INDArray refined = Clamp.forward(raw);
		final long n = images.size(0) - originals.map(o -> o.size(0)).orElse(0L);
		final INDArray own = part(refined, 0, n);
		final INDArray map = discriminator.forward(own);
		final LocalAdversarialLoss fooling = LocalAdversarialLoss.of(map, PatchLabel.REAL);
		final SelfRegularisation keeping = SelfRegularisation.of(own, part(images, 0, n), lambda, means);
		INDArray error = discriminator.backward(fooling.gradient(), true, false).orElseThrow().addi(keeping.gradient());
		if (originals.isPresent()) {
			final PyramidLoss restored = PyramidLoss.of(part(refined, n, images.size(0)), originals.get());
			error = Nd4j.concat(0, error, restored.gradient().muli(pairs));
		}
		refiner.backward(Clamp.backward(raw, error), false, true);
		close(raw, refined, map, fooling.gradient(), keeping.gradient(), error);
		return new Objective(fooling, keeping.change(), keeping.drift());
	}

	private static INDArray part(final INDArray images, final long from, final long to) {
		if (from == 0 && to == images.size(0)) return images;
		return images.get(NDArrayIndex.interval(from, to), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all())
				.dup('c');
	}

	/** What the refiner learns of pairs before there is a discriminator: to restore the originals; the rest is measured. */
	static Objective ofPairs(final AdversarialGraph refiner, final AdversarialGraph discriminator, final INDArray drawn,
			final INDArray originals) {
		final INDArray raw = refiner.forward(drawn);
		final PyramidLoss restored = PyramidLoss.of(raw, originals);
		refiner.backward(restored.gradient(), false, true);
		final Objective measured = measured(discriminator, raw, drawn);
		close(raw, restored.gradient());
		return measured;
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
