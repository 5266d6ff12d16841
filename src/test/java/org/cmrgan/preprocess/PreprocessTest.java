/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import net.imglib2.img.array.ArrayImgs;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.io.Geometry;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessTest {
	@TempDir
	Path folder;

	private final List<String> lines = new ArrayList<>();
	private final List<Preprocessed> results = new ArrayList<>();

	private final ListeningContext heard = new ListeningContext();
	private int written;

	@AfterEach
	void close() {
		results.forEach(Preprocessed::close);
	}

	/** A heart in the body: intensities that are smooth in space, and a ball-shaped mask. */
	private static double intensity(final double[] p) {
		return 1000 + 3 * p[0] + 2 * p[1] - 4 * p[2] + 100 * Math.exp(-square(p) / 800);
	}

	private static double square(final double[] p) {
		return p[0] * p[0] + p[1] * p[1] + p[2] * p[2];
	}

	/** Samples heart and mask on a grid whose middle voxel lies at the heart's centre. */
	private void write(final String name, final int width, final int height, final int depth, final double spacing,
			final double thick, final double[][] direction) {
		write(name, width, height, depth, spacing, thick, direction, PreprocessTest::intensity);
	}

	private void write(final String name, final int width, final int height, final int depth, final double spacing,
			final double thick, final double[][] direction, final ToDoubleFunction<double[]> intensity) {
		final double[] steps = { spacing, spacing, thick };
		final int[] middle = { width / 2, height / 2, depth / 2 };
		final double[] origin = new double[3];
		for (int axis = 0; axis < 3; axis++)
			for (int i = 0; i < 3; i++) origin[i] -= middle[axis] * steps[axis] * direction[axis][i];
		final Geometry geometry = Geometry.of(steps).withDirection(direction).withOrigin(origin);
		final float[] image = new float[width * height * depth];
		final byte[] mask = new byte[image.length];
		for (int i = 0; i < image.length; i++) {
			final double[] p = geometry.position(i % width, i / width % height, i / (width * height));
			image[i] = (float) intensity.applyAsDouble(p);
			mask[i] = (byte) (square(p) < 18 * 18 ? 1 : 0);
		}
		// No two are the same image.
		written++;
		for (int z = 0; z < depth; z++) image[z * width * height] += 2e-4f * written;
		MetaImageWriter.write(MetaImage.of(ArrayImgs.floats(image, width, height, depth), geometry),
				folder.resolve(name + ".mha"), false);
		MetaImageWriter.write(MetaImage.of(ArrayImgs.unsignedBytes(mask, width, height, depth), geometry),
				folder.resolve(name + "_mask.mha"), true);
	}

	private static double[][] plane(final double[] x, final double[] y) {
		return new double[][] { x, y,
				{ x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0] } };
	}

	private static double[][] axial() {
		return plane(new double[] { 1, 0, 0 }, new double[] { 0, 1, 0 });
	}

	private void row(final String image, final String subject, final String label) {
		lines.add(image + "," + subject + "," + label);
	}

	private Preprocessed run(final String... keys) {
		try {
			Files.writeString(folder.resolve("subjects.csv"),
					"image,subject,label\n" + String.join("\n", lines) + "\n");
		} catch (final IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
		final Map<String, String> given = new HashMap<>(
				Map.of("input", folder.toString(), "folds", "2", "size", "48", "window", "minmax"));
		for (final String key : keys)
			given.put(key.substring(0, key.indexOf('=')), key.substring(key.indexOf('=') + 1));
		final Preprocessed result = Preprocess.run(PreprocessConfig.of(given), heard);
		results.add(result);
		return result;
	}

	private String refused(final String... keys) {
		return assertThrows(UserError.class, () -> run(keys)).getMessage();
	}

	/** Four subjects of two labels; the first image is the one under test. */
	private void others() {
		for (int i = 0; i < 4; i++) {
			write("other" + i, 64, 64, 1, 1.2, 1, axial());
			row("other" + i, "o" + i, i % 2 == 0 ? "patient" : "healthy");
		}
	}

	private float[] patchOf(final Preprocessed result, final String id) {
		final PatchSet patches = result.patches();
		for (int i = 0; i < patches.size(); i++) if (patches.patch(i).id().equals(id)) return patches.pixels(i);
		throw new AssertionError(id + " is not among " + patches.patches());
	}

	@Test
	void aPatchDoesNotDependOnHowItsPlaneIsStored() {
		others();
		final double t = Math.toRadians(25);
		final double[] right = { Math.cos(t), 0, -Math.sin(t) };
		final double[] down = { 0, 1, 0 };
		final double[] left = { -right[0], 0, -right[2] };
		final double[] up = { 0, -1, 0 };
		final double turn = Math.toRadians(-40);
		final double[] r = new double[3];
		final double[] d = new double[3];
		for (int i = 0; i < 3; i++) {
			r[i] = Math.cos(turn) * right[i] + Math.sin(turn) * down[i];
			d[i] = -Math.sin(turn) * right[i] + Math.cos(turn) * down[i];
		}
		final double[][][] storages = { plane(right, down), plane(left, down), plane(right, up), plane(left, up),
				plane(down, right), plane(up, left), plane(r, d), plane(d, r) };
		for (int i = 0; i < storages.length; i++) {
			write("stored" + i, 121, 121, 1, 0.9, 1, storages[i]);
			row("stored" + i, "s" + i, "patient");
		}
		final Preprocessed result = run("spacing=1.1");
		final float[] expected = patchOf(result, "stored0");
		for (int i = 1; i < storages.length; i++)
			assertArrayEquals(expected, patchOf(result, "stored" + i), 0.01f, "storage " + i);
		// More to the patient's left, to the right of the picture, is brighter; more to the back, downwards, too.
		assertTrue(expected[24 * 48 + 44] > expected[24 * 48 + 4]);
		assertTrue(expected[44 * 48 + 24] > expected[4 * 48 + 24]);
	}

	/** A spot on the side that belongs to the right of the picture, and one on the side that belongs below. */
	@Test
	void obliquePlanesAreUprightAndNeverMirroredHoweverTheyAreStored() {
		final double[] left = { 1, 0, 0 };
		final double[] back = { 0, 1, 0 };
		final double[] feet = { 0, 0, -1 };
		final Random random = new Random(8);
		int count = 0;
		for (final double[][] view : new double[][][] { { left, back }, { left, feet }, { back, feet } }) {
			for (int tilt = 0; tilt < 2; tilt++) {
				final double[] turn = random.doubles(3, -0.25, 0.25).toArray();
				final double[] right = tilt == 0 ? view[0] : turned(view[0], turn);
				final double[] down = tilt == 0 ? view[1] : turned(view[1], turn);
				final ToDoubleFunction<double[]> spots = p -> 100 + 900 * spot(p, right) + 700 * spot(p, down);
				for (final double degrees : new double[] { 0, 37 }) {
					final double c = Math.cos(Math.toRadians(degrees));
					final double s = Math.sin(Math.toRadians(degrees));
					final double[] x = sum(c, right, s, down);
					final double[] y = sum(-s, right, c, down);
					for (int flips = 0; flips < 8; flips++) {
						final double[] a = sum((flips & 1) == 0 ? 1 : -1, x, 0, y);
						final double[] b = sum((flips & 2) == 0 ? 1 : -1, y, 0, x);
						final double[][] direction = (flips & 4) == 0 ? plane(a, b) : plane(b, a);
						// Slices may be stacked either way, too.
						if (flips % 3 == 0) direction[2] = sum(-1, direction[2], 0, x);
						write("plane" + count, 61, 57, 1, 1.4, 8, direction, spots);
						row("plane" + count, "s" + count, count % 2 == 0 ? "patient" : "healthy");
						count++;
					}
				}
			}
		}
		final Preprocessed result = run("spacing=1.2", "size=64");
		assertEquals(96, result.patches().size());
		for (int i = 0; i < count; i++) {
			final float[] patch = patchOf(result, "plane" + i);
			final int[] first = brightest(patch, new int[] { -99, -99 });
			final int[] second = brightest(patch, first);
			// About 21 pixels from the centre; a tilted plane may be rotated a little, but never by 45 degrees.
			assertTrue(first[0] > Math.abs(first[1]) && first[0] > 14,
					"plane " + i + ": " + first[0] + ", " + first[1]);
			assertTrue(second[1] > Math.abs(second[0]) && second[1] > 14,
					"plane " + i + ": " + second[0] + ", " + second[1]);
		}
	}

	/** Where the brightest pixel of a patch of 64 x 64 is, right of and below the middle, except near another. */
	private static int[] brightest(final float[] patch, final int[] other) {
		int best = -1;
		for (int k = 0; k < patch.length; k++) {
			final double distance = Math.hypot(k % 64 - 32 - other[0], k / 64 - 32 - other[1]);
			if (distance > 15 && (best < 0 || patch[k] > patch[best])) best = k;
		}
		return new int[] { best % 64 - 32, best / 64 - 32 };
	}

	/** 25 mm from the middle. */
	private static double spot(final double[] p, final double[] direction) {
		return Math.exp(-square(sum(1, p, -25, direction)) / 60);
	}

	private static double[] sum(final double p, final double[] a, final double q, final double[] b) {
		return new double[] { p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2] };
	}

	/** About the three axes of the body, one after the other. */
	private static double[] turned(final double[] v, final double[] radians) {
		double[] out = v;
		for (int axis = 0; axis < 3; axis++) {
			final int i = (axis + 1) % 3;
			final int j = (axis + 2) % 3;
			final double[] next = out.clone();
			next[i] = Math.cos(radians[axis]) * out[i] - Math.sin(radians[axis]) * out[j];
			next[j] = Math.sin(radians[axis]) * out[i] + Math.cos(radians[axis]) * out[j];
			out = next;
		}
		return out;
	}

	@Test
	void pixelsLieWhereTheSpacingPutsThem() {
		others();
		write("fine", 161, 161, 1, 0.7, 1, axial());
		row("fine", "s", "patient");
		final Preprocessed result = run("spacing=1.5");
		final Patch patch = result.patches().patches().stream().filter(p -> p.id().equals("fine")).findFirst()
				.orElseThrow();
		final double low = Double.parseDouble(patch.get("window_low"));
		final double high = Double.parseDouble(patch.get("window_high"));
		final float[] pixels = patchOf(result, "fine");
		for (int i = 0; i < pixels.length; i++) {
			final double x = (i % 48 - 23.5) * 1.5;
			final double y = (i / 48 - 23.5) * 1.5;
			assertEquals(intensity(new double[] { x, y, 0 }), low + (pixels[i] + 1) / 2 * (high - low), 0.25,
					x + ", " + y);
		}
	}

	@Test
	void everySliceWithAMaskBecomesAPatchOfTheSameSubject() {
		others();
		write("stack", 64, 64, 9, 1.2, 8, axial());
		row("stack", "s", "patient");
		final List<Patch> patches = run().patches().patches().stream().filter(p -> p.subject().equals("s"))
				.collect(Collectors.toList());
		// The ball of 18 mm reaches over slices 2 to 6 of 8 mm.
		assertEquals(List.of("stack-z002", "stack-z003", "stack-z004", "stack-z005", "stack-z006"),
				patches.stream().map(Patch::id).collect(Collectors.toList()));
		assertEquals(1, patches.stream().map(Patch::fold).distinct().count());
	}

	@Test
	void imagesWhoseNamesMeetHaveIdsOfTheirOwn() throws IOException {
		others();
		Files.createDirectories(folder.resolve("p1"));
		Files.createDirectories(folder.resolve("p2"));
		for (final String name : List.of("p1/img", "p2/img", "p1_img", "x")) write(name, 64, 64, 1, 1.2, 1, axial());
		write("v", 64, 64, 3, 1.2, 30, axial());
		write("v-z001", 64, 64, 1, 1.2, 1, axial());
		MetaImageWriter.write(MetaImageReader.read(folder.resolve("x.mha")), folder.resolve("x.mhd"), false);
		MetaImageWriter.write(MetaImageReader.read(folder.resolve("x_mask.mha")), folder.resolve("x_mask.mhd"), false);
		for (final String name : List.of("p1/img", "p2/img", "p1_img", "x", "x.mhd", "v", "v-z001"))
			row(name, "s", "patient");
		assertEquals(List.of("p1_img", "p2_img", "p1_img-2", "x", "x-2", "v-z001", "v-z001-2"), run().patches()
				.patches().stream().filter(p -> p.subject().equals("s")).map(Patch::id).collect(Collectors.toList()));
	}

	@Test
	void aRectangleOrAnRoiFileSaysWhereTheHeartIs() throws IOException {
		others();
		for (final String name : List.of("a", "b")) {
			write(name, 101, 101, 1, 1.0, 1, axial());
			Files.delete(folder.resolve(name + "_mask.mha"));
		}
		new ij.io.RoiEncoder(folder.resolve("heart.roi").toString()).write(new ij.gui.Roi(30, 40, 21, 11));
		Files.writeString(folder.resolve("table.csv"),
				"image,roi,subject,label\na.mha,\"30,40,21,11\",a,patient\nb.mha,heart.roi,b,patient\n"
						+ "other1.mha,,o1,healthy\nother3.mha,,o3,healthy\n",
				StandardCharsets.UTF_8);
		final Preprocessed result = run("input=" + folder.resolve("table.csv"), "spacing=1", "size=16");
		assertArrayEquals(patchOf(result, "a"), patchOf(result, "b"));
		// Pixels 30 to 50 and 40 to 50: the middle is pixel (40, 45), half a pixel left of and above the patch's pixel (8, 8).
		final Patch patch = result.patches().patch(0);
		final double low = Double.parseDouble(patch.get("window_low"));
		final double high = Double.parseDouble(patch.get("window_high"));
		assertEquals(intensity(new double[] { 40.5 - 50, 45.5 - 50, 0 }),
				low + (patchOf(result, "a")[8 * 16 + 8] + 1) / 2 * (high - low), 0.1);
		assertEquals("21", patch.get("roi_mm"));
	}

	@Test
	void anOpenImageIsCutAroundItsSelection() {
		final float[] ramp = new float[60 * 50 * 3];
		for (int i = 0; i < ramp.length; i++) ramp[i] = i % 60 + 100 * (i / 3000);
		final MetaImage patches = Preprocess.cut(MetaImage.of(ArrayImgs.floats(ramp, 60, 50, 3), 1, 1, 8),
				new double[] { 20, 15, 21, 17 }, 0,
				PreprocessConfig.of(Map.of("input", "open", "size", "16", "spacing", "0.5")), RunContext.quiet());
		assertArrayEquals(new long[] { 16, 16, 3 }, patches.dimensions());
		assertArrayEquals(new double[] { 0.5, 0.5, 8 }, patches.spacing());
		// The middle of pixels 20 to 40 is 30; patch pixel 8 lies a quarter of a millimetre right of it.
		assertEquals(230.25, patches.asFloats().getAt(8, 8, 2).get(), 1e-4);
	}

	@Test
	void aMaskWithoutGeometryIsTakenAsItIsAndOneOfAnotherPlaceIsNamed() {
		others();
		final double[][] oblique = plane(new double[] { 0.8, 0.6, 0 }, new double[] { -0.6, 0.8, 0 });
		write("turned", 64, 64, 1, 1.2, 1, oblique);
		row("turned", "s", "patient");
		final byte[] mask = new byte[64 * 64];
		mask[32 * 64 + 32] = 1;
		final MetaImage bare = MetaImage.of(ArrayImgs.unsignedBytes(mask, 64, 64, 1), 1, 1, 1);
		MetaImageWriter.write(bare, folder.resolve("turned_mask.mha"), true);
		assertEquals(5, run().patches().size());
		MetaImageWriter.write(
				bare.with(bare.geometry().withDirection(plane(new double[] { 0, 1, 0 }, new double[] { 0, 0, 1 }))),
				folder.resolve("turned_mask.mha"), true);
		final String turned = refused();
		assertTrue(turned.contains("mask turned_mask.mha and image turned have different slice orientations"), turned);
		MetaImageWriter.write(bare.with(bare.geometry().withOrigin(0, 300, 0)), folder.resolve("turned_mask.mha"),
				true);
		final String far = refused();
		assertTrue(far.contains("mask turned_mask.mha and image turned do not overlap in space"), far);
	}

	@Test
	void foldsKeepSubjectsTogetherAndClassesApart() {
		for (int i = 0; i < 8; i++) {
			write("v" + i, 40, 40, 4, 1.2, 6, axial());
			row("v" + i, "s" + i, i < 4 ? "patient" : "healthy");
		}
		final PatchSet patches = run("folds=4", "size=32").patches();
		final Map<String, Integer> folds = new HashMap<>();
		for (final Patch p : patches.patches()) assertEquals(p.fold(), folds.merge(p.subject(), p.fold(), (a, b) -> b));
		for (int k = 1; k <= 4; k++) assertEquals(List.of("healthy", "patient"), patches.testOf(k).labels());
	}

	@Test
	void theTablesFoldsAreTaken() throws IOException {
		others();
		Files.writeString(folder.resolve("folds.csv"),
				"image,subject,label,fold\nother0,o0,patient,2\nother1,o1,healthy,1\nother2,o2,patient,1\nother3,o3,healthy,2\n");
		final Preprocessed result = run("input=" + folder.resolve("folds.csv"), "folds=4");
		assertEquals(2, result.folds());
		assertEquals(List.of(2, 1, 1, 2),
				result.patches().patches().stream().map(Patch::fold).collect(Collectors.toList()));
	}

	@Test
	void unreadableForeignAndEmptyFilesAreNamedTogether() throws IOException {
		others();
		Files.writeString(folder.resolve("torn.mha"),
				"NDims = 2\nDimSize = 9 9\nElementType = MET_SHORT\nElementDataFile = LOCAL\nabc");
		Files.copy(folder.resolve("other0_mask.mha"), folder.resolve("torn_mask.mha"));
		row("torn", "s1", "patient");
		write("big", 70, 70, 1, 1.2, 1, axial());
		MetaImageWriter.write(MetaImage.of(ArrayImgs.unsignedBytes(64, 64, 1), 1, 1, 1), folder.resolve("big_mask.mha"),
				true);
		row("big", "s2", "patient");
		write("none", 64, 64, 1, 1.2, 1, axial());
		MetaImageWriter.write(MetaImage.of(ArrayImgs.unsignedBytes(64, 64, 1), 1, 1, 1),
				folder.resolve("none_mask.mha"), true);
		row("none", "s3", "patient");
		final String message = refused();
		assertTrue(message.contains("subjects.csv line 6: "), message);
		assertTrue(message.contains("torn.mha"), message);
		assertTrue(message.contains(
				"line 7: mask big_mask.mha is 64x64, but image big is 70x70: give a mask with the same pixel grid, or one whose header gives its position"),
				message);
		assertTrue(message.contains("line 8: mask none_mask.mha is empty"), message);
		final Preprocessed result = run("allow_skips=true");
		assertEquals(4, result.patches().size());
		assertEquals(3, result.skipped().size());
		assertTrue(result.skipped().get(0).note().contains("torn.mha"));
	}

	@Test
	void pixelsThatAreNoNumbersHaveNoSayInTheHeartsMean() throws IOException {
		others();
		// The ball of 18 mm is wider than the patch of 16 pixels.
		write("holed", 64, 64, 1, 1.2, 1, axial(), p -> p[0] > 15 ? Double.NaN : p[0] < -15 ? -1 / 0.0 : 700 + p[1]);
		write("blind", 64, 64, 1, 1.2, 1, axial(), p -> square(p) < 18 * 18 ? Double.NaN : 700 + p[1]);
		final List<String> rows = List.of("holed,,h,patient", "blind,\"1,1,9,9\",b,patient", "other0,,o0,patient",
				"other1,,o1,healthy", "other2,,o2,patient", "other3,,o3,healthy");
		Files.writeString(folder.resolve("rois.csv"), "image,roi,subject,label\n" + String.join("\n", rows));
		final Preprocessed result = run("input=" + folder.resolve("rois.csv"), "size=16", "allow_skips=true");
		assertEquals(700, Double.parseDouble(result.patches().patch(0).get("mask_mean")), 0.1);
		assertEquals(5, result.patches().size());
		assertEquals("rois.csv line 3: image blind has only NaN or infinite values under its mask.",
				result.skipped().get(0).note());
	}

	@Test
	void fewerSubjectsThanFoldsAreRefusedBeforeAnyImageIsRead() throws IOException {
		for (int i = 0; i < 4; i++) {
			Files.writeString(folder.resolve("x" + i + ".mha"), "no image");
			Files.writeString(folder.resolve("x" + i + "_mask.mha"), "no image");
			row("x" + i, "s" + i, i < 3 ? "patient" : "healthy");
		}
		final String message = refused();
		assertTrue(message.startsWith("Class healthy has only one subject, s3: add images"), message);
	}

	@Test
	void moreThanAFewUnusableImagesNeedAWord() {
		others();
		for (int i = 0; i < 2; i++) {
			MetaImageWriter.write(MetaImage.of(ArrayImgs.floats(30, 30), 1, 1), folder.resolve("flat" + i + ".mha"),
					true);
			final byte[] mask = new byte[900];
			mask[450] = 1;
			MetaImageWriter.write(MetaImage.of(ArrayImgs.unsignedBytes(mask, 30, 30), 1, 1),
					folder.resolve("flat" + i + "_mask.mha"), true);
			row("flat" + i, "f" + i, "patient");
		}
		final String message = refused();
		assertTrue(message.startsWith(
				"2 of 6 images cannot be used: correct or remove them, or give allow_skips=true. subjects.csv line 6: image flat0 is uniform"),
				message);
		assertEquals(4, run("allow_skips=true").patches().size());
	}

	@Test
	void oneUnusableImageInTwentyIsSkippedAndTold() throws IOException {
		others();
		for (int i = 4; i < 20; i++) {
			write("more" + i, 40, 40, 1, 1.2, 1, axial());
			row("more" + i, "m" + i, i % 2 == 0 ? "patient" : "healthy");
		}
		Files.writeString(folder.resolve("more19.mha"), "torn");
		final Preprocessed result = run();
		assertEquals(19, result.patches().size());
		assertEquals(1, result.skipped().size());
		assertTrue(result.skipped().get(0).note().startsWith("subjects.csv line 21: "), result.skipped().get(0).note());
		Files.writeString(folder.resolve("more18.mha"), "torn");
		assertTrue(refused().startsWith("2 of 20 images cannot be used"));
	}

	@Test
	void theWindowFollowsTheImages() {
		others();
		assertEquals("t1", run("window=auto").windowKind());
		assertEquals(2000, run("window=t1").window().orElseThrow().high());
		assertTrue(run("window=percentile").window().isEmpty());
	}

	@Test
	void noTestImageHasASayInWhichWindowItIs() {
		others();
		// Hearts of 50 to 300 among four of 1100: all together they do not look like T1, but without fold 1 or without
		// fold 2 they would.
		for (int i = 0; i < 2; i++) {
			write("dark" + i, 64, 64, 1, 1.2, 1, axial());
			final MetaImage image = org.cmrgan.io.MetaImageReader.read(folder.resolve("dark" + i + ".mha"));
			image.asFloats().forEach(v -> v.mul(0.1));
			MetaImageWriter.write(image, folder.resolve("dark" + i + ".mha"), false);
		}
		row("dark0", "d0", "patient");
		row("dark1", "d0", "patient");
		final String message = refused("window=auto");
		assertTrue(message.startsWith("Only some images look like T1"), message);
		assertEquals("percentile", run("window=percentile").windowKind());
	}

	@Test
	void aWindowOfTheStudyComesFromEachFoldsTrainingSubjects() {
		others();
		final Preprocessed own = run("window=percentile");
		final Preprocessed shared = run("window=percentile", "scope=study");
		assertTrue(own.foldWindows().isEmpty());
		assertEquals(3, shared.foldWindows().size());
		assertTrue(run("window=t1", "scope=study").foldWindows().isEmpty());
		// One subject of fold 1 becomes ten times as bright; only the folds that train on it may change.
		final String bright = shared.patches().testOf(1).patch(0).id();
		final MetaImage image = org.cmrgan.io.MetaImageReader.read(folder.resolve(bright + ".mha"));
		image.asFloats().forEach(v -> v.mul(10));
		MetaImageWriter.write(image, folder.resolve(bright + ".mha"), false);
		final Preprocessed changed = run("window=percentile", "scope=study");
		assertEquals(shared.foldWindows().get(1), changed.foldWindows().get(1));
		assertTrue(shared.foldWindows().get(2).high() < changed.foldWindows().get(2).high());
		final PatchSet before = shared.patches().inWindow(shared.foldWindows().get(1)).trainingOf(1);
		final PatchSet after = changed.patches().inWindow(changed.foldWindows().get(1)).trainingOf(1);
		assertEquals(before.contentHash(), after.contentHash());
		for (int i = 0; i < before.size(); i++) assertEquals(before.patch(i).more(), after.patch(i).more());
	}

	@Test
	void reportsNameEveryFileAndShowEverySlice() throws IOException {
		others();
		write("stranger", 20, 20, 1, 1.2, 1, axial());
		final Preprocessed result = run();
		final Path out = folder.resolve("out");
		assertEquals(2, result.writeReports(out, RunContext.quiet()).size());
		final List<String> table = Files.readAllLines(out.resolve("files.csv"));
		assertEquals("image,subject,label,status,patches,note", table.get(0));
		assertEquals("other0,o0,patient,taken,1,", table.get(1));
		assertTrue(table.contains("stranger.mha,,,skipped,0,Not in subjects.csv."), table.toString());
		assertTrue(Files.size(out.resolve("contact-sheet.png")) > 1000);
	}

	/** The same pixels in another file, of another type, compression and header, and as a slice of a volume. */
	@Test
	void theSamePixelsOfAnotherSubjectOrLabelAreRefused() {
		others();
		final MetaImage first = org.cmrgan.io.MetaImageReader.read(folder.resolve("other0.mha"));
		final org.cmrgan.io.Geometry moved = Geometry.of(first.spacing()).withOrigin(7, 8, 9);
		MetaImageWriter.write(MetaImage.of(first.asFloats(), moved), folder.resolve("copy.mha"), true);
		MetaImageWriter.write(
				MetaImage.of(org.cmrgan.io.MetaImageReader.read(folder.resolve("other0_mask.mha")).asFloats(), moved),
				folder.resolve("copy_mask.mha"), false);
		row("copy", "new", "patient");
		final String message = refused();
		assertTrue(message.startsWith(
				"Identical images have different subjects or labels (other0 on subjects.csv line 2 (o0, patient) and copy on subjects.csv line "),
				message);
		assertTrue(message.endsWith("(new, patient)): keep one of each pair, or correct the subject or label."),
				message);
		lines.set(lines.size() - 1, "copy,o0,patient");
		run();
		final List<String> warnings = heard.warnings();
		assertTrue(warnings.stream().anyMatch(w -> w.startsWith("Identical images of one subject")),
				warnings.toString());
	}
}
