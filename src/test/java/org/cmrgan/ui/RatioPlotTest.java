/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.gui.Plot;

class RatioPlotTest {
	@TempDir
	Path folder;

	@Test
	void eachClassifierHasAPlotWithItsArmsAndIntervals() throws IOException {
		final Path csv = folder.resolve("ratio.csv");
		Files.writeString(csv,
				"classifier,arm,multiple,accuracy,accuracy_low,accuracy_high,auc,auc_low,auc_high\n"
						+ "resnet50,egan,0,0.78,0.70,0.85,0.8,0.7,0.9\nresnet50,egan,3,0.83,0.76,0.89,0.8,0.7,0.9\n"
						+ "resnet50,simgan,0,0.78,0.70,0.85,0.8,0.7,0.9\nresnet50,simgan,4,0.80,0.72,0.87,0.8,0.7,0.9\n"
						+ "xception,egan,3,1,0.9,1,0.8,0.7,0.9\n");
		final List<Plot> plots = RatioPlot.of(csv);
		assertEquals(2, plots.size());
		final Plot resnet = plots.get(0);
		assertEquals("Accuracy of ResNet-50", resnet.getTitle());
		assertArrayEquals(new float[] { 78, 83 }, resnet.getDataObjectArrays(0)[1], 1e-4f);
		final double[] limits = resnet.getLimits();
		assertTrue(limits[2] <= 70 && limits[3] >= 89, limits[2] + " to " + limits[3]);
		resnet.getProcessor();
	}

	@Test
	void withoutAddedImagesThereIsNothingToPlot() throws IOException {
		final Path csv = folder.resolve("ratio.csv");
		Files.writeString(csv, "classifier,arm,multiple,accuracy,accuracy_low,accuracy_high\n");
		assertEquals(List.of(), RatioPlot.of(csv));
	}
}
