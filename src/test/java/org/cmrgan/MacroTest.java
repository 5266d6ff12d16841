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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;

import org.cmrgan.RealImageJ.Result;
import org.cmrgan.io.Geometry;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.io.MetaImageWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The macros of the project, run unchanged in a real ImageJ without windows. */
@Tag("long")
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
			assertEquals(Set.of("make_phantoms.ijm", "preprocess.ijm", "augment.ijm", "evaluate.ijm",
					"full_pipeline.ijm", "phantom_experiment.ijm"), names);
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
				"getPixelSize(unit, w, h);", "print(nSlices + ' images of ' + w + ' ' + unit);",
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
	@Tag("slow")
	void aTrainingWhoseProcessIsAskedToEndLeavesACheckpoint() {
		assertDone(
				imagej.run("run('Make Phantom Data', 'output=raw subjects=16 slices=1 patients=0.5');"
						+ "run('Preprocess MHA ROI', 'input=raw study=study folds=2');", ""),
				"16 patches of 16 subjects");
		final Result result = imagej.runUntil("the snapshot at generation 1",
				"run('Train E-GAN', 'study=study fold=1 preset=quick generations=100000');");
		final Matcher said = Pattern.compile("was cancelled after generation (\\d+); run the command again")
				.matcher(result.printed);
		assertTrue(said.find(), result.printed);
		assertFalse(result.printed.contains("fatal error"), result.printed);
		assertTrue(imagej.runUntil("continues after generation " + said.group(1),
				"run('Train E-GAN', 'study=study fold=1 preset=quick generations=100000');").printed
				.contains("continues after generation " + said.group(1) + "."));
	}

	@Test
	void aRunIsRepeatedFromItsRecord() throws IOException {
		assertDone(imagej.run(
				String.join("\n", "run('Make Phantom Data', 'output=raw subjects=8 slices=1');",
						"run('Preprocess MHA ROI', 'input=raw study=first folds=2 size=48 spacing=2 seed=5');",
						"run('Preprocess MHA ROI', 'input=raw study=second settings=first/real/run.json size=64');"),
				""), "8 patches of 8 subjects");
		final JsonObject expected = config("first");
		assertEquals("5", expected.get("seed").getAsString());
		expected.addProperty("size", 64);
		assertEquals(expected, config("second"));
	}

	private JsonObject config(final String study) throws IOException {
		final JsonObject record = JsonParser
				.parseString(Files.readString(folder.resolve(study).resolve("real/run.json"))).getAsJsonObject();
		return record.getAsJsonObject("config");
	}

	@Test
	@Tag("slow")
	void theStagesFollowEachOtherAndThePipelineDoesThemAll() {
		assertDone(run("make_phantoms", "output=raw subjects=16 slices=4"), "Raw scans");
		assertDone(run("preprocess", "input=raw folds=2"), "64 patches of 16 subjects");
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

	/** Called through the menus of a plain ImageJ, for plugins that use neither SciJava nor this suite's classes. */
	@Test
	void aMetaImageIsOpenedMeasuredChangedAndSavedByAMacro() {
		final Geometry geometry = Geometry.of(1.5, 1.25, 8).withOrigin(-10.5, 20.25, 1e-7)
				.withDirection(new double[][] { { 0, 1, 0 }, { 0.6, 0, -0.8 }, { -0.8, 0, -0.6 } });
		final short[] voxels = new short[5 * 4 * 3 * 2];
		for (int i = 0; i < voxels.length; i++) voxels[i] = (short) (i - 9);
		final MetaImage image = MetaImage.ofChannels(ArrayImgs.shorts(voxels, 5, 4, 3, 2), geometry).with("Modality",
				"MET_MOD_MR");
		MetaImageWriter.write(image, folder.resolve("heart in.mha"), true);
		final Result result = imagej.runByImageJ(String.join("\n", "run('Open MetaImage', 'path=[heart in.mha]');",
				"getDimensions(w, h, c, z, t);",
				"print(w + 'x' + h + ' c' + c + ' z' + z + ' t' + t + ' ' + bitDepth() + ' bit ' + getTitle());",
				"getVoxelSize(x, y, z, unit);", "print(x + ' ' + y + ' ' + z + ' ' + unit);",
				"getMinAndMax(low, high);", "print('shows ' + low + ' to ' + high);",
				"print('Offset ' + Property.get('MetaImage.Offset'));", "Stack.setPosition(1, 1, 1);",
				"print('first ' + getValue(0, 0));", "Property.set('MetaImage.Modality', 'MET_MOD_CT');",
				"run('Save MetaImage', 'path=[heart out.mhd] compress=false');", "close('*');",
				"run('Open MetaImage', 'path=[no such.mha]');", "print('never');"), "");
		assertTrue(result.printed.contains("5x4 c2 z3 t1 16 bit heart in.mha"), result.printed);
		assertTrue(result.printed.contains("1.5 1.25 8 mm"), result.printed);
		assertTrue(result.printed.contains("Offset -10.5 20.25 "), result.printed);
		assertTrue(result.printed.contains("first -9"), result.printed);
		assertTrue(result.printed.contains("no such.mha"), result.printed);
		assertFalse(result.printed.contains("never"), result.printed);
		final MetaImage back = MetaImageReader.read(folder.resolve("heart out.mhd"));
		assertEquals(geometry, back.geometry());
		assertEquals(image.type(), back.type());
		assertEquals(2, back.channels());
		assertEquals("MET_MOD_CT", back.fields().get("Modality"));
		assertEquals(110, back.image().getAt(4, 3, 2, 1).getRealDouble());
	}

	@Test
	void theActiveImageIsCutAroundItsSelectionWithoutWindowsToo() {
		final Result result = imagej.run(String.join("\n", "newImage('ramp', '32-bit ramp', 100, 90, 3);",
				"setVoxelSize(1.5, 1.5, 8, 'mm');", "makeRectangle(30, 20, 40, 30);",
				"run('Preprocess MHA ROI', 'size=32 spacing=1.2');", "getPixelSize(unit, w, h);",
				"print(getTitle() + ': ' + getWidth() + ' x' + nSlices + ' ' + w + unit);", "selectImage('ramp');",
				"print('unchanged: ' + getWidth() + ' x' + nSlices);", "run('Select None');",
				"run('Preprocess MHA ROI', 'size=32');"), "");
		assertEquals(1, result.exit, result.printed);
		assertTrue(result.printed.contains("Patches of ramp: 32 x3 1.2mm"), result.printed);
		assertTrue(result.printed.contains("unchanged: 100 x3"), result.printed);
		assertTrue(result.printed.contains("Nothing is selected in ramp: draw a selection"), result.printed);
	}

	private Result run(final String macro, final String argument) {
		return imagej.run(MACROS.resolve(macro + ".ijm"), argument);
	}

	private static void assertDone(final Result result, final String says) {
		assertEquals(0, result.exit, result.printed);
		assertTrue(result.printed.contains(says), result.printed);
	}
}
