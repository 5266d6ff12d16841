/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.List;
import java.util.function.ToDoubleFunction;

import org.apache.commons.math3.random.MersenneTwister;
import org.cmrgan.nn.Backend;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SimGanLossesTest {
	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	@Test
	void refinedIsOneAndRealIsNought() {
		assertEquals(0, PatchLabel.REAL.ordinal());
		assertEquals(1, PatchLabel.REFINED.ordinal());
	}

	@Test
	void aDiscriminatorThatKnowsNothingCostsLogTwoPerLabel() {
		final INDArray zero = Nd4j.zeros(DataType.DOUBLE, 4, 2, 3, 5);
		assertEquals(Math.log(2), LocalAdversarialLoss.of(zero, PatchLabel.REAL).loss(), 1e-15);
		final LocalAdversarialLoss both = LocalAdversarialLoss.of(zero,
				List.of(PatchLabel.REAL, PatchLabel.REFINED, PatchLabel.REFINED, PatchLabel.REFINED));
		assertEquals(2 * Math.log(2), both.loss(), 1e-15);
	}

	@Test
	void isMinusTheLogOfTheSoftmaxOfThePatch() {
		// One patch: real logit 0.3, refined logit -0.9.
		final INDArray map = Nd4j.createFromArray(0.3, -0.9).reshape(1, 2, 1, 1);
		final double real = Math.exp(0.3) / (Math.exp(0.3) + Math.exp(-0.9));
		assertEquals(-Math.log(real), LocalAdversarialLoss.of(map, PatchLabel.REAL).loss(), 1e-14);
		assertEquals(-Math.log(1 - real), LocalAdversarialLoss.of(map, PatchLabel.REFINED).loss(), 1e-14);
		assertEquals(real - 1, LocalAdversarialLoss.of(map, PatchLabel.REAL).gradient().getDouble(0, 0, 0, 0), 1e-14);
		assertEquals(1, LocalAdversarialLoss.of(map, PatchLabel.REAL).accuracy(PatchLabel.REAL));
		assertEquals(0, LocalAdversarialLoss.of(map, PatchLabel.REFINED).accuracy(PatchLabel.REFINED));
		assertTrue(Double.isNaN(LocalAdversarialLoss.of(map, PatchLabel.REAL).accuracy(PatchLabel.REFINED)));
	}

	@Test
	void doesNotDependOnTheNumberOfPatchesOrImages() {
		final INDArray map = random(1, 2, 2, 2);
		final INDArray wide = Nd4j.concat(3, map, map, map);
		final INDArray many = Nd4j.concat(0, wide, wide);
		assertEquals(LocalAdversarialLoss.of(map, PatchLabel.REFINED).loss(),
				LocalAdversarialLoss.of(many, PatchLabel.REFINED).loss(), 1e-14);
	}

	@Test
	void staysFiniteAndExactAtLargeLogits() {
		final INDArray map = Nd4j.createFromArray(1000.0, -1000.0).reshape(1, 2, 1, 1);
		final LocalAdversarialLoss wrong = LocalAdversarialLoss.of(map, PatchLabel.REFINED);
		assertEquals(2000, wrong.loss());
		assertEquals(-1, wrong.gradient().getDouble(0, 1, 0, 0));
		assertEquals(0, LocalAdversarialLoss.of(map, PatchLabel.REAL).loss());
	}

	@Test
	void itsGradientIsThatOfFiniteDifferences() {
		final INDArray map = random(4, 2, 3, 2);
		final List<PatchLabel> labels = List.of(PatchLabel.REAL, PatchLabel.REFINED, PatchLabel.REFINED,
				PatchLabel.REAL);
		assertGradient(map, LocalAdversarialLoss.of(map, labels).gradient(),
				m -> LocalAdversarialLoss.of(m, labels).loss());
		assertGradient(map, LocalAdversarialLoss.of(map, PatchLabel.REAL).gradient(),
				m -> LocalAdversarialLoss.of(m, PatchLabel.REAL).loss());
	}

	@Test
	void readsAMapThatIsAViewInItsOwnOrder() {
		final INDArray map = random(2, 2, 3, 3);
		final INDArray view = map.permute(0, 2, 3, 1).dup('c').permute(0, 3, 1, 2);
		assertEquals(map, view);
		assertEquals(LocalAdversarialLoss.of(map, PatchLabel.REAL).gradient(),
				LocalAdversarialLoss.of(view, PatchLabel.REAL).gradient());
	}

	@Test
	void refusesAMapOfAnotherShape() {
		assertThrows(IllegalArgumentException.class,
				() -> LocalAdversarialLoss.of(random(2, 3, 4, 4), PatchLabel.REAL));
		assertThrows(IllegalArgumentException.class,
				() -> LocalAdversarialLoss.of(random(2, 2, 4, 4), List.of(PatchLabel.REAL)));
	}

	@Test
	void selfRegularisationIsTheMeanChange() {
		final INDArray x = random(2, 1, 4, 4);
		assertEquals(0.25, SelfRegularisation.of(x.add(0.25), x, 3, 0).change(), 1e-14);
		assertEquals(0, SelfRegularisation.of(x, x, 3, 3).change());
		assertEquals(0, SelfRegularisation.of(x, x, 3, 3).gradient().norm2Number().doubleValue());
	}

	@Test
	void localMeansDriftByBlockAndCountByPixel() {
		// 10 x 8 pixels: a block of 8 x 8 that rises by 0.5, one of 2 x 8 that falls by 1, and texture that cancels out.
		final INDArray x = Nd4j.zeros(DataType.DOUBLE, 1, 1, 8, 10);
		final INDArray y = x.dup();
		for (int row = 0; row < 8; row++)
			for (int column = 0; column < 10; column++)
				y.putScalar(new int[] { 0, 0, row, column }, (column < 8 ? 0.5 : -1) + (column % 2 == 0 ? 2 : -2));
		final SelfRegularisation keeping = SelfRegularisation.of(y, x, 0, 1);
		assertEquals(0.8 * 0.5 + 0.2 * 1, keeping.drift(), 1e-14);
		assertEquals(1 / 80., keeping.gradient().getDouble(0, 0, 0, 0), 1e-14);
		assertEquals(-1 / 80., keeping.gradient().getDouble(0, 0, 3, 9), 1e-14);
	}

	@Test
	void selfRegularisationGradientIsThatOfFiniteDifferences() {
		final INDArray x = random(2, 1, 9, 11);
		final INDArray y = random(2, 1, 9, 12).get(all(), all(), all(), interval(0, 11)).dup('c');
		assertGradient(y, SelfRegularisation.of(y, x, 1.5, 4).gradient(),
				m -> SelfRegularisation.of(m, x, 1.5, 4).loss());
	}

	@Test
	void thePapersLambdaIsASixteenthOnImagesOf80() {
		// 80 x 80 pixels and 20 x 20 patches; the lambda of means is 16 times that of sums.
		assertEquals(0.1, SelfRegularisation.lambdaOfSums(1.6, 6400, 400), 1e-15);
	}

	@Test
	void clampedPixelsComeBackButGoNoFurther() {
		final INDArray image = Nd4j.createFromArray(-1.5, -1.5, 0.2, 1.5, 1.5);
		assertEquals(Nd4j.createFromArray(-1.0, -1.0, 0.2, 1.0, 1.0), Clamp.forward(image));
		final INDArray gradient = Nd4j.createFromArray(-3.0, 3.0, 3.0, -3.0, 3.0);
		assertEquals(Nd4j.createFromArray(-3.0, 0.0, 3.0, 0.0, 3.0), Clamp.backward(image, gradient));
		assertEquals(-1.5, image.getDouble(0), "the image itself is left alone");
	}

	private static INDArray random(final long... shape) {
		long length = 1;
		for (final long side : shape) length *= side;
		final MersenneTwister random = new MersenneTwister(length);
		final double[] values = new double[(int) length];
		for (int i = 0; i < length; i++) values[i] = random.nextGaussian();
		return Nd4j.createFromArray(values).reshape('c', shape);
	}

	private static void assertGradient(final INDArray at, final INDArray gradient,
			final ToDoubleFunction<INDArray> loss) {
		final double h = 1e-6;
		for (long i = 0; i < at.length(); i++) {
			final INDArray up = at.dup('c');
			final INDArray down = at.dup('c');
			up.putScalar(i, up.getDouble(i) + h);
			down.putScalar(i, down.getDouble(i) - h);
			assertEquals((loss.applyAsDouble(up) - loss.applyAsDouble(down)) / (2 * h), gradient.getDouble(i), 1e-8,
					"element " + i);
		}
	}
}
