/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.run.Refusal;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;

import net.imglib2.img.array.ArrayImgs;

/** Train E-GAN on a ready stack, without preprocessing. */
@Tag("long")
class ReadyImagesTest {
	private static final int SIZE = 16;
	private static final int COUNT = 24;

	@TempDir
	Path folder;

	/** Discs of 800 to 1200 on 100 to 200, in ms, two a subject, the subjects of both classes in turn. */
	private static float[] pixels() {
		final RandomGenerator random = new MersenneTwister(4);
		final float[] all = new float[COUNT * SIZE * SIZE];
		for (int i = 0; i < COUNT; i++) {
			final double r = 3 + 3 * random.nextDouble();
			for (int j = 0; j < SIZE * SIZE; j++)
				all[i * SIZE * SIZE + j] = (float) (Math.hypot(j % SIZE - 8, j / SIZE - 8) < r
						? 800 + 400 * random.nextDouble()
						: 100 + 100 * random.nextDouble());
		}
		return all;
	}

	private static String label(final int i) {
		return i / 2 % 2 == 0 ? "ill" : "well";
	}

	private Path mha() throws Exception {
		final Path file = folder.resolve("set.mha");
		MetaImageWriter.write(MetaImage.of(ArrayImgs.floats(pixels(), SIZE, SIZE, COUNT), 1.5, 1.5, 1), file, true);
		return file;
	}

	private Path table(final int rows) throws Exception {
		final StringBuilder text = new StringBuilder("label,subject\n");
		for (int i = 0; i < rows; i++) text.append(label(i)).append(",s").append(i / 2).append('\n');
		return Files.writeString(folder.resolve("set.csv"), text);
	}

	private Map<String, String> keys(final Path images, final String study) {
		return new HashMap<>(Map.of("study", folder.resolve(study).toString(), "images", images.toString(), "preset",
				"quick", "regression_steps", "2", "generations", "2", "width", "2", "batch", "4", "evaluations", "4",
				"fold", "1", "folds", "2"));
	}

	@Test
	void theScaleOfATiffIsReadInItsUnit() {
		for (final Object[] scale : new Object[][] { { 1500.0, "micron", 1.5 }, { 0.15, "cm", 1.5 }, { 1.5, "mm", 1.5 },
				{ 1.0, "pixel", 1.0 } })
			assertEquals((double) scale[2],
					ReadyStack.read(tiff((double) scale[0], (double) scale[0], (String) scale[1])).spacing(), 0.002);
		assertTrue(ReadyStack.read(tiff(1, 1, "pixel")).remarks().get(0).contains("has no pixel spacing"));
		assertEquals(List.of(), ReadyStack.read(tiff(1, 1, "mm")).remarks());
		assertTrue(assertThrows(UserError.class, () -> ReadyStack.read(tiff(2, 2, "degree"))).getMessage()
				.contains("degree"));
	}

	@Test
	void pixelsThatAreNoSquaresAreRefused() throws Exception {
		final Path file = folder.resolve("flat.mha");
		MetaImageWriter.write(MetaImage.of(ArrayImgs.floats(pixels(), SIZE, SIZE, COUNT), 1.5, 1.2, 1), file, true);
		for (final Path stack : List.of(file, tiff(1.5, 1.2, "mm")))
			Refusal.naming(() -> ReadyStack.read(stack), stack.toString(), "1.500 x 1.200 mm", "Preprocess MHA ROI");
	}

	private Path tiff(final double width, final double height, final String unit) {
		final ImageStack stack = new ImageStack(SIZE, SIZE);
		for (int i = 0; i < 3; i++) stack.addSlice("", new float[SIZE * SIZE]);
		final ImagePlus image = new ImagePlus("stack", stack);
		image.getCalibration().pixelWidth = width;
		image.getCalibration().pixelHeight = height;
		image.getCalibration().setUnit(unit);
		final Path file = folder.resolve("stack.tif");
		new FileSaver(image).saveAsTiffStack(file.toString());
		return file;
	}

	@Test
	void aMetaImageWithATableBecomesAStudyWhoseGeneratorsTrain() throws Exception {
		final Map<String, String> keys = keys(mha(), "study");
		keys.put("table", table(COUNT).toString());
		TrainEGanJob.of(keys).run(RunContext.quiet());
		final Study study = Study.open(folder.resolve("study"));
		final PatchSet real = study.real();
		assertEquals(List.of("ill", "well"), study.info().classes());
		assertEquals(1.5, real.spacing());
		assertEquals("s3", real.patch(7).subject());
		final Window window = study.info().window(0).orElseThrow();
		assertEquals(pixels()[5 * SIZE * SIZE + 8], window.fromUnit(real.pixels(5)[8]), 0.01);
		for (final String label : study.info().classes())
			assertTrue(Files.exists(study.egan(1, label).resolve("model.zip")));
		SynthesizeEGanJob.of(Map.of("study", study.folder().toString(), "fold", "1", "multiple", "1"))
				.run(RunContext.quiet());
		ReportJob.of(Map.of("study", study.folder().toString())).run(RunContext.quiet());
		final String page = Files.readString(study.report().resolve("index.html"));
		assertTrue(page.contains("minmax of each fold"), "how they were normalised");
		assertTrue(page.contains("They were used without resampling, with 16×16 pixels at 1.5 mm."),
				"nothing was cropped");
		assertFalse(page.contains("T1 maps") || page.contains("T1, ms"), "nobody said that these are T1 in ms");
		// The same stack continues in the existing study; another one is refused.
		TrainEGanJob.of(keys).run(RunContext.quiet());
		final Path other = folder.resolve("other.mha");
		final float[] changed = pixels();
		changed[0]++;
		MetaImageWriter.write(MetaImage.of(ArrayImgs.floats(changed, SIZE, SIZE, COUNT), 1.5, 1.5, 1), other, true);
		keys.put("images", other.toString());
		final TrainEGanJob job = TrainEGanJob.of(keys);
		assertTrue(assertThrows(UserError.class, () -> job.run(RunContext.quiet())).getMessage()
				.contains(other.toString()));
	}

	/** An extreme value in a test image must not change the images that the fold's networks see. */
	@Test
	void noTestImageHasAPartInTheWindowOfItsFold() throws Exception {
		final float[] all = pixels();
		all[3] = 9000;
		final Study study = stack(all, "outlier").in(folder.resolve("outlier"), RunContext.quiet());
		final PatchSet real = study.real();
		final int test = real.patch(0).fold();
		final Window own = study.info().window(test).orElseThrow();
		float least = Float.POSITIVE_INFINITY;
		float greatest = Float.NEGATIVE_INFINITY;
		for (int i = 0; i < COUNT; i++) for (int j = 0; j < SIZE * SIZE; j++) if (real.patch(i).fold() != test) {
			least = Math.min(least, all[i * SIZE * SIZE + j]);
			greatest = Math.max(greatest, all[i * SIZE * SIZE + j]);
		}
		assertEquals(new Window(least, greatest), own);
		assertEquals(1, study.real(test).pixels(0)[3]);
		assertEquals(9000, study.info().window(3 - test).orElseThrow().high());
		assertEquals(all[5], own.fromUnit(study.real(test).pixels(0)[5]), 1e-3);
	}

	@Test
	void aStudyWithOneWindowForAllImagesGoesOn() throws Exception {
		final Study now = stack(pixels(), "set").in(folder.resolve("now"), RunContext.quiet());
		final Window all = now.info().window(0).orElseThrow();
		final Path old = folder.resolve("old");
		final PatchSet real = now.real();
		Study.create(old, new StudyInfo(real.labels(), "ill", SIZE, 1.5, "minmax", Optional.of(all), List.of(), 2, 1,
				"set.csv", "hash", Map.of()), real);
		assertEquals(Optional.of(all), stack(pixels(), "set").in(old, RunContext.quiet()).info().window(1));
	}

	private StackStudy stack(final float[] all, final String name) throws Exception {
		final List<float[]> planes = new ArrayList<>();
		for (int i = 0; i < COUNT; i++) planes.add(Arrays.copyOfRange(all, i * SIZE * SIZE, (i + 1) * SIZE * SIZE));
		return new StackStudy(new ReadyStack(name, planes, SIZE, SIZE, 1.5, List.of()), Optional.of(table(COUNT)), 2,
				false, "auto", 1);
	}

	@Test
	void aTiffIsLabelledByThePlanesNamesAndKeepsValuesOfTheNetworksRange() throws Exception {
		final ImageStack stack = new ImageStack(SIZE, SIZE);
		final float[] all = pixels();
		for (int i = 0; i < COUNT; i++) {
			final float[] plane = new float[SIZE * SIZE];
			for (int j = 0; j < plane.length; j++) plane[j] = all[i * plane.length + j] / 1300;
			stack.addSlice(label(i) + " s" + i / 2, plane);
		}
		final Path file = folder.resolve("set.tif");
		new FileSaver(new ImagePlus("set", stack)).saveAsTiffStack(file.toString());
		final Map<String, String> keys = keys(file, "tiff");
		keys.put("label", "well");
		TrainEGanJob.of(keys).run(RunContext.quiet());
		final Study study = Study.open(folder.resolve("tiff"));
		assertArrayEquals((float[]) stack.getPixels(4), study.real().pixels(3));
		assertEquals("s1", study.real().patch(3).subject());
		assertFalse(study.info().window().isPresent());
		assertTrue(Files.exists(study.egan(1, "well").resolve("model.zip")));
	}

	private static StackStudy of(final Path table, final int count) {
		final List<float[]> planes = new ArrayList<>();
		final float[] all = pixels();
		for (int i = 0; i < count; i++) planes.add(Arrays.copyOfRange(all, i * SIZE * SIZE, (i + 1) * SIZE * SIZE));
		return new StackStudy(new ReadyStack("set", planes, SIZE, SIZE, 1.5, List.of()), Optional.of(table), 2, false,
				"auto", 1);
	}

	private Path written(final String header, final IntFunction<String> row) throws Exception {
		final StringBuilder text = new StringBuilder(header);
		for (int i = 0; i < COUNT; i++) text.append(row.apply(i)).append('\n');
		return Files.writeString(folder.resolve("set.csv"), text);
	}

	@Test
	void aTableIsReadAsSpreadsheetsWriteIt() throws Exception {
		final Path table = written("\ufeffsep=;\r\nSlice;Label;Subject;Fold;\r\n", i -> COUNT - i + ";"
				+ label(COUNT - i - 1) + ";s" + (COUNT - i - 1) / 2 + ";" + (1 + (COUNT - i - 1) / 4 % 2) + ".0;");
		final Study study = of(table, COUNT).in(folder.resolve("dialect"), RunContext.quiet());
		assertEquals("ill", study.info().positive());
		for (int i = 0; i < COUNT; i++) {
			assertEquals("s" + i / 2, study.real().patch(i).subject(), "by the column slice");
			assertEquals(label(i), study.real().patch(i).label());
			assertEquals(1 + i / 4 % 2, study.real().patch(i).fold());
		}
	}

	@Test
	void aSubjectIsNamedForAllImagesOrForNone() throws Exception {
		final Path blank = written("label,subject\n", i -> label(i) + "," + (i == 5 ? "" : "s" + i / 2));
		assertTrue(assertThrows(UserError.class, () -> of(blank, COUNT)).getMessage()
				.contains("subject on set.csv line 7"));
		final Path spelled = written("label,subject\n", i -> label(i) + "," + (i % 2 == 0 ? "s" : "S") + i / 2);
		assertTrue(assertThrows(UserError.class, () -> of(spelled, COUNT)).getMessage().contains("12 subjects"));
		assertTrue(
				assertThrows(UserError.class,
						() -> of(written("label,subject,fold\n",
								i -> label(i) + ",s" + i / 2 + "," + (i % 4 < 2 ? 1 : 2)), COUNT))
						.getMessage().contains("lacks one class"));
		final Path folds = written("label,subject,fold\n", i -> label(i) + ",s" + i / 2 + "," + (i < 20 ? "1" : "2"));
		assertEquals(2, of(folds, COUNT).in(folder.resolve("folds"), RunContext.quiet()).info().folds());
	}

	@Test
	void saysWhatIsWrongBeforeAnythingIsWritten() throws Exception {
		final Map<String, String> keys = keys(mha(), "none");
		refused(keys, "has no slice label");
		keys.put("table", table(COUNT - 1).toString());
		refused(keys, "has 23 rows");
		keys.put("table", Files.writeString(folder.resolve("bad.csv"), "subject\ns1\n").toString());
		refused(keys, "no column label");
		final Path away = folder.resolve("away");
		keys.put("table", Files
				.writeString(folder.resolve("away.csv"), Files.readString(table(COUNT)).replace("ill", away.toString()))
				.toString());
		refused(keys, "rename it");
		assertFalse(Files.exists(away));
		keys.put("images", folder.resolve("absent.mha").toString());
		refused(keys, "There is no file");
		keys.put("images", "active");
		refused(keys, "open in ImageJ");
		assertFalse(Files.exists(folder.resolve("none")));
	}

	private static void refused(final Map<String, String> keys, final String words) {
		final UserError e = assertThrows(UserError.class, () -> TrainEGanJob.of(keys));
		assertTrue(e.getMessage().contains(words), e.getMessage());
	}
}
