/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.graph.Networks.MosaicPath;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MosaicStartTest {
	private static final int SIZE = 32;
	private static final EGanConfig CONFIG = EGanConfig
			.of(Map.of("preset", "quick", "start", "mosaic", "latent", "40", "width", "2"));

	private static AdversarialGraph generator(final PatchSet real) {
		final Start start = Starts.of(CONFIG, real, real.subset(), new Seeds(1).random("start", 0), RunContext.quiet());
		final AdversarialGraph generator = AdversarialGraph.create(start.generator(CONFIG), Optimiser.sgd(1), 1);
		start.applyTo(generator, RunContext.quiet());
		return generator;
	}

	private static INDArray values(final AdversarialGraph generator, final Parameter p) {
		return generator.parameters().reshape(generator.parameters().length())
				.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(p.offset(), p.offset() + p.length()))
				.reshape('c', p.shape());
	}

	@Test
	void whereOneImageCountsEverywhereThatImageComesOut() {
		final PatchSet real = Discs.of(6, SIZE);
		try (AdversarialGraph generator = generator(real)) {
			// Nothing from the latent vector, and the fifth image far before all others in every part.
			final List<Parameter> code = Networks.mosaicPath(generator.architecture(), 6, MosaicPath.CODE);
			values(generator, code.get(0)).assign(0);
			for (int part = 0; part < 4; part++) values(generator, code.get(1)).putScalar(4 * 4 + part, 50);
			final float[] made = Tensors.toPixels(generator.output(Nd4j.zeros(1, 40))).get(0);
			double apart = 0;
			// At a seam an image that is in both parts stands out by 2^(1/3): look beside it.
			int looked = 0;
			for (int j = 0; j < made.length; j++) if (Math.abs(j % SIZE - 15.5) > 5 && Math.abs(j / SIZE - 15.5) > 5) {
				apart += Math.abs(made[j] - real.pixels(4)[j]);
				looked++;
			}
			assertTrue(apart / looked < 0.1, "mean difference " + apart / looked);
		}
	}

	@Test
	void theNumbersThatSayWhichImageCountsVaryAsTheyShould() {
		try (AdversarialGraph generator = generator(Discs.of(6, SIZE))) {
			final INDArray weights = values(generator,
					Networks.mosaicPath(generator.architecture(), 6, MosaicPath.CODE).get(0));
			for (int c = 0; c < weights.columns(); c++)
				assertEquals(9.5, weights.getColumn(c).norm2Number().doubleValue() / Math.sqrt(3), 1e-4);
		}
	}

	@Test
	void synthesisDiffersFromImageToImageAndNotFromRunToRun() {
		final INDArray z = Latents.uniform(3, 40, new Seeds(2).random("z", 0));
		try (AdversarialGraph a = generator(Discs.of(6, SIZE)); AdversarialGraph b = generator(Discs.of(6, SIZE))) {
			final List<float[]> first = Tensors.toPixels(a.output(z));
			final List<float[]> second = Tensors.toPixels(b.output(z));
			for (int i = 0; i < 3; i++) assertArrayEquals(first.get(i), second.get(i));
			assertTrue(Fitness.pairwiseDiversity(first) > 0.01);
		}
	}

	@Test
	void ofManyImagesItKeeps256FromAllOverTheSet() {
		final Start start = Starts.of(CONFIG, Discs.of(600, 16), Discs.of(600, 16).subset(),
				new Seeds(1).random("start", 0), RunContext.quiet());
		assertArrayEquals(new long[] { 16 * 16, 256, 1, 1 },
				Networks.mosaicPath(start.generator(CONFIG), 256, MosaicPath.IMAGES).get(0).shape());
	}

	@Test
	void imagesToJudgeByCountOnlyInTheEnd() {
		final PatchSet all = Discs.of(8, SIZE);
		final PatchSet train = all.subset(0, 1, 2, 3, 4, 5);
		final PatchSet inner = all.filter(p -> !train.subjects().contains(p.subject()));
		assertEquals(2, inner.size());
		final Start start = Starts.of(CONFIG, train, inner, new Seeds(1).random("start", 0), RunContext.quiet());
		final INDArray z = Latents.uniform(16, 40, new Seeds(2).random("z", 0));
		try (AdversarialGraph generator = AdversarialGraph.create(start.generator(CONFIG), Optimiser.sgd(1), 1)) {
			start.applyTo(generator, RunContext.quiet());
			final List<float[]> before = Tensors.toPixels(generator.output(z));
			// The images that are held back may be anything.
			final INDArray images = values(generator,
					Networks.mosaicPath(generator.architecture(), 8, MosaicPath.IMAGES).get(0));
			final INDArray held = images.get(org.nd4j.linalg.indexing.NDArrayIndex.all(),
					org.nd4j.linalg.indexing.NDArrayIndex.interval(6, 8));
			held.muli(3);
			final List<float[]> other = Tensors.toPixels(generator.output(z));
			for (int i = 0; i < before.size(); i++) assertArrayEquals(before.get(i), other.get(i));
			held.divi(3);
			start.complete(generator);
			assertTrue(Fitness
					.pairwiseDiversity(List.of(before.get(3), Tensors.toPixels(generator.output(z)).get(3))) > 1e-3);
		}
	}
}
