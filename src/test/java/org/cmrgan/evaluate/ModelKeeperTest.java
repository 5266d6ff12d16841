/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.data.ModelCard;
import org.cmrgan.data.PatchSet;
import org.cmrgan.exchange.SharedModel;
import org.cmrgan.nn.onnx.OnnxRuns;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kept classifiers of an experiment are those that it tested: as ONNX, they give its predictions. */
class ModelKeeperTest {
	private static final int SIZE = 32;

	@TempDir
	Path folder;

	@Test
	void aKeptClassifierGivesThePredictionsOfTheExperiment() throws Exception {
		final EvaluateConfig config = EvaluateConfig.of(Map.of("preset", "quick", "classifiers", "small", "arms",
				"none", "steps", "12", "standardise", "fold", "rate", "0.01"));
		final FakeStudy study = new FakeStudy(8, 2, 2, SIZE, 3);
		final ModelKeeper keeper = new ModelKeeper(folder.resolve("models"), fold -> {
			final PatchSet training = study.real().trainingOf(fold);
			return ModelCard.blank().trainedOn(fold, training, training, 3);
		});
		final Predictions predictions = new Experiment(config, new Seeds(3), study, folder, Optional.of(keeper))
				.run(RunContext.quiet());
		try (Stream<Path> all = Files.list(folder.resolve("models"))) {
			assertEquals(List.of("fold-1_none_0x_small_r1.zip", "fold-2_none_0x_small_r1.zip"),
					all.map(f -> f.getFileName().toString()).sorted().collect(Collectors.toList()));
		}
		for (int fold = 1; fold <= 2; fold++) {
			final Path onnx = folder.resolve(fold + ".onnx");
			try (SharedModel model = SharedModel.open(folder.resolve("models/fold-" + fold + "_none_0x_small_r1.zip"),
					Optional.empty())) {
				assertEquals(ModelCard.Kind.CLASSIFIER, model.kind());
				assertEquals(List.of("normal", "patient"), model.card().classes());
				assertEquals("none", model.card().settings().get("arm"));
				model.writeOnnx(onnx);
			}
			check(predictions, study.real().testOf(fold), fold, onnx);
		}
	}

	private static void check(final Predictions predictions, final PatchSet test, final int fold, final Path onnx)
			throws Exception {
		final List<CellResult.Row> rows = predictions.results().stream()
				.filter(r -> r.cell().fold() == fold && r.cell().classifier() == Classifier.SMALL).findFirst()
				.orElseThrow().rows();
		assertEquals(test.size(), rows.size());
		double least = 1;
		double most = 0;
		for (int i = 0; i < rows.size(); i++) {
			final float[] p = OnnxRuns.run(onnx, test.pixels(i), 1, 1, SIZE, SIZE);
			assertEquals(rows.get(i).score(), p[1], 1e-5, rows.get(i).id());
			least = Math.min(least, p[1]);
			most = Math.max(most, p[1]);
		}
		assertTrue(most - least > 0.01, "scores differ: " + least + " to " + most);
	}
}
