/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MontageTest {
	private static final float[] BLACK = { -1, -1, -1, -1, -1, -1 };
	private static final float[] WHITE = { 1, 1, 1, 2, 1, 1 };

	@Test
	void patchesLieInRowsWithTransparentGaps() {
		final BufferedImage image = new Montage(3, 2, 2).row(List.of(BLACK, WHITE)).row(List.of(WHITE)).image();
		assertEquals(2 * 6 + 3, image.getWidth());
		assertEquals(2 * 4 + 3, image.getHeight());
		assertEquals(0xff000000, image.getRGB(0, 0));
		assertEquals(0, image.getRGB(7, 0));
		assertEquals(0xffffffff, image.getRGB(9, 3));
		assertEquals(0, image.getRGB(14, 10));
		assertEquals(0xffffffff, image.getRGB(5, 10));
	}

	@Test
	void aGapSetsRowsApartAndLongListsWrap() {
		final Montage montage = new Montage(3, 2, 1).rows(List.of(BLACK, BLACK, WHITE), 2).gap().row(List.of(WHITE));
		final BufferedImage image = montage.image();
		assertEquals(2 + 3 + 2 + 14 + 3 + 2, image.getHeight());
		assertEquals(0xffffffff, image.getRGB(2, image.getHeight() - 1));
		assertTrue(new Montage(3, 2, 1).isEmpty());
	}

	@Test
	void thePngIsWrittenWhole(@TempDir final Path folder) throws Exception {
		final Path file = folder.resolve("a/b.png");
		new Montage(3, 2, 1).row(List.of(BLACK)).row(List.of(new float[] { 0, 0, 0, 0.5f, 1, 1 }), 0, 0.5)
				.writePng(file);
		final BufferedImage read = ImageIO.read(file.toFile());
		assertEquals(0xff000000, read.getRGB(0, 5));
		assertEquals(0xffffffff, read.getRGB(0, 6));
	}
}
