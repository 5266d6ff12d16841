/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.nn.graph.Networks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class TextureStartTest {
	private static final int SIZE = 24;

	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	@Test
	void aPlaneIsTakenOffAFilterAndNothingElse() {
		final double[] plane = { 1, 3, 5, 0, 2, 4, -1, 1, 3 };
		TextureStart.takeOffPlane(plane, 3);
		assertArrayEquals(new double[9], plane, 1e-12);
		final double[] saddle = { 1, 0, -1, 0, 0, 0, -1, 0, 1 };
		final double[] kept = saddle.clone();
		TextureStart.takeOffPlane(saddle, 3);
		assertArrayEquals(kept, saddle, 1e-12);
	}

	@Test
	void filtersAreBlindToPlanesAndSeeTextureAtTheStrengthOfAnImage() {
		final List<float[]> images = ToySets.discs(40, SIZE, true, 1).pixels();
		try (AdversarialGraph first = AdversarialGraph.create(
				ArchitectureBuilder.image(1, SIZE, SIZE).startHe(1).conv(6, 3, 1).build(), Optimiser.sgd(0), 1)) {
			TextureStart.apply(first, images, SIZE);
			final float[] ramp = new float[SIZE * SIZE];
			for (int p = 0; p < ramp.length; p++) ramp[p] = 0.3f + 0.02f * (p % SIZE) - 0.01f * (p / SIZE);
			for (final double value : inside(first, List.of(ramp), 0)) assertEquals(0, value, 1e-4);
			for (int filter = 0; filter < 6; filter++)
				assertEquals(0.5, deviation(inside(first, images, filter)), 0.03, "filter " + filter);
		}
	}

	@Test
	void imagesWithoutTextureDoNotBreakIt() {
		try (AdversarialGraph net = AdversarialGraph.create(Networks.patchDiscriminator(6, 4, 2, SIZE),
				Optimiser.sgd(0), 1)) {
			TextureStart.apply(net, List.of(new float[SIZE * SIZE]), SIZE);
			assertTrue(Double.isFinite(net.parameters().sumNumber().doubleValue()));
		}
	}

	@Test
	void theDiscriminatorBeginsWithItWhereAskedFor() {
		assertTrue(SimGanConfig.of(Map.of("preset", "quick")).startsByTexture());
		assertEquals(false, SimGanConfig.of(Map.of("preset", "paper")).startsByTexture());
	}

	private static double[] inside(final AdversarialGraph net, final List<float[]> images, final int filter) {
		final INDArray in = Tensors.of(images, SIZE, SIZE);
		final INDArray out = net.output(in);
		final double[] values = new double[images.size() * (SIZE - 2) * (SIZE - 2)];
		int n = 0;
		for (int i = 0; i < images.size(); i++)
			for (int y = 1; y < SIZE - 1; y++)
				for (int x = 1; x < SIZE - 1; x++) values[n++] = out.getDouble(i, filter, y, x);
		in.close();
		out.close();
		return values;
	}

	private static double deviation(final double[] values) {
		final double mean = Arrays.stream(values).average().orElseThrow();
		return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
	}
}
