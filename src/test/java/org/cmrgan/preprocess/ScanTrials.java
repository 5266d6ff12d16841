/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.imglib2.img.array.ArrayImgs;

import org.cmrgan.data.PatchSet;
import org.cmrgan.io.Geometry;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small scans of one phantom beside four plain ones: a heart (a wall of 1100 ms around blood of 1500) and a bright spot
 * 21 mm to its right. The correct result for any header is the heart in the centre of the patch, and the spot 14 pixels
 * of 1.5 mm to its side.
 */
abstract class ScanTrials {
	static final double SX = 1.5;
	static final double SY = 1.2;
	static final int HEART_X = 36;
	static final int HEART_Y = 24;
	/** Mm from the heart's middle to the spot. */
	static final double SPOT = 21;
	private static final double OUTER = 13;
	private static final double INNER = 7;
	private static final int SIZE = 48;

	@TempDir
	Path folder;

	private final List<String> lines = new ArrayList<>();
	private final List<String> warnings = new ArrayList<>();
	private final List<Preprocessed> results = new ArrayList<>();

	private int images;

	interface Scene<T> {
		T at(int x, int y, int z);
	}

	@BeforeEach
	void others() {
		for (int i = 0; i < 4; i++) {
			write("other" + i, image2());
			write("other" + i + "_mask", mask2());
			row("other" + i, "o" + i, i % 2 == 0 ? "patient" : "healthy");
		}
	}

	@AfterEach
	void close() {
		results.forEach(Preprocessed::close);
	}

	private static double fromHeart(final double right, final double down) {
		return Math.hypot(right - HEART_X * SX, down - HEART_Y * SY);
	}

	/** The mask: wall and blood. */
	static boolean isHeart(final double right, final double down) {
		return fromHeart(right, down) <= OUTER;
	}

	/** Ms at a place in mm from the image's first pixel. */
	static double intensity(final double right, final double down) {
		if (Math.abs(right - HEART_X * SX - SPOT) < 2.3 && Math.abs(down - HEART_Y * SY) < 1.9) return 1950;
		return fromHeart(right, down) <= INNER ? 1500 : isHeart(right, down) ? 1100 : 200 + right / 10;
	}

	MetaImage image(final int width, final int height, final int depth, final Scene<Double> scene) {
		final float[] out = new float[width * height * depth];
		for (int i = 0; i < out.length; i++)
			out[i] = scene.at(i % width, i / width % height, i / (width * height)).floatValue();
		// No two images are the same.
		out[0] = 100 + ++images;
		return depth == 1
				? MetaImage.of(ArrayImgs.floats(out, width, height), SX, SY)
				: MetaImage.of(ArrayImgs.floats(out, width, height, depth), SX, SY, 8);
	}

	static MetaImage mask(final int width, final int height, final int depth, final Scene<Boolean> scene) {
		final byte[] out = new byte[width * height * depth];
		for (int i = 0; i < out.length; i++)
			out[i] = (byte) (scene.at(i % width, i / width % height, i / (width * height)) ? 1 : 0);
		return depth == 1
				? MetaImage.of(ArrayImgs.unsignedBytes(out, width, height), SX, SY)
				: MetaImage.of(ArrayImgs.unsignedBytes(out, width, height, depth), SX, SY, 8);
	}

	MetaImage image2() {
		return image(64, 56, 1, (x, y, z) -> intensity(SX * x, SY * y));
	}

	static MetaImage mask2() {
		return mask(64, 56, 1, (x, y, z) -> isHeart(SX * x, SY * y));
	}

	/** A volume of one slice. */
	MetaImage image3() {
		return volume(image2());
	}

	static MetaImage mask3() {
		return volume(mask2());
	}

	/** A slice as a volume. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	static MetaImage volume(final MetaImage slice) {
		return MetaImage.of(
				net.imglib2.view.Views.addDimension((net.imglib2.RandomAccessibleInterval) slice.image(), 0, 0),
				Geometry.of(SX, SY, 8));
	}

	void write(final String name, final MetaImage image) {
		MetaImageWriter.write(image, folder.resolve(name + ".mha"), true);
	}

	void row(final String image, final String subject, final String label) {
		lines.add(image + "," + subject + "," + label);
	}

	/** Forgets all rows. */
	void clear() {
		lines.clear();
	}

	Preprocessed run(final String... keys) {
		final Map<String, String> given = new HashMap<>(Map.of("input", folder.toString(), "folds", "2", "size",
				Integer.toString(SIZE), "spacing", "1.5", "window", "t1"));
		for (final String key : keys)
			given.put(key.substring(0, key.indexOf('=')), key.substring(key.indexOf('=') + 1));
		try {
			Files.writeString(folder.resolve("subjects.csv"),
					"image,subject,label\n" + String.join("\n", lines) + "\n");
		} catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		warnings.clear();
		final Preprocessed result = Preprocess.run(PreprocessConfig.of(given), new Listening());
		results.add(result);
		return result;
	}

	String refused(final String... keys) {
		return assertThrows(UserError.class, () -> run(keys)).getMessage();
	}

	/** All warnings of the last run, a line each. */
	String warned() {
		return String.join("\n", warnings);
	}

	/** The content of a patch: the places of heart and spot in its pixels, and the mean of the wall. */
	static final class Seen {
		final double heartX;
		final double heartY;
		final double spotX;
		final double spotY;
		final double mean;
		final double side;

		private Seen(final double[] heart, final double[] spot, final double mean, final double side) {
			heartX = heart[0];
			heartY = heart[1];
			spotX = spot[0];
			spotY = spot[1];
			this.mean = mean;
			this.side = side;
		}

		/** Mm from heart to spot. */
		double distance() {
			return 1.5 * Math.hypot(spotX - heartX, spotY - heartY);
		}

		void assertRight() {
			final String all = String.format(java.util.Locale.ROOT,
					"heart %.1f %.1f, spot %.1f %.1f, mean %.0f, %.1f mm", heartX, heartY, spotX, spotY, mean, side);
			assertEquals(23.5, heartX, 0.3, all);
			assertEquals(23.5, heartY, 0.3, all);
			assertEquals(37.5, spotX, 0.5, all);
			assertEquals(23.5, spotY, 0.5, all);
			assertEquals(1220, mean, 25, all);
			assertEquals(27, side, 1.6, all);
		}
	}

	Seen seen(final Preprocessed result, final String id) {
		final PatchSet patches = result.patches();
		for (int i = 0; i < patches.size(); i++) {
			if (!patches.patch(i).id().equals(id)) continue;
			final float[] pixels = patches.pixels(i);
			return new Seen(middle(pixels, 1400, 1600), middle(pixels, 1700, 2100),
					Double.parseDouble(patches.patch(i).get("mask_mean")),
					Double.parseDouble(patches.patch(i).get("roi_mm")));
		}
		throw new AssertionError(id + " is not among " + patches.patches());
	}

	private static double[] middle(final float[] pixels, final double low, final double high) {
		double x = 0;
		double y = 0;
		int n = 0;
		for (int i = 0; i < pixels.length; i++) {
			final double ms = (pixels[i] + 1) * 1000;
			if (ms < low || ms > high) continue;
			x += i % SIZE;
			y += i / SIZE;
			n++;
		}
		return new double[] { x / n, y / n };
	}

	private final class Listening implements RunContext {
		private final RunContext quiet = RunContext.quiet();

		@Override
		public Progress start(final String label, final String unit, final long steps) {
			return quiet.start(label, unit, steps);
		}

		@Override
		public boolean isCancelled() {
			return false;
		}

		@Override
		public void info(final String message) { /* nobody listens */ }

		@Override
		public void warn(final String message) {
			warnings.add(message);
		}

		@Override
		public void record(final String name, final Object value) { /* nothing is written */ }
	}
}
