/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ShortProcessor;

import org.cmrgan.io.ImageKinds;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.Test;

/** The same phantom in files of other kinds: its heart and its spot are where they are in a MetaImage. */
class ScanKindsTest extends ScanTrials {
	private static final int WIDTH = 64;
	private static final int HEIGHT = 56;

	private static short[] scan(final int first) {
		final short[] out = new short[WIDTH * HEIGHT];
		for (int i = 0; i < out.length; i++) out[i] = (short) Math.round(intensity(SX * (i % WIDTH), SY * (i / WIDTH)));
		out[0] = (short) first;
		return out;
	}

	private static short[] heart() {
		final short[] out = new short[WIDTH * HEIGHT];
		for (int i = 0; i < out.length; i++) out[i] = (short) (isHeart(SX * (i % WIDTH), SY * (i / WIDTH)) ? 1 : 0);
		return out;
	}

	private void png(final String name, final short[] pixels) throws IOException {
		final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
		image.getRaster().setDataElements(0, 0, WIDTH, HEIGHT, pixels);
		ImageIO.write(image, "png", folder.resolve(name).toFile());
	}

	/** Stored from right to left, as its sform says. */
	private void nifti(final String name, final short[] pixels) throws IOException {
		final short[] turned = new short[pixels.length];
		for (int i = 0; i < turned.length; i++) turned[i] = pixels[i / WIDTH * WIDTH + WIDTH - 1 - i % WIDTH];
		final ByteBuffer bytes = ImageKinds.nifti1(ByteOrder.LITTLE_ENDIAN, WIDTH, HEIGHT, 1, turned);
		final float[] spacing = { 1, (float) SX, (float) SY, 8 };
		for (int i = 0; i < 4; i++) bytes.putFloat(76 + 4 * i, spacing[i]);
		bytes.putShort(254, (short) 1).putFloat(280, (float) SX).putFloat(300, (float) -SY).putFloat(320, 8);
		ImageKinds.gzip(folder.resolve(name), bytes);
	}

	@Test
	void theHeartIsWhereItIsInAMetaImage() throws IOException {
		png("picture.png", scan(1));
		png("picture_mask.png", heart());
		row("picture.png", "p", "patient");
		nifti("volume.nii.gz", scan(2));
		nifti("volume_mask.nii.gz", heart());
		row("volume", "v", "patient");
		final ImagePlus imp = new ImagePlus("t", new ShortProcessor(WIDTH, HEIGHT, scan(3), null));
		imp.getCalibration().pixelWidth = SX;
		imp.getCalibration().pixelHeight = SY;
		imp.getCalibration().setUnit("mm");
		new FileSaver(imp).saveAsTiff(folder.resolve("tiff.tif").toString());
		// A mask of another kind than the image.
		write("tiff_mask", mask2());
		row("tiff.tif", "t", "healthy");
		final Preprocessed result = run("voxel=1.5x1.2");
		seen(result, "picture").assertRight();
		seen(result, "volume").assertRight();
		seen(result, "tiff").assertRight();
	}

	@Test
	void aPictureWithoutSpacingAsksForIt() throws IOException {
		png("picture.png", scan(1));
		png("picture_mask.png", heart());
		row("picture.png", "p", "patient");
		final String message = refused();
		assertTrue(message.contains("picture.png has no pixel spacing: fill in the column spacing"), message);
		assertTrue(message.contains("line 6"), message);
	}

	@Test
	void theColumnSpacingCountsForItsLine() throws IOException {
		png("picture.png", scan(1));
		png("picture_mask.png", heart());
		final StringBuilder table = new StringBuilder("image,subject,label,spacing\n");
		for (int i = 0; i < 4; i++)
			table.append("other").append(i).append(",o").append(i).append(i % 2 == 0 ? ",patient,\n" : ",healthy,\n");
		final Path csv = folder.resolve("table.csv");
		Files.writeString(csv, table + "picture.png,p,patient,\"1,5x1.2\"\n");
		final Map<String, String> given = new HashMap<>(
				Map.of("input", csv.toString(), "folds", "2", "size", "48", "spacing", "1.5", "window", "t1"));
		try (Preprocessed result = Preprocess.run(PreprocessConfig.of(given), RunContext.quiet())) {
			seen(result, "picture").assertRight();
		}
		// A cell that contradicts its file.
		Files.writeString(csv,
				table.toString().replace("o0,patient,", "o0,patient,0.7") + "picture.png,p,patient,1.5x1.2\n");
		final String message = org.junit.jupiter.api.Assertions.assertThrows(org.cmrgan.run.UserError.class,
				() -> Preprocess.run(PreprocessConfig.of(given), RunContext.quiet())).getMessage();
		assertTrue(message.contains("and another in the column spacing"), message);
		Files.writeString(csv, table + "picture.png,p,patient,wide\n");
		assertTrue(org.junit.jupiter.api.Assertions
				.assertThrows(org.cmrgan.run.UserError.class,
						() -> Preprocess.run(PreprocessConfig.of(given), RunContext.quiet()))
				.getMessage().contains("spacing wide"));
	}

	@Test
	void distancesAreReadAsPeopleWriteThem() {
		assertEquals("[1.5, 1.2, 8.0]", Arrays.toString(Spacing.parse(" 1.5 x1,2 x 8").orElseThrow()));
		assertEquals("[0.9]", Arrays.toString(Spacing.parse(".9").orElseThrow()));
		for (final String wrong : new String[] { "", "0", "-1", "1x", "1x1x1x1", "NaN", "1e400" })
			assertTrue(Spacing.parse(wrong).isEmpty(), wrong);
	}
}
