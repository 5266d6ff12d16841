/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.FreeFormWarp;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.Test;

class AlignmentTest {
	private static final int SIZE = 32;

	/** What an image shows, above 0 inside. */
	private interface Shape {
		double depth(int image, double x, double y);
	}

	/** Six bright shapes in dark frames. */
	private static PatchSet shapes(final Shape shape) {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			final float[] image = new float[SIZE * SIZE];
			for (int j = 0; j < image.length; j++)
				image[j] = (float) Math.tanh(shape.depth(i, j % SIZE - 15.5, j / SIZE - 15.5));
			pixels.add(image);
			rows.add(new Patch("shape" + i, "s" + i, "shape", 1, java.util.Map.of()));
		}
		return new PatchSet(SIZE, SIZE, 1, rows, pixels);
	}

	/** Of radii 5 to 10 pixels. */
	private static PatchSet discs() {
		return shapes((i, x, y) -> 5 + i - Math.hypot(x, y));
	}

	private static double spread(final double[]... rows) {
		double sum = 0;
		for (int j = 0; j < rows[0].length; j++) {
			double mean = 0;
			for (final double[] row : rows) mean += row[j] / rows.length;
			for (final double[] row : rows) sum += (row[j] - mean) * (row[j] - mean);
		}
		return sum;
	}

	@Test
	void discsOfDifferentSizesBecomeOneDiscAndComeBack() {
		final PatchSet real = discs();
		final double[][] logits = Alignment.logits(real);
		final Alignment alignment = Alignment.of(real, RunContext.quiet());
		assertTrue(spread(alignment.images()) < 0.25 * spread(logits),
				spread(alignment.images()) + " of " + spread(logits));
		final FreeFormWarp warp = new FreeFormWarp(SIZE, SIZE, Networks.CONTROLS);
		double apart = 0;
		for (int i = 0; i < logits.length; i++) {
			final double[] back = warp.sample(alignment.images()[i], warp.field(alignment.controls()[i]));
			for (int j = 0; j < back.length; j++)
				apart += Math.abs(Math.tanh(back[j]) - real.pixels(i)[j]) / back.length / logits.length;
		}
		assertTrue(apart < 0.02, "mean difference " + apart);
		for (int k = 0; k < alignment.controls()[0].length; k++) {
			double mean = 0;
			for (final double[] controls : alignment.controls()) mean += controls[k] / logits.length;
			assertEquals(0, mean, 1e-9);
		}
	}

	@Test
	void imagesThatAreUnlikeAreNotFolded() {
		final Random random = new Random(1);
		final double[][] waves = new double[6][];
		for (int i = 0; i < waves.length; i++) waves[i] = random.doubles(12, -1, 1).toArray();
		final PatchSet unlike = shapes((i, x, y) -> {
			double sum = 0;
			for (int k = 0; k < 12; k += 3)
				sum += Math.sin(waves[i][k] * x + waves[i][k + 1] * y + Math.PI * waves[i][k + 2]);
			return sum;
		});
		final FreeFormWarp warp = new FreeFormWarp(SIZE, SIZE, Networks.CONTROLS);
		double least = 1;
		for (final double[] controls : Alignment.of(unlike, RunContext.quiet()).controls()) {
			final double[] field = warp.field(controls);
			for (int y = 0; y + 1 < SIZE; y++)
				for (int x = 0; x + 1 < SIZE; x++) least = Math.min(least, area(SIZE, y * SIZE + x, field));
		}
		assertTrue(least > 0.1, "an area shrinks to " + least);
	}

	@Test
	void twoRunsFindTheSame() {
		final Alignment a = Alignment.of(discs(), RunContext.quiet());
		final Alignment b = Alignment.of(discs(), RunContext.quiet());
		for (int i = 0; i < a.images().length; i++) {
			assertArrayEquals(a.images()[i], b.images()[i]);
			assertArrayEquals(a.controls()[i], b.controls()[i]);
		}
	}

	/**
	 * Mean squared slope times 0.05, and 20 times the mean squares of what squeezes below half or stretches beyond twice and of
	 * areas below half.
	 */
	private static double stiffness(final int size, final double... field) {
		double sum = 0;
		for (int d = 0; d < 2; d++)
			for (int y = 0; y < size; y++) for (int x = 0; x < size; x++) for (int axis = 0; axis < 2; axis++) {
				if ((axis == 0 ? x : y) + 1 == size) continue;
				final int at = (d * size + y) * size + x;
				final double slope = field[at + (axis == 0 ? 1 : size)] - field[at];
				sum += 0.05 * slope * slope;
				if (axis != d) continue;
				final double folded = Math.max(0, -0.5 - slope);
				final double torn = Math.max(0, slope - 1);
				sum += 20 * (folded * folded + torn * torn);
			}
		for (int y = 0; y + 1 < size; y++) for (int x = 0; x + 1 < size; x++) {
			final double missing = Math.max(0, 0.5 - area(size, y * size + x, field));
			sum += 20 * missing * missing;
		}
		return sum / size / (size - 1);
	}

	/** What a pixel's square becomes, as the determinant of the differences to the next pixel and the one below. */
	private static double area(final int size, final int at, final double... field) {
		final int other = at + size * size;
		return (1 + field[at + 1] - field[at]) * (1 + field[other + size] - field[other])
				- (field[at + size] - field[at]) * (field[other + 1] - field[other]);
	}

	@Test
	void gradientOfTheStiffnessIsThatOfItsFormula() {
		final int size = 6;
		final Random random = new Random(3);
		final double[] field = random.doubles(2 * size * size, -2, 2).toArray();
		final double[] gradient = new double[field.length];
		Alignment.addStiffness(gradient, size, field);
		for (int i = 0; i < field.length; i++) {
			final double was = field[i];
			field[i] = was + 1e-6;
			final double above = stiffness(size, field);
			field[i] = was - 1e-6;
			final double below = stiffness(size, field);
			field[i] = was;
			assertEquals((above - below) / 2e-6, gradient[i], 1e-6);
		}
	}

	@Test
	void theInverseFieldUndoesTheField() {
		final FreeFormWarp warp = new FreeFormWarp(SIZE, SIZE, Networks.CONTROLS);
		final double[] controls = new double[2 * Networks.CONTROLS * Networks.CONTROLS];
		final Random random = new Random(1);
		for (int d = 0; d < 2; d++)
			for (int y = 4; y < 9; y++)
				for (int x = 4; x < 9; x++)
					controls[(d * Networks.CONTROLS + y) * Networks.CONTROLS + x] = random.nextDouble() - 0.5;
		final double[] field = warp.field(controls);
		final double[] inverse = Alignment.inverse(warp, field);
		final double[] there = warp.sample(field, inverse);
		for (int j = 0; j < field.length; j++) assertEquals(0, inverse[j] + there[j], 1e-6);
	}
}
