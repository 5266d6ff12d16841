/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class OrderStatisticsTest {
	@Test
	void ranksOfManyValuesAreThoseOfTheSortedArray() {
		final SplittableRandom random = new SplittableRandom(5);
		final float[] first = new float[997];
		final float[] second = new float[503];
		// Of all magnitudes, both signs, and many ties.
		for (int i = 0; i < first.length; i++) first[i] = Float.intBitsToFloat(random.nextInt() & 0xbf7fffff);
		for (int i = 0; i < second.length; i++) second[i] = random.nextInt(-20, 20);
		final float[] sorted = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, sorted, first.length, second.length);
		Arrays.sort(sorted);
		assertArrayEquals(sorted,
				OrderStatistics.of(List.of(first, second), LongStream.range(0, sorted.length).toArray()));
	}

	@Test
	void zerosInfinitiesAndASingleValueHaveTheirPlaces() {
		assertArrayEquals(new float[] { Float.NEGATIVE_INFINITY, -0f, 0f, Float.MIN_VALUE, Float.POSITIVE_INFINITY },
				OrderStatistics.of(List.of(new float[] { 0f, Float.POSITIVE_INFINITY, -0f },
						new float[] { Float.MIN_VALUE, Float.NEGATIVE_INFINITY }), 0, 1, 2, 3, 4));
		assertArrayEquals(new float[] { 7 }, OrderStatistics.of(List.of(new float[] { 7 }), 0));
	}
}
