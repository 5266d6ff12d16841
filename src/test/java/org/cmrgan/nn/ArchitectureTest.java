/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.nn.graph.Ends;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Dropout;
import org.cmrgan.nn.operation.Parameter;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
	@Test
	void resNet50HasThePublishedParameters() {
		final Architecture net = Networks.resNet50(1, 1000, 3, 80, Ends.PUBLISHED);
		// The published count has a bias before each of the 53 batch norms, 26,560 in all, which these make ineffective.
		final long dead = net.parameters().stream().filter(p -> p.name().endsWith(".gamma"))
				.mapToLong(Parameter::length).sum();
		assertEquals(26_560, dead);
		assertEquals(25_636_712, net.length() + dead);
		assertEquals(25_557_032, net.trainableLength());
	}

	@Test
	void xceptionHasThePublishedParameters() {
		assertEquals(22_910_480, Networks.xception(1, 1000, 3, 80, Ends.PUBLISHED).length());
		assertEquals(20_861_480, Networks.xception(1, 1000, 3, 80, Ends.PUBLISHED).length() - 2048 * 1000 - 1000);
	}

	@Test
	void classifiersEndIn3x3MapsAt80Pixels() {
		for (final Architecture net : new Architecture[] { Networks.resNet50(1, 2, 80), Networks.xception(1, 2, 80) }) {
			assertArrayEquals(new long[] { 2048, 3, 3 }, net.shape(net.operations().size() - 3));
			assertArrayEquals(new long[] { 2 }, net.outputShape());
		}
	}

	@Test
	void otherEndsKeepMoreOfTheImage() {
		final Ends ends = Ends.PUBLISHED.withoutEarlyPooling().flattened().dropout(0.5);
		final Architecture resNet = Networks.resNet50(0.125, 2, 80, ends);
		final Architecture xception = Networks.xception(0.125, 2, 80, ends);
		for (final Architecture net : new Architecture[] { resNet, xception }) {
			assertArrayEquals(new long[] { 256, 5, 5 }, net.shape(net.operations().size() - 2));
			assertTrue(net.operations().get(net.operations().size() - 2) instanceof Dropout);
			assertArrayEquals(new long[] { 2 }, net.outputShape());
		}
	}

	@Test
	void eachResidualBranchMayBeginAtZero() {
		final Ends ends = Ends.PUBLISHED.zeroStarted();
		assertEquals(16, branchesThatBeginAtZero(Networks.resNet50(0.125, 2, 80, ends)));
		assertEquals(8, branchesThatBeginAtZero(Networks.xception(0.125, 2, 80, ends)));
		assertEquals(0, branchesThatBeginAtZero(Networks.resNet50(0.125, 2, 80)));
	}

	private static long branchesThatBeginAtZero(final Architecture net) {
		try (AdversarialGraph graph = AdversarialGraph.create(net, Optimiser.sgd(1), 3)) {
			return net.parameters().stream().filter(p -> p.name().endsWith(".gamma"))
					.filter(p -> p.view(graph.parameters()).amaxNumber().doubleValue() == 0).count();
		}
	}

	@Test
	void smallHasItsShapes() {
		final Architecture net = Networks.small(16, 2, 80, 0.5);
		final long batchNorms = 2 * (16 + 16 + 32 + 64 + 16);
		assertEquals(9 * (16 + 16 * 16 + 16 * 32 + 32 * 64 + 64 * 16) + batchNorms + 400 * 2 + 2,
				net.trainableLength());
		assertArrayEquals(new long[] { 16, 5, 5 }, net.shape(net.operations().size() - 2));
	}

	@Test
	void firstWeightsAreTorchvisions() {
		final Architecture net = Networks.resNet50(0.125, 2, 80);
		try (AdversarialGraph graph = AdversarialGraph.create(net, Optimiser.sgd(1), 3)) {
			for (final Parameter p : net.parameters()) {
				if (p.role() == Parameter.Role.STATISTIC || p.name().contains("batchnorm")) continue;
				final float[] w = p.view(graph.parameters()).dup().data().asFloat();
				double squares = 0;
				double largest = 0;
				for (final float v : w) {
					squares += v * v / w.length;
					largest = Math.max(largest, Math.abs(v));
				}
				if (p.name().startsWith("dense")) assertTrue(largest <= 1 / Math.sqrt(256), p.name());
				else {
					final double variance = 2.0 / (p.shape()[0] * p.shape()[2] * p.shape()[3]);
					// The variance of an estimate of a normal variance is 2 / n.
					assertEquals(1, squares / variance, 5 * Math.sqrt(2.0 / w.length), p.name());
				}
			}
		}
	}

	@Test
	void refinerAndPatchDiscriminatorAreThoseOfTable1() {
		final Architecture refiner = Networks.refiner(64, 5, 80, Networks.Head.SKIP);
		// conv 1→64, five times two convs 64→64 and one PReLU between, one PReLU after the first conv, conv 64→1.
		assertEquals(64 * 9 + 64 + 64 + 5 * (2 * (64 * 64 * 9 + 64) + 64) + 64 + 1, refiner.length());
		assertArrayEquals(new long[] { 1, 80, 80 }, refiner.outputShape());
		final Architecture d = Networks.patchDiscriminator(96, 64, 32, 80);
		assertEquals(96 * 9 + 96 + 96 * 64 * 9 + 64 + 2 * (2 * (64 * 64 * 9 + 64) + 64) + 64 * 32 + 32 + 32 * 2 + 2,
				d.length());
		assertArrayEquals(new long[] { 2, 20, 20 }, d.outputShape());
	}

	@Test
	void eGanNetworksHaveTheirShapes() {
		final Architecture g = Networks.generator(100, 64, 80);
		assertArrayEquals(new long[] { 100 }, g.inputShape());
		assertArrayEquals(new long[] { 1, 80, 80 }, g.outputShape());
		assertEquals(101 * 12800 + 9 * (512 * 256 + 256 * 128 + 128 * 64 + 64 * 32 + 32) + 256 + 128 + 64 + 32 + 1,
				g.length());
		final Architecture d = Networks.discriminator(64, 80, true, false);
		assertArrayEquals(new long[] { 1 }, d.outputShape());
		assertEquals(16 * (64 + 64 * 128 + 128 * 256 + 256 * 512) + 64 + 128 + 256 + 512 + 12801, d.trainableLength());
	}

	@Test
	void theLearnedNetworksHaveTheirParameters() {
		final Architecture g = Networks.learnedGenerator(64, 2, 16, 80, true);
		assertArrayEquals(new long[] { 64 + 2 + 1600 + 6400 + 1 + 1600 }, g.inputShape());
		assertArrayEquals(new long[] { 1, 80, 80 }, g.outputShape());
		final long[] ch = { 128, 128, 64, 32 };
		long count = 2 * 16 + 80 * 3200 + 3200 + 128 * 128 * 9 + 128 + 128 + 1;
		for (int i = 0; i < 3; i++)
			count += 81 * ch[i + 1] + ch[i] * ch[i + 1] * 9 + ch[i + 1] + 9 * ch[i + 1] * ch[i + 1] + ch[i + 1]
					+ 9 * ch[i + 1] + 1;
		count += 64 * 1600 + 63 * 338;
		count += 9 * 48 + 48 + 3 * (9 * 48 * 48 + 48) + 48;
		count += 48 * 8 + 8 + 9 * 8 * 8 + 8 + 8 + 9 * 8 + 1;
		assertEquals(count, g.trainableLength());
		assertEquals(0.95e6, count, 0.1e6);
		assertEquals(count - 56, Networks.learnedGenerator(64, 2, 16, 80, false).trainableLength());
		assertArrayEquals(new long[] { 64 + 1 + 1600 }, Networks.learnedGenerator(64, 0, 16, 80, false).inputShape());
		final Architecture d = Networks.coarseDiscriminator(12, 20);
		assertArrayEquals(new long[] { 1 }, d.outputShape());
		assertEquals(9 * 24 + 24 + 16 * (24 * 48 + 48 * 96) + 48 + 96 + 9 * 96 * 96 + 96 + 25 * 96 + 1,
				d.trainableLength());
		assertArrayEquals(new long[] { 1, 20, 20 }, Networks.textureDiscriminator(16, 80).outputShape());
		assertThrows(IllegalArgumentException.class, () -> Networks.learnedGenerator(64, 2, 16, 40, true));
	}

	@Test
	void anEqualisedLearningRateScalesParametersByFanIn() {
		final Architecture net = ArchitectureBuilder.image(3, 4, 4).startEqualised(0.5, 2).conv(5, 3, 1).conv(4, 3, 2)
				.startBias(1).dense(2).startHe(1).dense(2).build();
		assertEquals(0.5 / Math.sqrt(27), net.parameters(1).get(0).scale(), 1e-12);
		assertEquals(2, net.parameters(1).get(1).scale());
		assertEquals(0.5 / Math.sqrt(5 * 9), net.parameters(2).get(0).scale(), 1e-12);
		assertEquals(0.5 / Math.sqrt(4 * 4), net.parameters(3).get(0).scale(), 1e-12);
		assertEquals(net.parameters(3).get(0).scale(), net.parameters(3).get(0).start().value(), 1e-12);
		assertEquals(0, net.parameters(2).get(1).start().value());
		assertEquals(1, net.parameters(3).get(1).start().value());
		assertEquals(1, net.parameters(4).get(0).scale());
	}

	@Test
	void slicesFactorsAndVectorsThatDoNotFitAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> ArchitectureBuilder.vector(5).slice(3, 3).build());
		assertThrows(IllegalArgumentException.class, () -> ArchitectureBuilder.vector(5).slice(-1, 3).build());
		assertThrows(IllegalArgumentException.class, () -> ArchitectureBuilder.image(1, 2, 2).slice(0, 1).build());
		final ArchitectureBuilder net = ArchitectureBuilder.image(2, 4, 4);
		final ArchitectureBuilder.Place in = net.here();
		final ArchitectureBuilder.Place three = net.dense(3).here();
		assertThrows(IllegalArgumentException.class, () -> net.from(in).channelFactors(three).build());
		final ArchitectureBuilder other = ArchitectureBuilder.image(2, 4, 4);
		assertThrows(IllegalArgumentException.class, () -> other.concatenate(other.here()).build());
		assertThrows(IllegalArgumentException.class, () -> ArchitectureBuilder.vector(2).startEqualised(0, 1));
	}

	@Test
	void weightsComeFirstAndStatisticsLast() {
		final Architecture d = Networks.discriminator(8, 32, true, true);
		Parameter.Role before = Parameter.Role.WEIGHT;
		long at = 0;
		for (final Parameter p : d.parameters()) {
			assertEquals(at, p.offset());
			at += p.length();
			assertEquals(true, p.role().compareTo(before) >= 0);
			before = p.role();
		}
		assertEquals(d.length(), at);
		assertEquals(Parameter.Role.STATISTIC, before);
	}

	@Test
	void jsonKeepsEverything() {
		for (final Architecture net : new Architecture[] { Networks.xception(0.25, 2, 80),
				Networks.refiner(8, 2, 16, Networks.Head.TANH), Networks.generator(10, 4, 32),
				Networks.discriminator(4, 32, true, true), Networks.learnedGenerator(10, 2, 4, 32, true),
				Networks.coarseDiscriminator(4, 8), Networks.textureDiscriminator(4, 32) }) {
			final Architecture read = Architecture.fromJson(net.toJson());
			assertEquals(net, read);
			assertEquals(net.toString(), read.toString());
			assertEquals(net.length(), read.length());
		}
		assertThrows(IllegalArgumentException.class, () -> Architecture.fromJson("{}"));
		assertThrows(IllegalArgumentException.class, () -> Architecture.fromJson("[{}]"));
	}

	@Test
	void whatDoesNotFitIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> ArchitectureBuilder.vector(5).conv(3, 3, 1).build());
		assertThrows(IllegalArgumentException.class,
				() -> ArchitectureBuilder.vector(5).dense(10).reshape(2, 2, 2).build());
		assertThrows(IllegalArgumentException.class, () -> Networks.generator(10, 8, 50));
		final ArchitectureBuilder net = ArchitectureBuilder.image(2, 4, 4);
		final ArchitectureBuilder.Place in = net.here();
		assertThrows(IllegalArgumentException.class, () -> net.conv(3, 3, 1).add(in).build());
	}

	@Test
	void aWarpKeepsTheShapeAndRefusesWhatAreNoControls() {
		assertArrayEquals(new long[] { 2, 6, 9 }, GradientTest.warped().outputShape());
		final Architecture read = Architecture.fromJson(GradientTest.warped().toJson());
		assertEquals(GradientTest.warped(), read);
		for (final int[] controls : new int[][] { { 2, 3, 3 }, { 2, 4, 5 }, { 1, 4, 4 } }) {
			final ArchitectureBuilder net = ArchitectureBuilder.image(1, 8, 8);
			final ArchitectureBuilder.Place in = net.here();
			final ArchitectureBuilder.Place place = net.dense(controls[0] * controls[1] * controls[2])
					.reshape(controls[0], controls[1], controls[2]).here();
			final IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
					() -> net.from(in).warp(place).build());
			assertTrue(e.getMessage().startsWith("warp"), e.getMessage());
		}
		final ArchitectureBuilder vector = ArchitectureBuilder.vector(3);
		assertThrows(IllegalArgumentException.class, () -> vector.warp(vector.here()).build());
	}

	@Test
	void aMosaicRefusesImagesThatAreNotOfItsShape() {
		assertArrayEquals(new long[] { 2, 3, 5 },
				ArchitectureBuilder.image(30, 2, 2).mosaic(2, 3, 5).build().outputShape());
		final IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
				() -> ArchitectureBuilder.image(29, 2, 2).mosaic(2, 3, 5).build());
		assertTrue(e.getMessage().startsWith("mosaic"), e.getMessage());
		assertThrows(IllegalArgumentException.class, () -> ArchitectureBuilder.vector(30).mosaic(2, 3, 5).build());
		assertThrows(IllegalArgumentException.class, () -> ArchitectureBuilder.vector(30).mixing().build());
	}

	@Test
	void pathsAreFoundThoughOtherOperationsHaveTheSameShape() {
		// The first dense operation gives 8 * 32 numbers, as the code of 64 images does.
		final Architecture mosaic = Networks.mosaicGenerator(7, 32, 16, 64);
		assertArrayEquals(new long[] { 7, 256 },
				Networks.mosaicPath(mosaic, 64, Networks.MosaicPath.CODE).get(0).shape());
		assertTrue(Networks.mosaicPath(mosaic, 64, Networks.MosaicPath.CODE).get(0).operation() > 10);
		assertArrayEquals(new long[] { 256, 64, 1, 1 },
				Networks.mosaicPath(mosaic, 64, Networks.MosaicPath.IMAGES).get(0).shape());
		assertArrayEquals(new long[] { 338, 64, 1, 1 },
				Networks.mosaicPath(mosaic, 64, Networks.MosaicPath.CONTROLS).get(0).shape());
		assertThrows(IllegalArgumentException.class, () -> Networks.mosaicPath(mosaic, 63, Networks.MosaicPath.IMAGES));
	}
}
