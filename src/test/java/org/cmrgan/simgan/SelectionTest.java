/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.simgan.Selection.Judged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The refiners are single 3x3 convolutions with known effects. */
class SelectionTest {
	private static final int SIZE = 24;
	private final PatchSet real = ToySets.discs(30, SIZE, true, 1);
	/** Images of the real kind, blurred: a refiner that sharpens restores them. */
	private final PatchSet blurred = ToySets.blurred(ToySets.discs(30, SIZE, true, 2));
	private AdversarialGraph net;
	private Selection selection;

	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	@BeforeEach
	void build() {
		net = AdversarialGraph.create(ArchitectureBuilder.image(1, SIZE, SIZE).startHe(1).conv(1, 3, 1).build(),
				Optimiser.sgd(0), 1);
		selection = new Selection(blurred, real, "the judges");
	}

	@AfterEach
	void close() {
		net.close();
	}

	/** Centre 1 + 4a, its four neighbours -a: 0 leaves an image alone, more sharpens it. */
	private void consider(final long step, final double a) {
		net.parameters().assign(0);
		final double[] kernel = { 0, -a, 0, -a, 1 + 4 * a, -a, 0, -a, 0 };
		for (int i = 0; i < kernel.length; i++) net.parameters().putScalar(weight(i), kernel[i]);
		try (Refiner refiner = Refiner.of(net.architecture(), net.parameters())) {
			selection.consider(step, refiner, net.parameters());
		}
	}

	/** Nine weights and a bias, which comes last. */
	private static long weight(final int i) {
		return i;
	}

	private double centre() {
		net.parameters().assign(0);
		selection.applyTo(net.parameters());
		return net.parameters().getDouble(weight(4));
	}

	@Test
	void keepsTheSnapshotNearestToTheRealImages() {
		consider(10, 0.02);
		consider(20, 0.25);
		consider(30, 0.05);
		assertEquals(2, centre(), 1e-6);
		assertTrue(selection.reason().startsWith("the snapshot at step 20, of 3, "), selection.reason());
		assertFalse(selection.broughtNothing());
		assertEquals(3, selection.seen().size());
	}

	@Test
	void whatChangesNothingScoresOneAndIsPassedOver() {
		consider(10, 0);
		assertEquals(1, (Double) selection.seen().get(0).get("gap_left"), 1e-4);
		assertEquals(1, (Double) selection.seen().get(0).get("kid_left"), 1e-4);
		assertTrue(selection.broughtNothing());
		assertTrue(selection.reason().contains("too little"), selection.reason());
		consider(20, 0.05);
		assertTrue(selection.reason().contains("step 20"), selection.reason());
	}

	@Test
	void aNearerOneThatEditsTooMuchIsPassedOver() {
		final Judged modest = new Judged(1, 0.5, 0.5, 0.05);
		assertFalse(new Judged(2, 0.1, 0.1, 0.2).beats(modest));
		assertFalse(new Judged(2, 0.1, 0.1, 0.001).beats(modest));
		assertTrue(new Judged(2, 0.3, 0.6, 0.1).beats(modest));
		assertFalse(new Judged(2, Double.NaN, 0.1, 0.1).beats(modest));
		assertTrue(modest.beats(new Judged(2, Double.NaN, 0.1, 0.1)));
	}

	@Test
	void comesBackFromACheckpoint() throws IOException {
		consider(10, 0.25);
		consider(20, 0.02);
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		selection.write(new DataOutputStream(bytes));
		final String reason = selection.reason();
		selection = new Selection(blurred, real, "the judges");
		assertTrue(selection.isEmpty());
		selection.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
		assertEquals(reason, selection.reason());
		assertEquals(2, centre(), 1e-6);
		consider(30, 0.01);
		assertTrue(selection.reason().startsWith("the snapshot at step 10, of 3, "), selection.reason());
	}
}
