/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.cmrgan.SharedData;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.io.MetaImageWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Linear resampling against ITK's, through plastimatch, on every image of the Sunnybrook set, its borders included. */
@Tag("slow")
class ItkAgreementTest {
	private static final Path PLASTIMATCH = Path.of("/usr/bin/plastimatch");
	private static final int SIZE = 230;
	private static final double SPACING = 1.2;
	private static final double FROM = -7.3;

	@TempDir
	Path folder;

	@Test
	void everyImageAgreesWithinAThousandthOfItsRange(final TestReporter reporter) throws Exception {
		final Path images = SharedData.find("sunnybrook/images");
		assumeTrue(Files.isExecutable(PLASTIMATCH), "plastimatch is not installed: apt-get install plastimatch");
		final List<Path> files;
		try (Stream<Path> all = Files.list(images)) {
			files = all.sorted().collect(Collectors.toList());
		}
		assertEquals(298, files.size());
		double worst = 0;
		for (final Path file : files) worst = Math.max(worst, difference(file));
		reporter.publishEntry("largest difference as a share of the range", Double.toString(worst));
		assertTrue(worst < 1e-3, "largest difference " + worst + " of the range");
	}

	/** Largest difference of any pixel as a share of the image's range. */
	private double difference(final Path file) throws Exception {
		final SliceImages image = SliceImages.of(MetaImageReader.read(file));
		final float[] pixels = image.pixels(0);
		// As floats, because plastimatch rounds to the type of its input.
		final Path in = folder.resolve("in.mha");
		final Path out = folder.resolve("out.mha");
		MetaImageWriter.write(MetaImage.of(ArrayImgs.floats(pixels, image.width(), image.height(), 1), 1, 1, 1), in,
				false);
		resample(in, out);
		final double middle = FROM + (SIZE - 1) / 2.0 * SPACING;
		final float[] ours = Resampler.patch(ArrayImgs.floats(pixels, image.width(), image.height()),
				image.axes().frame(), middle, middle, SIZE, SPACING, Resampler.Interpolation.LINEAR, 0);
		float low = Float.POSITIVE_INFINITY;
		float high = Float.NEGATIVE_INFINITY;
		for (final float value : pixels) {
			low = Math.min(low, value);
			high = Math.max(high, value);
		}
		double worst = 0;
		int i = 0;
		for (final FloatType theirs : MetaImageReader.read(out).asFloats())
			worst = Math.max(worst, Math.abs(theirs.get() - ours[i++]));
		assertEquals(SIZE * SIZE, i);
		return worst / (high - low);
	}

	private static void resample(final Path in, final Path out) throws IOException, InterruptedException {
		final Process process = new ProcessBuilder(PLASTIMATCH.toString(), "resample", "--input", in.toString(),
				"--output", out.toString(), "--dim", SIZE + " " + SIZE + " 1", "--origin", FROM + " " + FROM + " 0",
				"--spacing", SPACING + " " + SPACING + " 1", "--output-type", "float").redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
		assertEquals(0, process.waitFor());
	}
}
