package org.cmrgan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.RealImageJ.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The macros of the project, run as they are in a real ImageJ without windows. */
class MacroTest {
	private static final Path MACROS = Paths.get("macros");

	@TempDir
	Path folder;

	private RealImageJ imagej;

	@BeforeEach
	void imagej() {
		imagej = new RealImageJ(folder);
	}

	@Test
	void everyMacroHasItsTest() throws IOException {
		try (Stream<Path> files = Files.list(MACROS)) {
			final Set<String> names = files.map(file -> file.getFileName().toString())
					.collect(Collectors.toCollection(TreeSet::new));
			assertEquals(
					Set.of("make_phantoms.ijm", "preprocess.ijm", "augment.ijm", "evaluate.ijm", "full_pipeline.ijm",
							"phantom_experiment.ijm"),
					names);
		}
	}

	@Test
	void phantomsAreMadeAndPreprocessed() {
		final Result made = run("make_phantoms", "output=[raw scans] subjects=8 slices=1");
		assertDone(made, "Raw scans: raw scans/subjects.csv");
		assertTrue(Files.exists(folder.resolve("raw scans/subjects.csv")), made.printed);
		assertDone(run("preprocess", "input=[raw scans] folds=2"), "Real images: study/real/images.mha");
		assertTrue(Files.exists(folder.resolve("study/study.json")));
	}

	@Test
	void aFailedCommandEndsTheMacroAndNothingIsWritten() throws IOException {
		final Result result = run("full_pipeline", "input=[no such folder]");
		assertEquals(1, result.exit, result.printed);
		assertTrue(result.printed.contains("no such folder"), result.printed);
		assertFalse(result.printed.contains("\tat "), result.printed);
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(0, left.count());
		}
	}

	@Test
	void aMisspeltKeyIsNotOverlooked() {
		final Result result = run("full_pipeline", "inputs=here");
		assertEquals(1, result.exit, result.printed);
		assertTrue(result.printed.contains("no key \"inputs\""), result.printed);
	}

	/** What the recorder writes after a command that opened a window names the window. */
	@Test
	@Tag("slow")
	void imagesAndTablesAreThereForTheMacroWithoutWindowsToo() {
		final Result result = imagej.run(String.join("\n",
				"run('Make Phantom Data', 'output=raw subjects=16 slices=1 patients=0.5');",
				"run('Preprocess MHA ROI', 'input=raw study=study folds=2 rois=true');", "selectImage('Real images');",
				"getPixelSize(unit, w, h);",
				"print(nSlices + ' images of ' + w + ' ' + unit);",
				"run('Train E-GAN', 'study=study preset=quick generations=6');", "selectImage('E-GAN patient curves');",
				"saveAs('png', 'curves');", "selectImage('E-GAN patient samples');", "print('snapshots: ' + nSlices);",
				"run('Evaluate Augmentation', 'study=study preset=quick arms=none,egan classifiers=resnet50 epochs=1 multiples=1');",
				"selectImage('Accuracy of ResNet-50');", "print('rows: ' + nResults);", "close('*');",
				"run('Synthesize E-GAN', 'study=study multiple=1 show=false');", "print('open: ' + nImages);"), "");
		assertDone(result, "16 images of 1.2 mm");
		assertDone(result, "snapshots: ");
		assertDone(result, "rows: 2");
		assertDone(result, "open: 0");
		assertTrue(Files.exists(folder.resolve("curves.png")));
	}

	@Test
	void aRunIsRepeatedFromItsRecord() throws IOException {
		assertDone(run("make_phantoms", "output=raw subjects=8 slices=1"), "Raw scans");
		assertDone(
				imagej.run("run('Preprocess MHA ROI', 'input=raw study=first folds=2 size=48 spacing=2 seed=5');", ""),
				"8 patches of 8 subjects");
		assertDone(
				imagej.run("run('Preprocess MHA ROI', 'input=raw study=second settings=first/real/run.json size=64');",
						""),
				"8 patches of 8 subjects");
		final JsonObject expected = config("first");
		assertEquals("5", expected.get("seed").getAsString());
		expected.addProperty("size", "64");
		assertEquals(expected, config("second"));
	}

	private JsonObject config(final String study) throws IOException {
		final JsonObject record = JsonParser
				.parseString(Files.readString(folder.resolve(study).resolve("real/run.json")))
				.getAsJsonObject();
		return record.getAsJsonObject("config");
	}

	@Test
	@Tag("slow")
	void theStagesFollowEachOtherAndThePipelineDoesThemAll() {
		assertDone(run("make_phantoms", "output=raw subjects=16 slices=4"), "Raw scans");
		assertDone(run("preprocess", "input=raw folds=2"), "8 patches of 8 subjects");
		assertDone(run("augment", "multiple=1"), "Refined images: study/fold-0/refined/images.mha");
		assertTrue(Files.exists(folder.resolve("study/fold-0/refined/images.mha")));
		assertDone(run("evaluate", "classifiers=resnet50 arms=none,egan multiples=1 epochs=1"),
				"Report: study/report/index.html");
		assertDone(run("full_pipeline", "input=raw study=all"), "Report: all/report/index.html");
		assertTrue(Files.exists(folder.resolve("all/report/index.html")));
	}

	@Test
	@Tag("slow")
	void thePhantomExperimentRunsAndGoesOn() throws IOException {
		final String argument = "study=[my study] preset=quick subjects=16 slices=2 patients=0.5 classifiers=resnet50 arms=none,egan epochs=1";
		assertDone(run("phantom_experiment", argument), "Report: my study/report/index.html");
		final byte[] predictions = Files.readAllBytes(folder.resolve("my study/evaluation/predictions.csv"));
		assertDone(run("phantom_experiment", argument), "Report: my study/report/index.html");
		assertArrayEquals(predictions, Files.readAllBytes(folder.resolve("my study/evaluation/predictions.csv")));
	}

	private Result run(final String macro, final String argument) {
		return imagej.run(MACROS.resolve(macro + ".ijm"), argument);
	}

	private static void assertDone(final Result result, final String says) {
		assertEquals(0, result.exit, result.printed);
		assertTrue(result.printed.contains(says), result.printed);
	}
}
