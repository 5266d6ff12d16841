/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.Cell;
import org.cmrgan.evaluate.CellResult;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.Predictions;
import org.cmrgan.evaluate.ResultTables;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.Menu;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierEvaluationTest {
	@TempDir
	Path folder;

	private final ListeningContext heard = new ListeningContext();
	private Study study;
	private String real;

	@BeforeEach
	void aStudyOfEightSubjects() {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			rows.add(new Patch("i" + i, "s" + i, i % 2 == 0 ? "ill" : "well", 1 + i / 4, Map.of()));
			pixels.add(new float[] { i / 8f, 0, 0, 0 });
		}
		study = Study.create(folder, new StudyInfo(List.of("ill", "well"), "ill", 2, 1.2, "unit", Optional.empty(),
				List.of(), 2, 1, "table", "hash", Map.of()), new PatchSet(2, 2, 1.2, rows, pixels));
		real = study.real().contentHash();
	}

	private static Map<String, String> values(final String arms, final String epochs) {
		return new HashMap<>(Map.of("arms", arms, "classifiers", "resnet50", "multiples", "1", "epochs", epochs));
	}

	private List<CellResult> cells(final Arm arm) {
		final List<CellResult> out = new ArrayList<>();
		for (int k = 1; k <= 2; k++) {
			final List<CellResult.Row> rows = new ArrayList<>();
			for (final Patch p : study.real().testOf(k).patches())
				rows.add(new CellResult.Row(p.id(), p.subject(), p.label(), p.label().equals("ill"), 0.6, "ill"));
			out.add(new CellResult(new Cell(k, arm, 1, Classifier.RESNET50, 1), 1, 0.5, 0.7, rows));
		}
		return out;
	}

	private void finished(final String arms, final String epochs, final Arm... of) {
		RunRecord.around(study.evaluation(), Menu.EVALUATE, values(arms, epochs), Map.of("real", real), heard,
				recording -> {
					final List<CellResult> all = new ArrayList<>();
					for (final Arm arm : of) all.addAll(cells(arm));
					new Predictions(all).write(study.evaluation().resolve("predictions.csv"));
					ResultTables.write(EvaluationResults.of(new Predictions(all)), study.evaluation());
				});
	}

	private void cancelled(final String arms) {
		assertThrows(CancelledException.class, () -> RunRecord.around(study.evaluation(), Menu.EVALUATE,
				values(arms, "1"), Map.of("real", real), heard, recording -> {
					throw new CancelledException();
				}));
	}

	@Test
	void otherArmsOfTheSameConfigurationAreJoined() {
		finished("none,noise", "1", Arm.NONE, Arm.NOISE);
		final EarlierEvaluation earlier = new EarlierEvaluation(study, values("none,duplicate", "1"), real);
		earlier.keep(heard);
		assertEquals(4, earlier.results(heard).size());
		assertFalse(Files.exists(study.evaluation().resolve("earlier-1")));
		final List<CellResult> all = new ArrayList<>(earlier.results(heard));
		all.addAll(cells(Arm.DUPLICATE));
		assertEquals(3, EvaluationResults.of(new Predictions(all)).arms().size());
	}

	@Test
	void anotherConfigurationIsKeptBeside() throws Exception {
		finished("none", "1", Arm.NONE);
		final String before = Files.readString(study.evaluation().resolve("table.csv"));
		final EarlierEvaluation earlier = new EarlierEvaluation(study, values("none", "2"), real);
		earlier.keep(heard);
		earlier.keep(heard);
		assertEquals(List.of(), earlier.results(heard));
		assertEquals(before, Files.readString(study.evaluation().resolve("earlier-1/table.csv")));
		assertEquals("1", RunRecord.of(study.evaluation().resolve("earlier-1")).orElseThrow().config().get("epochs"));
		assertFalse(Files.exists(study.evaluation().resolve("earlier-2")), "once is enough");
		assertEquals(List.of(), new EarlierEvaluation(study, values("none", "1"), "other images").results(heard));
	}

	@Test
	void resultsOfNetworksThatAreGoneAreLeftOut() {
		finished("none,egan", "1", Arm.NONE, Arm.EGAN);
		assertEquals(2, new EarlierEvaluation(study, values("noise", "1"), real).results(heard).size());
		assertTrue(
				heard.warnings().get(0)
						.startsWith("The earlier results of E-GAN come from networks that have since been replaced"),
				heard.warnings().toString());
	}

	@Test
	void aCancelledRunNeverHidesAFinishedOne() throws Exception {
		finished("none", "1", Arm.NONE);
		cancelled("none,noise");
		cancelled("none,duplicate");
		assertFalse(RunRecord.isDone(study.evaluation()));
		assertEquals("none", RunRecord.finished(study.evaluation()).orElseThrow().config().get("arms"));
		assertEquals(2, new EarlierEvaluation(study, values("noise", "1"), real).results(heard).size());
		ReportJob.of(Map.of("study", folder.toString())).run(heard);
		final String page = Files.readString(study.report().resolve("index.html"));
		assertFalse(page.contains("No classifier has been evaluated"), "the finished one is reported");
		finished("none,noise", "1", Arm.NONE, Arm.NOISE);
		assertFalse(Files.exists(study.evaluation().resolve("finished.json")));
	}
}
