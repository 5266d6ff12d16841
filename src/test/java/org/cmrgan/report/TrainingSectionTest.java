/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSectionTest {
	@TempDir
	private Path folder;

	@Test
	void curvesAndWinsAreThoseOfTheTrainings() {
		final DemoStudy study = new DemoStudy(folder);
		final Section section = TrainingSection
				.of(DemoStudy.empty().training(study.generator()).training(study.refiner()).build());
		assertEquals(List.of("training-e-gan-patient-fold-0-loss", "training-e-gan-patient-fold-0-discriminator",
				"training-e-gan-patient-fold-0-fitness", "training-e-gan-patient-fold-0-diversity",
				"training-simgan-fold-0-loss", "training-simgan-fold-0-discriminator", "training-simgan-fold-0-change"),
				section.charts().stream().map(Chart::id).collect(Collectors.toList()));
		final Chart.Series loss = section.charts().get(0).series().get(0);
		assertEquals("loss of the discriminator", loss.name);
		for (int i = 0; i < DemoStudy.GENERATIONS; i++) {
			assertEquals(i + 1, loss.x[i]);
			assertEquals(0.7 - 0.01 * (i + 1), loss.y[i], 1e-6);
		}
		final Chart change = section.charts().get(6);
		assertEquals(0.05, change.series().get(0).y[DemoStudy.STEPS - 1], 1e-6);
		assertTrue(change.alt().endsWith("to 0.05."), change.alt());
		final Table mutations = section.tables().get(0);
		assertEquals(List.of("generator", "minimax", "heuristic", "least squares", "generations"),
				mutations.getColumns());
		assertEquals(List.of(List.of("E-GAN patient, all data", "37.5 %", "50.0 %", "12.5 %", "40")),
				mutations.getRows());
	}

	@Test
	void longCurvesAreThinnedByMeans() {
		final double[] x = new double[1000];
		final double[] y = new double[1000];
		for (int i = 0; i < 1000; i++) {
			x[i] = i + 1;
			y[i] = i < 500 ? Double.NaN : i;
		}
		final double[][] thin = TrainingSection.thin(x, y);
		assertEquals(125, thin[0].length);
		assertEquals((500 + 501 + 502 + 503) / 4.0, thin[1][0], 1e-9);
		assertArrayEquals(new double[0], TrainingSection.thin(new double[0], new double[0])[0]);
	}
}
