/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HistoryBufferTest {
	private final RandomGenerator random = new MersenneTwister(3);

	@Test
	void holdsNeverMoreThanItsCapacity() {
		final HistoryBuffer buffer = new HistoryBuffer(10);
		buffer.put(images(0, 7), random);
		assertEquals(7, buffer.size());
		buffer.put(images(7, 7), random);
		assertEquals(10, buffer.size());
	}

	@Test
	void drawsWithoutReplacementAndEveryImageOnce() {
		final HistoryBuffer buffer = new HistoryBuffer(12);
		buffer.put(images(0, 12), random);
		final Set<Float> seen = new HashSet<>();
		for (int i = 0; i < 3; i++)
			for (final float[] image : buffer.draw(4, random)) assertTrue(seen.add(image[0]), "drawn twice");
		assertEquals(12, seen.size());
		assertEquals(0, buffer.size());
		assertThrows(IllegalArgumentException.class, () -> buffer.draw(1, random));
	}

	@Test
	void freshImagesFillTheVacanciesAndNothingElse() {
		final HistoryBuffer buffer = new HistoryBuffer(6);
		buffer.put(images(0, 6), random);
		final Set<Float> left = new HashSet<>(Set.of(0f, 1f, 2f, 3f, 4f, 5f));
		for (final float[] image : buffer.draw(2, random)) left.remove(image[0]);
		buffer.put(images(100, 2), random);
		assertEquals(6, buffer.size());
		left.addAll(Set.of(100f, 101f));
		final Set<Float> now = new HashSet<>();
		for (final float[] image : buffer.draw(6, random)) now.add(image[0]);
		assertEquals(left, now);
	}

	@Test
	void everyImageIsAsLikelyToBeDrawn() {
		final int[] drawn = new int[5];
		for (int i = 0; i < 5000; i++) {
			final HistoryBuffer buffer = new HistoryBuffer(5);
			buffer.put(images(0, 5), random);
			for (final float[] image : buffer.draw(2, random)) drawn[(int) image[0]]++;
		}
		for (final int count : drawn) assertEquals(2000, count, 150);
	}

	@Test
	void sharesNoMemoryWithItsCallers() {
		final HistoryBuffer buffer = new HistoryBuffer(1);
		final float[] mine = { 1, 2 };
		buffer.put(List.of(mine), random);
		mine[0] = 9;
		assertArrayEquals(new float[] { 1, 2 }, buffer.draw(1, random).get(0));
	}

	@Test
	void aBufferOfNothingKeepsNothing() {
		final HistoryBuffer buffer = new HistoryBuffer(0);
		buffer.put(images(0, 3), random);
		assertEquals(0, buffer.size());
	}

	@Test
	void comesBackFromItsFileAndDrawsTheSame() throws IOException {
		final HistoryBuffer buffer = new HistoryBuffer(8);
		buffer.put(images(0, 8), random);
		buffer.draw(3, random);
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		buffer.write(new DataOutputStream(bytes));
		final HistoryBuffer copy = new HistoryBuffer(8);
		copy.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
		final List<float[]> here = buffer.draw(5, new MersenneTwister(7));
		final List<float[]> there = copy.draw(5, new MersenneTwister(7));
		for (int i = 0; i < 5; i++) assertArrayEquals(here.get(i), there.get(i));
	}

	private static List<float[]> images(final int first, final int count) {
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < count; i++) out.add(new float[] { first + i, 0 });
		return out;
	}
}
