/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;

class TiffFileTest {
	private static final int FIRST = 4;

	@TempDir
	Path folder;
	private Path file;

	@BeforeEach
	void aStackOfImageJ() {
		file = folder.resolve("stack.tif");
		final ImageStack stack = new ImageStack(5, 3);
		for (int i = 0; i < 3; i++)
			stack.addSlice("s" + i,
					new FloatProcessor(5, 3, new float[] { i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 }));
		new FileSaver(new ImagePlus("stack", stack)).saveAsTiffStack(file.toString());
	}

	private ByteBuffer bytes() throws IOException {
		final ByteBuffer out = ByteBuffer.wrap(Files.readAllBytes(file));
		return out.order(out.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
	}

	private String refused(final ByteBuffer bytes) throws IOException {
		Files.write(file, bytes.array());
		return assertTimeoutPreemptively(Duration.ofSeconds(4),
				() -> assertThrows(UserError.class, () -> TiffFile.open(file)).getMessage());
	}

	/** The place of the word behind a table that says where the next one is. */
	private static int next(final ByteBuffer bytes, final int table) {
		return table + 2 + 12 * bytes.getShort(table);
	}

	@Test
	void pixelsAndLabelsAreThere() {
		final ImagePlus image = TiffFile.open(file);
		assertEquals(3, image.getStackSize());
		assertEquals("s2", image.getStack().getSliceLabel(3));
		assertEquals(2, image.getStack().getProcessor(3).getf(0, 0));
	}

	@Test
	void tablesInACircleAreNotFollowed() throws IOException {
		final ByteBuffer bytes = bytes();
		final int table = bytes.getInt(FIRST);
		bytes.putInt(next(bytes, table), table);
		assertTrue(refused(bytes).endsWith("stack.tif is damaged: save it again from ImageJ."));
	}

	@Test
	void noTableIsLongerThanTheFile() throws IOException {
		final int entries = bytes().getShort(bytes().getInt(FIRST));
		for (int i = 0; i < entries; i++) {
			final ByteBuffer bytes = bytes();
			bytes.putInt(bytes.getInt(FIRST) + 2 + 12 * i + 4, 0x10000000);
			assertTrue(refused(bytes).contains("is damaged"), "entry " + i);
			aStackOfImageJ();
		}
	}

	@Test
	void whatIsNoTiffIsRefused() throws IOException {
		assertTrue(refused(ByteBuffer.allocate(200)).contains("is not a TIFF"));
		assertTrue(refused(ByteBuffer.wrap(new byte[0])).contains("is not a TIFF"));
	}
}
