/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class ChartLayoutTest {
	@Test
	void axesTakeRoundNumbersAndFlatOrEmptyLines() {
		final ChartLayout layout = new ChartLayout(
				Chart.of("a", "a", "", "", "").with("flat", new double[] { 0, 10 }, new double[] { 0.5, 0.5 })
						.with("none", new double[0], new double[0]));
		assertEquals(List.of("0", "2", "4", "6", "8", "10"), texts(layout.xTicks()));
		assertEquals(0, layout.lines().get(1).parts.size());
		final ChartLayout broken = new ChartLayout(Chart.of("a", "a", "", "", "").with("gap",
				new double[] { 0, 1, 2, 3 }, new double[] { 1, Double.NaN, 3, 100 }));
		assertEquals(2, broken.lines().get(0).parts.size());
		final ChartLayout logarithmic = new ChartLayout(Chart.of("a", "a", "", "", "").logarithmic().with("p",
				new double[] { 0, 1, 2 }, new double[] { 1000, 0, 0.1 }));
		assertEquals(List.of("0.1", "1", "10", "100", "1000"), texts(logarithmic.yTicks()));
	}

	@Test
	void aNarrowLogarithmicAxisHasEvenlySpacedValues() {
		final ChartLayout layout = new ChartLayout(Chart.of("a", "a", "", "", "").logarithmic().with("p",
				new double[] { 0, 1, 2 }, new double[] { 87.7, 88, 88.8 }));
		assertEquals(List.of("88.0", "88.5"), texts(layout.yTicks()));
		assertEquals(layout.lines().get(0).parts.get(0).get(1)[1], layout.yTicks().get(0).at, 1e-9);
	}

	@Test
	void longNamesHaveARowOfTheLegendEach() {
		final double[] line = { 0, 1 };
		final Chart brief = Chart.of("a", "a", "", "", "").with("real", line, line).with("made", line, line);
		final Chart wordy = Chart.of("a", "a", "", "", "")
				.with("texture, distance to images of held-out subjects", line, line)
				.with("anatomy, distance to images of held-out subjects", line, line);
		assertTrue(ChartPicture.of(wordy).getHeight() > ChartPicture.of(brief).getHeight());
	}

	private static List<String> texts(final List<ChartLayout.Tick> ticks) {
		return ticks.stream().map(t -> t.text).collect(Collectors.toList());
	}
}
