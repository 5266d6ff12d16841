/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files as archives export them, written by dcmtk 3.6 (dump2dcm, dcmconv, dcmcrle, dcmcjpeg, dcmcjpls) and GDCM 3.0
 * (gdcmconv): 16x16 pixels, (37 x + 11 y) mod 1000 in 12 bits, slope 2. Each is read correctly, or refused with a
 * remedy.
 */
class ArchiveDicomTest {
	@TempDir
	Path folder;

	private Path file(final String name, final String as) throws IOException {
		final Path to = folder.resolve(as);
		Files.createDirectories(to.getParent());
		try (InputStream in = getClass().getResourceAsStream("dicom/" + name + ".dcm")) {
			Files.copy(in, to);
		}
		return to;
	}

	private static String refusal(final Path path) {
		return assertThrows(UserError.class, () -> ImageFiles.read(path)).getMessage();
	}

	private static void assertPixels(final MetaImage image) {
		final double[] values = ImageKinds.values(image);
		for (int i = 0; i < 256; i++) assertEquals(2 * ((i % 16 * 37 + i / 16 * 11) % 1000), values[i]);
	}

	/** Little and big endian, implicit, and a data set without the header of a file. */
	@ParameterizedTest
	@ValueSource(strings = { "a1", "impl", "big", "noheader" })
	void uncompressedFilesReadRightWithoutAnEnding(final String name) throws IOException {
		final Path file = file(name, "IM000001");
		assertTrue(ImageFiles.isImage(file));
		final MetaImage image = ImageFiles.read(file);
		assertPixels(image);
		assertArrayEquals(new double[] { 1.5, 1.25, 8 }, image.spacing(), 1e-9);
		assertArrayEquals(new double[] { 10, 20, 0 }, image.origin(), 1e-9);
	}

	@Test
	void aSeriesIsAFolderAndTwoSeriesAreRefusedByTheirNames() throws IOException {
		file("a2", "series/IM000001");
		file("a1", "series/IM000002");
		final MetaImage image = ImageFiles.read(folder.resolve("series"));
		assertArrayEquals(new long[] { 16, 16, 2 }, image.dimensions());
		assertArrayEquals(new double[] { 10, 20, 0 }, image.origin(), 1e-9);
		assertPixels(image);
		file("b1", "series/IM000003");
		assertEquals(
				folder.resolve("series")
						+ " holds 2 DICOM series (T1 map MOLLI of 2, localizer of 1): put each into a separate folder.",
				refusal(folder.resolve("series")));
	}

	@Test
	void aMissingSpacingIsNotMadeUp() throws IOException {
		final MetaImage image = ImageFiles.read(file("nospace", "a.dcm"));
		assertPixels(image);
		assertFalse(image.states(GeometryPart.SPACING));
	}

	@ParameterizedTest
	@CsvSource({ "rle,compressed as RLE", "jpex,compressed as JPEG", "jpll,compressed as lossless JPEG",
			"jpls,compressed as JPEG-LS", "j2k,compressed as JPEG 2000", "defl,deflated" })
	void compressedPixelsAreRefusedByTheirKind(final String name, final String kind) throws IOException {
		final Path file = file(name, "IM1");
		assertEquals("The pixels of " + file + " are " + kind
				+ ", which is not supported: export it uncompressed, or convert the folder with gdcmconv --raw, dcmdjpeg or dcm2niix.",
				refusal(file));
	}

	/** The slope of an enhanced file lies in a sequence: its numbers without it would be wrong. */
	@ParameterizedTest
	@CsvSource({ "enh1,1 frame", "enh3,3 frames" })
	void enhancedFilesAreRefusedHoweverManyFramesTheyHave(final String name, final String frames) throws IOException {
		final Path file = file(name, "IM1");
		assertEquals(file + " is an enhanced DICOM file (" + frames
				+ "), whose spacing, places and slopes are not read here: convert it to NIfTI with dcm2niix, or export classic DICOM.",
				refusal(file));
	}

	@Test
	void aTableInPlaceOfASlopeIsRefused() throws IOException {
		final Path file = ImageKinds.Dicom.of(".1").whole(DicomFile.ROWS, 1).whole(DicomFile.COLUMNS, 1)
				.sequence(0x00283000).pixels((short) 1).write(folder.resolve("t.dcm"));
		assertTrue(refusal(file).contains("has a table instead of slope and intercept"), refusal(file));
	}
}
