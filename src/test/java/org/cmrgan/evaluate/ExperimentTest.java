/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.math3.random.MersenneTwister;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
	private static final int SIZE = 4;
	private static final Map<String, String> TINY = Map.of("preset", "quick", "classifiers", "resnet50", "multiples",
			"1");

	@TempDir
	Path folder;

	private static EvaluateConfig config(final String... more) {
		final Map<String, String> given = new HashMap<>(TINY);
		for (int i = 0; i < more.length; i += 2) given.put(more[i], more[i + 1]);
		return EvaluateConfig.of(given);
	}

	private static FakeStudy study() {
		return new FakeStudy(8, 2, 2, SIZE, 3);
	}

	private Experiment experiment(final EvaluateConfig config, final FakeStudy study, final String name) {
		return experiment(config, study, name, 1);
	}

	private Experiment experiment(final EvaluateConfig config, final TrainingSets sets, final String name,
			final long seed) {
		return new Experiment(config, new Seeds(seed), sets, folder.resolve(name), ExperimentTest::pretend);
	}

	/** Replaces training: scores that follow from the cell and its images, with a few checks for a cancel. */
	private static CellResult pretend(final Cell cell, final CellImages images, final RunContext context) {
		for (int i = 0; i < 5; i++) context.checkCancelled();
		final List<CellResult.Row> rows = new ArrayList<>();
		for (int i = 0; i < images.test().size(); i++) {
			final Patch patch = images.test().patch(i);
			final double score = new MersenneTwister(31L * cell.title().hashCode() + i).nextInt(1000) / 1000.0;
			rows.add(new CellResult.Row(patch.id(), patch.subject(), patch.label(), patch.label().equals("patient"),
					score, score >= 0.5 ? "patient" : "normal"));
		}
		return new CellResult(cell, 1, images.training(0).size() / 1000.0, Double.NaN, rows);
	}

	@Test
	void everyTestImageIsPredictedOnceByEveryCell() {
		final FakeStudy study = study();
		final Predictions predictions = experiment(config(), study, "a").run(RunContext.quiet());
		assertEquals(16, predictions.results().size(), "2 folds of 4 arms, network and yardstick");
		for (final CellResult result : predictions.results()) {
			final PatchSet test = study.real().testOf(result.cell().fold());
			assertEquals(test.patches().stream().map(p -> p.id()).collect(Collectors.toList()),
					result.rows().stream().map(CellResult.Row::id).collect(Collectors.toList()));
			assertTrue(result.rows().stream().allMatch(r -> r.score() >= 0 && r.score() <= 1));
		}
		ResultText.of(EvaluationResults.of(predictions));
	}

	@Test
	void aCancelledRunGoesOnAndEndsWithTheSameBytes() throws IOException {
		experiment(config(), study(), "whole").run(RunContext.quiet());
		final Experiment interrupted = experiment(config(), study(), "parts");
		final ListeningContext stopping = new ListeningContext();
		int cancelled = 0;
		for (boolean done = false; !done;) {
			stopping.cancelAfterLooks(1);
			try {
				interrupted.run(stopping);
				done = true;
			} catch (final CancelledException e) {
				assertFalse(Files.exists(folder.resolve("parts/predictions.csv")), "no half of the predictions");
				cancelled++;
			}
		}
		assertTrue(cancelled > 3, cancelled + " times cancelled");
		assertArrayEquals(Files.readAllBytes(folder.resolve("whole/predictions.csv")),
				Files.readAllBytes(folder.resolve("parts/predictions.csv")));
	}

	@Test
	void sharesInAnyOrderAreGatheredToTheSameBytes() throws IOException {
		experiment(config(), study(), "whole").run(RunContext.quiet());
		final Experiment shared = experiment(config(), study(), "shares");
		for (final String share : new String[] { "3/3", "1/3", "2/3" }) {
			shared.run(Share.of(share), RunContext.quiet());
			assertFalse(Files.exists(folder.resolve("shares/predictions.csv")), "a share makes no tables");
		}
		new Experiment(config(), new Seeds(1), study(), folder.resolve("shares"), (cell, images, context) -> {
			throw new AssertionError(cell + " is trained again");
		}).run(RunContext.quiet());
		assertArrayEquals(Files.readAllBytes(folder.resolve("whole/predictions.csv")),
				Files.readAllBytes(folder.resolve("shares/predictions.csv")));
	}

	@Test
	void cellsOfOtherProcessorsAreTold() {
		for (final String isa : new String[] { "AVX2", "AVX512_CORE" })
			new Experiment(config(), new Seeds(1), study(), folder.resolve("mixed"),
					(cell, images, context) -> pretend(cell, images, context).on(isa + ", 1 thread"))
					.run(Share.of(isa.equals("AVX2") ? "1/2" : "2/2"), RunContext.quiet());
		final ListeningContext heard = new ListeningContext();
		experiment(config(), study(), "mixed").run(heard);
		assertTrue(
				heard.warnings().stream()
						.anyMatch(w -> w.contains("(AVX2, 1 thread: 8 cells; AVX512_CORE, 1 thread: 8 cells)")),
				heard.warnings().toString());
	}

	@Test
	void cellsSideBySideFindWhatTheyFindOneByOne() throws IOException {
		experiment(config(), study(), "one").run(RunContext.quiet());
		final AtomicInteger now = new AtomicInteger();
		final AtomicInteger most = new AtomicInteger();
		new Experiment(config(), new Seeds(1), study(), folder.resolve("three"),
				sideBySide(3, (cell, images, context) -> {
					most.accumulateAndGet(now.incrementAndGet(), Math::max);
					pause(context, 20);
					now.decrementAndGet();
					return pretend(cell, images, context);
				})).run(RunContext.quiet());
		assertTrue(most.get() > 1 && most.get() <= 3, most + " at once");
		assertArrayEquals(Files.readAllBytes(folder.resolve("one/predictions.csv")),
				Files.readAllBytes(folder.resolve("three/predictions.csv")));
	}

	@Test
	void cancelStopsCellsThatAreUnderWayAndAnErrorStopsTheOthers() {
		final AtomicInteger under = new AtomicInteger();
		final CellRunner endless = sideBySide(2, (cell, images, context) -> {
			under.incrementAndGet();
			try {
				pause(context, Long.MAX_VALUE);
				return pretend(cell, images, context);
			} finally {
				under.decrementAndGet();
			}
		});
		final ListeningContext stopping = new ListeningContext();
		stopping.cancelAfterLooks(4);
		assertThrows(CancelledException.class,
				() -> new Experiment(config(), new Seeds(1), study(), folder.resolve("a"), endless).run(stopping));
		assertEquals(0, under.get(), "nothing runs on");
		final CellRunner broken = sideBySide(2, (cell, images, context) -> {
			if (cell.arm() == Arm.CLASSIC) throw new UserError("broken");
			return endless.run(cell, images, context);
		});
		final UserError error = assertThrows(UserError.class,
				() -> new Experiment(config(), new Seeds(1), study(), folder.resolve("b"), broken)
						.run(RunContext.quiet()));
		assertEquals("broken", error.getMessage());
		assertEquals(0, under.get(), "nothing runs on");
	}

	private static CellRunner sideBySide(final int cells, final CellRunner runner) {
		return new CellRunner() {
			@Override
			public CellResult run(final Cell cell, final CellImages images, final RunContext context) {
				return runner.run(cell, images, context);
			}

			@Override
			public int sideBySide() {
				return cells;
			}
		};
	}

	private static void pause(final RunContext context, final long millis) {
		final long begin = System.nanoTime();
		while ((System.nanoTime() - begin) / 1_000_000 < millis) {
			context.checkCancelled();
			Thread.yield();
		}
	}

	@Test
	void anArmAddedLaterRunsOnlyItsOwnCells() throws IOException {
		experiment(config("arms", "none"), study(), "a").run(RunContext.quiet());
		final List<Path> first = cells("a");
		final Map<Path, FileTime> times = new HashMap<>();
		for (final Path cell : first) times.put(cell, Files.getLastModifiedTime(cell));
		experiment(config("arms", "none,classic"), study(), "a").run(RunContext.quiet());
		assertEquals(8, cells("a").size());
		for (final Path cell : first) assertEquals(times.get(cell), Files.getLastModifiedTime(cell), cell.toString());
		experiment(config("arms", "none,classic"), study(), "b").run(RunContext.quiet());
		assertArrayEquals(Files.readAllBytes(folder.resolve("a/predictions.csv")),
				Files.readAllBytes(folder.resolve("b/predictions.csv")));
		// Other settings never use or overwrite these cells; settings of networks do not affect the yardstick.
		experiment(config("arms", "none", "epochs", "2"), study(), "a").run(RunContext.quiet());
		assertEquals(10, cells("a").size());
		experiment(config("arms", "none"), study(), "a", 2).run(RunContext.quiet());
		assertEquals(14, cells("a").size());
	}

	private List<Path> cells(final String name) throws IOException {
		try (Stream<Path> files = Files.list(folder.resolve(name).resolve("cells"))) {
			return files.sorted().collect(Collectors.toList());
		}
	}

	@Test
	void imagesOfNetworksThatSawATestSubjectAreRefused() {
		final FakeStudy study = study();
		final PatchSet real = study.real();
		final TrainingSets leaky = new TrainingSets() {
			@Override
			public PatchSet real() {
				return real;
			}

			@Override
			public String positive() {
				return "patient";
			}

			@Override
			public AddedImages synthetic(final int fold, final int multiple, final RunContext context) {
				return AddedImages.ofHashes(study.synthetic(fold, multiple, context).images(),
						List.of(real.subjectsHash()), real);
			}

			@Override
			public AddedImages refined(final int fold, final int multiple, final RunContext context) {
				return AddedImages.ofHashes(study.refined(fold, multiple, context).images(), List.of("0123"), real);
			}

			@Override
			public AddedImages mosaics(final int fold, final int multiple, final RunContext context) {
				return refined(fold, multiple, context);
			}
		};
		final UserError egan = assertThrows(UserError.class,
				() -> experiment(config("arms", "egan"), leaky, "a", 1).run(RunContext.quiet()));
		assertTrue(egan.getMessage().contains("(s0, s1, s2, s3)") && egan.getMessage().contains("fold=1"),
				egan.getMessage());
		final UserError simgan = assertThrows(UserError.class,
				() -> experiment(config("arms", "simgan"), leaky, "a", 1).run(RunContext.quiet()));
		assertTrue(simgan.getMessage().contains("subjects of another study"), simgan.getMessage());
		assertFalse(Files.exists(folder.resolve("a/cells")), "nothing was run");
	}

	@Test
	void atMultipleZeroAnArmIsItsPlainForm() {
		final TreeSet<Cell> cells = Experiment.cells(config("arms", "egan,egan+classic", "multiples", "0,2"), 1);
		assertEquals(List.of("none 0", "classic 0", "egan 2", "egan+classic 2"),
				cells.stream().filter(c -> c.classifier().isNetwork()).map(c -> c.arm().key() + " " + c.multiple())
						.collect(Collectors.toList()));
	}

	@Test
	void arbitraryListsOfArmsRunIncludingTheControls() {
		final Predictions predictions = experiment(
				config("arms", "none,egan+classic,simgan+classic,duplicate,noise,shuffled"), study(), "all")
				.run(RunContext.quiet());
		assertEquals(24, predictions.results().size());
	}

	@Test
	void tooFewAddedImagesAreRefused() {
		final FakeStudy study = study();
		final TrainingSets few = new TrainingSets() {
			@Override
			public PatchSet real() {
				return study.real();
			}

			@Override
			public String positive() {
				return study.positive();
			}

			@Override
			public AddedImages synthetic(final int fold, final int multiple, final RunContext context) {
				return study.synthetic(fold, 1, context);
			}

			@Override
			public AddedImages refined(final int fold, final int multiple, final RunContext context) {
				return study.refined(fold, 1, context);
			}

			@Override
			public AddedImages mosaics(final int fold, final int multiple, final RunContext context) {
				return study.mosaics(fold, 1, context);
			}
		};
		final UserError error = assertThrows(UserError.class,
				() -> experiment(config("arms", "egan", "multiples", "5"), few, "a", 1).run(RunContext.quiet()));
		assertTrue(error.getMessage().contains("multiple=5"), error.getMessage());
	}

	@Test
	void filesOfWeightsThatWillNotDoAreRefusedBeforeAnythingRuns() throws IOException {
		final UserError missing = assertThrows(UserError.class,
				() -> new Experiment(config("weights", folder.resolve("no.safetensors").toString()), new Seeds(1),
						study(), folder.resolve("a")));
		assertTrue(missing.getMessage().contains("no.safetensors"), missing.getMessage());
		final Path file = folder.resolve("other.safetensors");
		final String header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
		final ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
		bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8)).putFloat(1);
		Files.write(file, bytes.array());
		final UserError other = assertThrows(UserError.class,
				() -> new Experiment(config("weights", file.toString()), new Seeds(1), study(), folder.resolve("a")));
		assertTrue(other.getMessage().contains("(ResNet-50)"), other.getMessage());
		assertFalse(Files.exists(folder.resolve("a")), "nothing was run");
	}

	@Test
	void theYardstickRunsInEveryArmAndHasNoOtherCellsForOtherRecipes() {
		for (final String steps : new String[] { "auto", "7" }) {
			final Predictions predictions = experiment(config("steps", steps), study(), "a").run(RunContext.quiet());
			assertEquals(List.of("none", "classic", "egan", "simgan"),
					predictions.results().stream().map(CellResult::cell)
							.filter(c -> c.classifier() == Classifier.YARDSTICK && c.fold() == 1)
							.map(c -> c.arm().key()).collect(Collectors.toList()));
		}
		final EvaluateConfig plain = config();
		final EvaluateConfig other = config("learning_rate", "0.01", "select", "best", "standardise", "none");
		assertEquals(new Recipe(plain, Classifier.YARDSTICK).ofACell(false),
				new Recipe(other, Classifier.YARDSTICK).ofACell(true));
		for (final Classifier c : plain.classifiers())
			assertNotEquals(new Recipe(plain, c).ofACell(false), new Recipe(other, c).ofACell(false));
	}

	@Test
	void everyKeyOfATrainingChangesItsCells() {
		final String plain = new Recipe(config(), Classifier.RESNET50).ofACell(false);
		final String[][] changes = { { "steps", "7" }, { "epochs", "7" }, { "batch", "8" }, { "capacity", "0.5" },
				{ "early_pooling", "false" }, { "last_map", "average" }, { "dropout", "0.3" }, { "optimiser", "sgd" },
				{ "learning_rate", "0.01" }, { "schedule", "cosine" }, { "warmup", "0.2" }, { "weight_decay", "0.1" },
				{ "label_smoothing", "0" }, { "weight_average", "0.5" }, { "select", "best" },
				{ "standardise", "none" }, { "augment", "hflip" }, { "rotation", "10" }, { "share", "0.25" },
				{ "use", "pretrain" }, { "filter", "yardstick" }, { "noise", "0.1" } };
		for (final String[] change : changes)
			assertNotEquals(plain, new Recipe(config(change), Classifier.RESNET50).ofACell(false), change[0]);
		assertNotEquals(new Recipe(config(), Classifier.SMALL).ofACell(false),
				new Recipe(config("small_width", "32"), Classifier.SMALL).ofACell(false));
		assertNotEquals(plain, new Recipe(config(), Classifier.RESNET50).ofACell(true), "T1 maps are scaled otherwise");
	}

	@Test
	void networksThatWereNotTrainedOrDoNotFitAreWarnedOfOnce() {
		final ListeningContext context = new ListeningContext();
		final List<CellResult> results = new ArrayList<>();
		for (int fold = 1; fold <= 4; fold++) {
			results.add(new CellResult(new Cell(fold, Arm.NONE, 0, Classifier.SMALL, 1), 1, Double.NaN, Double.NaN,
					List.of()).trained(99, 0.9, Curve.NONE));
			results.add(new CellResult(new Cell(fold, Arm.NONE, 0, Classifier.RESNET50, 1), 1, Double.NaN, Double.NaN,
					List.of()).trained(500, fold < 3 ? 0.6 : 0.9, Curve.NONE));
			results.add(new CellResult(new Cell(fold, Arm.SHUFFLED, 0, Classifier.XCEPTION, 1), 1, Double.NaN,
					Double.NaN, List.of()).trained(500, 0.5, Curve.NONE));
			results.add(new CellResult(new Cell(fold, Arm.NONE, 0, Classifier.YARDSTICK, 1), 0, Double.NaN, Double.NaN,
					List.of()));
		}
		new TrainingCheck(results).warn(context);
		assertEquals(2, context.warnings().size(), context.warnings().toString());
		assertTrue(context.warnings().get(0).startsWith("Small was trained for only 99 steps"),
				context.warnings().get(0));
		assertTrue(context.warnings().get(1).contains("in 2 of 4 cells (balanced accuracy 60 %"),
				context.warnings().get(1));
	}

	@Test
	void badValuesAreRefused() {
		for (final String[] bad : new String[][] { { "arms", "gan" }, { "classifiers", "vgg" }, { "multiples", "6" },
				{ "multiples", "-1" }, { "epochs", "0" }, { "epochs", "abc" }, { "epochs", "0,5" },
				{ "classifiers", "yardstick" }, { "steps", "0" }, { "schedule", "linear" }, { "augment", "flip" },
				{ "share", "1.5" }, { "dropout", "1" }, { "repeats", "0" }, { "learning_rate", "0" },
				{ "holdout", "0.9" }, { "preset", "huge" } }) {
			final UserError error = assertThrows(UserError.class, () -> EvaluateConfig.of(Map.of(bad[0], bad[1])));
			assertTrue(error.getMessage().startsWith(bad[0] + "=" + bad[1]), error.getMessage());
		}
	}
}
