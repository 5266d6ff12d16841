/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.DoubleNetworks;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.PyramidLoss;
import org.cmrgan.nn.graph.Networks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The derivatives of eq. 2 and eq. 3 through both whole networks, in double precision. */
@Tag("long")
class ObjectiveTest {
	private static final int SIZE = 12;
	private AdversarialGraph refiner;
	private AdversarialGraph discriminator;
	private INDArray synthetic;

	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	@BeforeEach
	void build() {
		refiner = DoubleNetworks.create(Networks.refiner(3, 2, SIZE, Networks.Head.SKIP), Optimiser.sgd(1e-2), 1);
		discriminator = DoubleNetworks.create(Networks.patchDiscriminator(4, 3, 2, SIZE), Optimiser.sgd(1e-2), 2);
		// The skip head begins as the identity, where |R(x)-x| has a kink: move away from it.
		final RandomGenerator random = new MersenneTwister(5);
		final INDArray parameters = refiner.parameters();
		for (long i = 0; i < parameters.length(); i++)
			parameters.putScalar(i, parameters.getDouble(i) + 0.1 * random.nextGaussian());
		synthetic = Tensors.of(ToySets.discs(3, SIZE, false, 1)).castTo(DataType.DOUBLE);
	}

	@AfterEach
	void close() {
		refiner.close();
		discriminator.close();
	}

	@Test
	void theRefinersGradientOfEq3IsThatOfFiniteDifferences() {
		final Objective objective = Objective.ofRefiner(refiner, discriminator, synthetic, 1.5, 0.7, Optional.empty(),
				0);
		assertEquals(objective.adversarial(), Objective.measured(refiner, discriminator, synthetic).adversarial(),
				1e-12);
		assertGradient(refiner, () -> {
			final Objective o = Objective.measured(refiner, discriminator, synthetic);
			return loss(o);
		});
	}

	@Test
	void theRefinersGradientWithPairsIsThatOfFiniteDifferences() {
		final INDArray drawn = Tensors.of(ToySets.discs(2, SIZE, false, 3)).castTo(DataType.DOUBLE);
		final INDArray originals = Tensors.of(ToySets.discs(2, SIZE, true, 4)).castTo(DataType.DOUBLE);
		Objective.ofRefiner(refiner, discriminator, Nd4j.concat(0, synthetic, drawn), 1.5, 0.7, Optional.of(originals),
				0.6);
		assertGradient(refiner, () -> loss(Objective.measured(refiner, discriminator, synthetic))
				+ 0.6 * PyramidLoss.of(Clamp.forward(refiner.output(drawn)), originals).value());
	}

	@Test
	void pairsAloneTeachTheRefinerToRestoreOriginals() {
		final INDArray drawn = Tensors.of(ToySets.discs(2, SIZE, false, 3)).castTo(DataType.DOUBLE);
		final INDArray originals = Tensors.of(ToySets.discs(2, SIZE, true, 4)).castTo(DataType.DOUBLE);
		Objective.ofPairs(refiner, discriminator, drawn, originals);
		assertGradient(refiner, () -> PyramidLoss.of(refiner.output(drawn), originals).value());
	}

	@Test
	void theRefinersGradientOfSelfRegularisationIsThatOfFiniteDifferences() {
		Objective.ofRefinerAlone(refiner, discriminator, synthetic, 1.5, 0.7);
		assertGradient(refiner, () -> {
			final Objective o = Objective.measured(refiner, discriminator, synthetic);
			return 1.5 * o.change() + 0.7 * o.drift();
		});
	}

	@Test
	void theDiscriminatorsGradientOfEq2IsThatOfFiniteDifferences() {
		final INDArray images = Tensors.of(ToySets.discs(4, SIZE, true, 2)).castTo(DataType.DOUBLE);
		final List<PatchLabel> labels = List.of(PatchLabel.REAL, PatchLabel.REFINED, PatchLabel.REAL, PatchLabel.REAL);
		Objective.ofDiscriminator(discriminator, images, labels, true);
		assertGradient(discriminator,
				() -> Objective.ofDiscriminator(discriminator, images, labels, false).adversarial());
	}

	@Test
	void theFixedNetworkIsBitIdenticalAfterwards() {
		final INDArray r = refiner.parameters().dup();
		final INDArray d = discriminator.parameters().dup();
		Objective.ofRefiner(refiner, discriminator, synthetic, 1.5, 0.7, Optional.empty(), 0);
		refiner.step();
		assertEquals(d, discriminator.parameters());
		assertTrue(r.distance2(refiner.parameters()) > 0, "the refiner moves");
		final INDArray moved = refiner.parameters().dup();
		Objective.ofDiscriminator(discriminator, synthetic, Collections.nCopies(3, PatchLabel.REFINED), true);
		discriminator.step();
		assertEquals(moved, refiner.parameters());
		assertTrue(d.distance2(discriminator.parameters()) > 0, "the discriminator moves");
	}

	@Test
	void oneStepLowersWhatItMinimises() {
		final Objective before = Objective.ofRefiner(refiner, discriminator, synthetic, 1.5, 0.7, Optional.empty(), 0);
		refiner.step();
		final Objective after = Objective.measured(refiner, discriminator, synthetic);
		assertTrue(loss(after) < loss(before));
	}

	private static double loss(final Objective objective) {
		return objective.adversarial() + 1.5 * objective.change() + 0.7 * objective.drift();
	}

	/** Compares a third of the entries; a kink of |x|, ReLU or max pooling inside the step would show as a large difference. */
	private static void assertGradient(final AdversarialGraph net, final DoubleSupplier loss) {
		final INDArray gradient = net.gradient().dup();
		final INDArray parameters = net.parameters();
		final double h = 1e-6;
		for (long i = 0; i < parameters.length(); i += 3) {
			final double value = parameters.getDouble(i);
			parameters.putScalar(i, value + h);
			final double up = loss.getAsDouble();
			parameters.putScalar(i, value - h);
			final double down = loss.getAsDouble();
			parameters.putScalar(i, value);
			final double wanted = (up - down) / (2 * h);
			assertEquals(wanted, gradient.getDouble(i), 1e-6 + 1e-5 * Math.abs(wanted), "parameter " + i);
		}
	}
}
