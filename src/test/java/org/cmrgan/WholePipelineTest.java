/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cmrgan.command.Commands;
import org.cmrgan.data.Hashes;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.pipeline.RunRecord;
import org.cmrgan.pipeline.SmallSchema;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.Menu;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonParser;

/**
 * Run Full Pipeline on the smallest possible scans and networks. Its results are compared with its input, and every
 * table of results with predictions.csv, from which the figures are computed a second time.
 */
@Tag("long")
class WholePipelineTest {
	private static final int FOLDS = 2;
	private static final int SUBJECTS = 10;
	/** Subjects S0 to S5 are ill. */
	private static final int ILL = 6;
	private static final int IMAGES = 25;
	private static final int ILL_IMAGES = 15;
	private static final int SIDE = 24;
	private static final String RIGHT = "accuracy";
	private static final String BALANCED = "balanced_accuracy";
	private static final List<String> ARMS = List.of("none", "simgan");
	private static final List<String> CLASSIFIERS = List.of("small", "yardstick");

	@TempDir
	static Path folder;
	private static Path study;
	private static PatchSet real;
	private static List<CSVRecord> predictions;
	private static final ListeningContext HEARD = new ListeningContext();

	@BeforeAll
	static void runFullPipeline() throws IOException {
		scans(Files.createDirectory(folder.resolve("raw")));
		study = folder.resolve("study");
		final Map<String, String> given = new HashMap<>();
		for (final String value : ("preset=quick seed=3 size=16 spacing=2 margin=4 window=minmax folds=2 batch=4 width=2 "
				+ "components=2 regression_steps=2 generations=1 evaluations=2 snapshots=2 discriminator_steps=1 rounds=2 blocks=1 crop=12 "
				+ "pretrain_discriminator=1 refiner_steps=1 refiner_width=2 discriminator_width=3 buffer=4 ema=0 label_steps=0 "
				+ "classifiers=small arms=none,simgan multiples=1 steps=12 small_width=4 repeats=1 "
				+ "extractor_steps=0 permutations=19").split(" "))
			given.put(value.split("=")[0], value.split("=")[1]);
		// A refiner that changes nothing would not be evaluated.
		given.put("Train SimGAN.select", "last");
		given.put("refiner_learning_rate", "0.1");
		given.put("input", folder.resolve("raw").toString());
		given.put("study", study.toString());
		Commands.of(Menu.PIPELINE).orElseThrow().job(given).run(HEARD);
		real = PatchSet.read(study.resolve("real"));
		predictions = rows("evaluation/predictions.csv");
	}

	/** Two or three images of each subject: a disc in noise, which is brighter in ill subjects. */
	private static void scans(final Path raw) throws IOException {
		final Random random = new Random(5);
		final StringBuilder table = new StringBuilder("image,mask,subject,label\n");
		final byte[] mask = new byte[SIDE * SIDE];
		for (int p = 0; p < mask.length; p++) mask[p] = (byte) (disc(p) ? 1 : 0);
		MetaImageWriter.write(MetaImage.of(ArrayImgs.unsignedBytes(mask, SIDE, SIDE), 2, 2), raw.resolve("mask.mha"),
				true);
		for (int s = 0; s < SUBJECTS; s++) for (int i = 0; i < 2 + s % 2; i++) {
			final float[] image = new float[SIDE * SIDE];
			for (int p = 0; p < image.length; p++)
				image[p] = (disc(p) ? s < ILL ? 1200 : 1000 : 400) + random.nextInt(200);
			final String name = "S" + s + "-" + i + ".mha";
			MetaImageWriter.write(MetaImage.of(ArrayImgs.floats(image, SIDE, SIDE), 2, 2), raw.resolve(name), true);
			table.append(name).append(",mask.mha,S").append(s).append(s < ILL ? ",patient\n" : ",healthy\n");
		}
		Files.writeString(raw.resolve("subjects.csv"), table);
	}

	private static boolean disc(final int pixel) {
		return Math.hypot(pixel % SIDE - SIDE / 2, pixel / SIDE - SIDE / 2) < 7;
	}

	private static List<CSVRecord> rows(final String file) {
		try (CSVParser parser = CSVParser.parse(study.resolve(file), StandardCharsets.UTF_8,
				CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).build())) {
			return parser.getRecords();
		} catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static CSVRecord row(final String file, final Predicate<CSVRecord> which) {
		final List<CSVRecord> found = rows(file).stream().filter(which).collect(Collectors.toList());
		assertEquals(1, found.size(), file);
		return found.get(0);
	}

	private static PatchSet images(final int fold, final String kind) {
		return PatchSet.read(study.resolve("fold-" + fold).resolve(kind));
	}

	/** The fraction of an arm's predictions of one label that are right. */
	private static double right(final List<CSVRecord> of, final String label) {
		return of.stream().filter(r -> r.get("label").equals(label))
				.mapToInt(r -> r.get("prediction").equals(label) ? 1 : 0).average().orElseThrow();
	}

	private static List<CSVRecord> predicted(final String classifier, final String arm) {
		return predictions.stream().filter(r -> r.get("classifier").equals(classifier) && r.get("arm").equals(arm))
				.collect(Collectors.toList());
	}

	/** Metrics from their definitions; pairs of scores are compared only within a fold. */
	private static Map<String, Double> metrics(final List<CSVRecord> of) {
		final Map<String, Double> out = new LinkedHashMap<>();
		out.put(RIGHT,
				of.stream().mapToInt(r -> r.get("prediction").equals(r.get("label")) ? 1 : 0).average().orElseThrow());
		out.put("sensitivity", right(of, "patient"));
		out.put("specificity", right(of, "healthy"));
		out.put(BALANCED, (out.get("sensitivity") + out.get("specificity")) / 2);
		double pairs = 0, concordant = 0;
		for (final CSVRecord ill : of)
			for (final CSVRecord well : of)
				if (ill.get("positive").equals("1") && well.get("positive").equals("0")
						&& ill.get("fold").equals(well.get("fold"))) {
							final double difference = score(ill) - score(well);
							concordant += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
							pairs++;
						}
		out.put("auc", concordant / pairs);
		out.put("brier", of.stream().mapToDouble(r -> Math.pow(score(r) - Integer.parseInt(r.get("positive")), 2))
				.average().orElseThrow());
		return out;
	}

	private static double score(final CSVRecord row) {
		return Double.parseDouble(row.get("score"));
	}

	private static void assertMetrics(final CSVRecord row, final List<String> names) {
		final Map<String, Double> expected = metrics(predicted(row.get("classifier"), row.get("arm")));
		for (final String name : names)
			assertEquals(expected.get(name), Double.parseDouble(row.get(name)), 1e-6, name + " of " + row);
	}

	private static String percent(final double share) {
		return String.format(Locale.ROOT, "%.1f", 100 * share);
	}

	@Test
	void everyRunRecordKeepsToTheSchema() throws IOException {
		try (Stream<Path> files = Files.walk(study)) {
			final List<Path> records = files.filter(file -> file.endsWith("run.json")).collect(Collectors.toList());
			// Preprocessing, networks, image sets, evaluation, qualities, report and the pipeline itself.
			assertTrue(records.size() > 10, records::toString);
			for (final Path record : records)
				assertEquals(List.of(), SmallSchema.ofRunRecord(JsonParser.parseString(Files.readString(record))),
						record.toString());
		}
	}

	@Test
	void everyImageIsInOneFoldAndEverySubjectToo() {
		assertEquals(IMAGES, real.size());
		assertEquals(SUBJECTS, real.subjects().size());
		assertEquals(ILL_IMAGES, real.ofLabel("patient").size());
		int tested = 0;
		for (int k = 1; k <= FOLDS; k++) {
			final PatchSet test = real.testOf(k);
			tested += test.size();
			assertEquals(IMAGES, test.size() + real.trainingOf(k).size());
			final Set<String> training = Set.copyOf(real.trainingOf(k).subjects());
			test.subjects().forEach(subject -> assertFalse(training.contains(subject), subject));
			assertEquals(ILL / FOLDS, test.ofLabel("patient").subjects().size());
			assertEquals((SUBJECTS - ILL) / FOLDS, test.ofLabel("healthy").subjects().size());
		}
		assertEquals(IMAGES, tested);
	}

	@Test
	void asManyImagesOfEachClassAreMadeAndRefinedAsAFoldTrainsOn() {
		for (int k = 0; k <= FOLDS; k++) {
			final PatchSet training = real.trainingOf(k);
			final PatchSet made = images(k, "synthetic");
			final PatchSet refined = images(k, "refined");
			assertEquals(training.size(), made.size());
			assertEquals(made.size(), refined.size());
			for (final String label : real.labels()) {
				assertEquals(training.ofLabel(label).size(), made.ofLabel(label).size());
				assertEquals(training.subjects(), RunRecord.finished(study.resolve("fold-" + k + "/egan/" + label))
						.orElseThrow().facts().get("training_subjects"));
			}
			final String refiner = Hashes.of(study.resolve("fold-" + k + "/simgan/model.zip"));
			for (int i = 0; i < made.size(); i++) {
				final Patch from = made.patch(i);
				final Patch to = refined.patch(i);
				assertEquals(from.label(), to.label());
				assertEquals(from.id(), to.get("parent"));
				assertEquals(training.subjectsHash(), from.get("trainingsubjects"));
				assertEquals(training.subjectsHash(), to.get("trainingsubjects"));
				assertEquals(Hashes.of(study.resolve("fold-" + k + "/egan/" + from.label() + "/model.zip")),
						from.get("generator"));
				assertEquals(refiner, to.get("refiner"));
			}
		}
	}

	@Test
	void everyImageIsPredictedOnceByEachArmInItsOwnFold() {
		final Map<String, Patch> byId = new HashMap<>();
		real.patches().forEach(patch -> byId.put(patch.id(), patch));
		assertEquals(CLASSIFIERS.size() * ARMS.size() * IMAGES, predictions.size());
		for (final String classifier : CLASSIFIERS)
			for (final String arm : ARMS)
				assertEquals(byId.keySet(),
						predicted(classifier, arm).stream().map(r -> r.get("id")).collect(Collectors.toSet()));
		for (final CSVRecord r : predictions) {
			final Patch patch = byId.get(r.get("id"));
			assertEquals(patch.fold(), Integer.parseInt(r.get("fold")));
			assertEquals(patch.subject(), r.get("subject"));
			assertEquals(patch.label(), r.get("label"));
			assertEquals(r.get("arm").equals("none") ? "0" : "1", r.get("multiple"));
			assertEquals(score(r) >= 0.5 ? "patient" : "healthy", r.get("prediction"));
		}
	}

	@Test
	void tablesOfTheEvaluationAgreeWithThePredictions() {
		final List<CSVRecord> metrics = rows("evaluation/metrics.csv");
		assertEquals(CLASSIFIERS.size() * ARMS.size(), metrics.size());
		for (final CSVRecord r : metrics) {
			assertEquals(IMAGES, Integer.parseInt(r.get("images")));
			assertEquals(SUBJECTS, Integer.parseInt(r.get("subjects")));
			assertEquals((double) ILL_IMAGES / IMAGES, Double.parseDouble(r.get("majority_accuracy")), 1e-6);
			assertMetrics(r, List.of(RIGHT, BALANCED, "sensitivity", "specificity", "auc", "brier"));
		}
		final List<CSVRecord> table = rows("evaluation/table.csv");
		assertEquals(metrics.size(), table.size());
		table.forEach(r -> assertMetrics(r, List.of(RIGHT, BALANCED)));
		for (final String classifier : CLASSIFIERS) {
			final List<CSVRecord> curve = rows("evaluation/ratio.csv").stream()
					.filter(r -> r.get("classifier").equals(classifier)).collect(Collectors.toList());
			assertEquals(List.of("0", "1"), curve.stream().map(r -> r.get("multiple")).collect(Collectors.toList()));
			for (int i = 0; i < curve.size(); i++) {
				final Map<String, Double> expected = metrics(predicted(classifier, ARMS.get(i)));
				for (final String name : List.of(RIGHT, BALANCED, "auc"))
					assertEquals(expected.get(name), Double.parseDouble(curve.get(i).get(name)), 1e-6, name);
			}
		}
	}

	@Test
	void comparisonsAreOfTheTwoArmsOfTheNetwork() {
		final List<CSVRecord> without = predicted("small", "none");
		final List<CSVRecord> with = predicted("small", "simgan");
		final Map<String, Boolean> alone = new HashMap<>();
		without.forEach(r -> alone.put(r.get("id"), r.get("prediction").equals(r.get("label"))));
		int onlyWith = 0, onlyWithout = 0;
		for (final CSVRecord r : with) {
			final boolean right = r.get("prediction").equals(r.get("label"));
			if (right && !alone.get(r.get("id"))) onlyWith++;
			if (!right && alone.get(r.get("id"))) onlyWithout++;
		}
		assertEquals(2, rows("evaluation/comparisons.csv").size());
		for (final String metric : List.of(BALANCED, RIGHT)) {
			final CSVRecord r = row("evaluation/comparisons.csv", c -> c.get("metric").equals(metric));
			assertEquals("small simgan none", r.get("classifier") + " " + r.get("arm") + " " + r.get("against"));
			assertEquals(metrics(with).get(metric) - metrics(without).get(metric),
					Double.parseDouble(r.get("difference")), 1e-6);
			assertEquals(onlyWith, Integer.parseInt(r.get("only_arm_right")));
			assertEquals(onlyWithout, Integer.parseInt(r.get("only_against_right")));
			// A single comparison is not adjusted.
			assertEquals(r.get("p_subjects"), r.get("p_holm"));
		}
	}

	@Test
	void tablesOfTheReportAgreeWithThePredictions() throws IOException {
		for (final String table : List.of("metrics", "comparisons"))
			assertArrayEquals(Files.readAllBytes(study.resolve("evaluation/" + table + ".csv")),
					Files.readAllBytes(study.resolve("report/" + table + ".csv")), table);
		final String page = Files.readString(study.resolve("report/index.html"));
		final Map<String, String> titles = Map.of("small", "Small", "yardstick", "Yardstick", "none", "None", "simgan",
				"SimGAN");
		for (final String classifier : CLASSIFIERS) for (final String arm : ARMS) {
			final List<CSVRecord> of = predicted(classifier, arm);
			final Map<String, Double> expected = metrics(of);
			final Predicate<CSVRecord> mine = r -> r.get(0).startsWith(titles.get(classifier) + ", " + titles.get(arm));
			assertTrue(row("report/table-3.csv", r -> r.get("classifier").equals(titles.get(classifier)))
					.get(titles.get(arm)).startsWith(percent(expected.get(RIGHT)) + " % ("));
			final CSVRecord main = row("report/main-metrics.csv", mine);
			final Map<String, String> cells = new LinkedHashMap<>();
			cells.put("balanced accuracy", percent(expected.get(BALANCED)));
			cells.put("AUC", percent(expected.get("auc")));
			cells.put("sensitivity", percent(expected.get("sensitivity")));
			cells.put("specificity", percent(expected.get("specificity")));
			cells.forEach((column, start) -> {
				assertTrue(main.get(column).startsWith(start + " ("), column + " of " + main);
				assertTrue(page.contains(main.get(column)), column);
			});
			assertTrue(
					row("report/further-metrics.csv", mine).get(RIGHT).startsWith(percent(expected.get(RIGHT)) + " ("));
			assertConfusion(row("report/confusion.csv", mine), of);
			final CSVRecord chart = row("report/arms-balanced-accuracy.csv",
					r -> r.get("line").equals(titles.get(classifier))
							&& r.get("x").equals(String.valueOf(ARMS.indexOf(arm))));
			assertEquals(100 * expected.get(BALANCED), Double.parseDouble(chart.get(2)), 1e-3);
		}
	}

	private static void assertConfusion(final CSVRecord row, final List<CSVRecord> of) {
		for (final String label : real.labels()) for (final String said : real.labels()) {
			final long count = of.stream().filter(r -> r.get("label").equals(label) && r.get("prediction").equals(said))
					.count();
			final double all = real.ofLabel(label).size();
			assertEquals(count + " (" + percent(count / all) + " %)", row.get(label + " → " + said));
		}
	}

	@Test
	void theTableOfTheDataHasItsShares() {
		for (final String label : real.labels()) {
			final PatchSet of = real.ofLabel(label);
			final CSVRecord row = row("report/data.csv", r -> r.get("class").startsWith(label));
			assertEquals(of.subjects().size(), Integer.parseInt(row.get("subjects")));
			assertEquals(of.size(), Integer.parseInt(row.get("images")));
			for (int k = 1; k <= FOLDS; k++)
				assertEquals(of.testOf(k).subjects().size() + " / " + of.testOf(k).size(),
						row.get("tested in fold " + k));
		}
		assertEquals(percent((double) ILL_IMAGES / IMAGES) + " % accuracy",
				row("report/facts.csv", r -> r.get("property").startsWith("always predicting")).get("value"));
	}

	@Test
	void theSummaryCountsWhatWasMade() {
		final List<String> made = new ArrayList<>(HEARD.infos());
		made.removeIf(line -> !line.startsWith("Made " + IMAGES + " synthetic and " + IMAGES + " refined images from "
				+ IMAGES + " real images of 10 subjects"));
		assertEquals(1, made.size(), HEARD.infos()::toString);
		assertEquals("done", RunRecord.of(study).orElseThrow().status());
	}
}
