/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.ArmResult;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.FakePredictions;
import org.cmrgan.evaluate.RatioTable;
import org.cmrgan.evaluate.ResultTables;
import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.gui.Plot;

class RatioPlotTest {
	@TempDir
	Path folder;

	@Test
	void eachClassifierHasAPlotWithItsArmsAndIntervals() {
		final FakePredictions made = new FakePredictions(16, 1);
		for (final Classifier classifier : List.of(Classifier.RESNET50, Classifier.XCEPTION))
			made.arm(Arm.NONE, 0, classifier, 1, 1, c -> 0.6, 1).arm(Arm.EGAN, 3, classifier, 1, 1, c -> 0.6, 2);
		final EvaluationResults results = EvaluationResults.of(made.predictions());
		ResultTables.write(results, folder);
		final List<Plot> plots = RatioPlot.of(folder.resolve(RatioTable.FILE), 75);
		assertEquals(2, plots.size());
		final Plot resnet = plots.get(0);
		assertEquals("Accuracy of ResNet-50", resnet.getTitle());
		final List<ArmResult> points = results.ratio(Classifier.RESNET50, Arm.EGAN);
		final float[] shown = resnet.getDataObjectArrays(0)[1];
		assertEquals(2, shown.length);
		final double[] limits = resnet.getLimits();
		for (int i = 0; i < 2; i++) {
			assertEquals(100 * points.get(i).value(Metric.ACCURACY), shown[i], 1e-3);
			assertTrue(limits[2] <= 100 * points.get(i).interval(Metric.ACCURACY).low(), "room for its lower end");
			assertTrue(limits[3] >= 100 * points.get(i).interval(Metric.ACCURACY).high(), "room for its upper end");
		}
		resnet.getProcessor();
	}

	@Test
	void withoutAddedImagesThereIsNothingToPlot() {
		ResultTables.write(
				EvaluationResults.of(
						new FakePredictions(16, 1).arm(Arm.NONE, 0, Classifier.SMALL, 1, 1, c -> 0.6, 1).predictions()),
				folder);
		assertEquals(List.of(), RatioPlot.of(folder.resolve(RatioTable.FILE), 75));
	}

	@Test
	void aTableWithOtherColumnsIsRefused() throws IOException {
		final Path csv = folder.resolve(RatioTable.FILE);
		Files.writeString(csv, "classifier,arm,multiple,accuracy\n");
		assertTrue(assertThrows(UserError.class, () -> RatioPlot.of(csv, 75)).getMessage().contains("accuracy_low"));
	}
}
