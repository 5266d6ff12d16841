/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LengthUnitTest {
	@TempDir
	Path folder;

	private static double mm(final String name) {
		return LengthUnit.named(name).map(LengthUnit::millimetres).orElse(Double.NaN);
	}

	@Test
	void allSpellingsOfAUnitAreKnown() {
		for (final String name : new String[] { "mm", "MM", " mm ", "[mm]", "(mm)", "mm.", "millimeter",
				"Millimetres" })
			assertEquals(1, mm(name), name);
		for (final String name : new String[] { "um", "\u00b5m", "\u03bcm", "micron", "microns", "Micrometers" })
			assertEquals(0.001, mm(name), name);
		for (final String name : new String[] { "cm", "centimeters", "Centimetre" }) assertEquals(10, mm(name), name);
		for (final String name : new String[] { "m", "M", "meters", "metre" }) assertEquals(1000, mm(name), name);
		for (final String name : new String[] { "inch", "inches", "in", "\"" }) assertEquals(25.4, mm(name), name);
		assertEquals(304.8, mm("feet"));
		assertEquals(1e-6, mm("nm"));
	}

	@Test
	void whatIsNoLengthIsNone() {
		for (final String name : new String[] { "pixel", "pixels", "ms", "s", "sec", "degree", "", "furlong", "mmHg" })
			assertEquals(Optional.empty(), LengthUnit.named(name), name);
		for (final String unsaid : new String[] { "", "?", "unknown" })
			assertEquals(Optional.of(LengthUnit.MILLIMETRE), LengthUnit.of(Map.of("DistanceUnits", unsaid)));
		assertEquals(Optional.of(LengthUnit.MILLIMETRE), LengthUnit.of(Map.of()));
		assertEquals(Optional.empty(), LengthUnit.of(Map.of("DistanceUnits", "pixel")));
	}

	@Test
	void lengthsGoThereAndBackWithoutRounding() {
		for (double length = 0.01; length < 3; length += 0.01) {
			final double shown = Math.round(100 * length) / 100.0;
			for (final LengthUnit unit : LengthUnit.values())
				if (unit != LengthUnit.INCH && unit != LengthUnit.FOOT && unit != LengthUnit.YARD
						&& unit != LengthUnit.MILE)
					assertEquals(shown, unit.fromMillimetres(unit.toMillimetres(shown)), unit.name());
		}
		assertEquals(0.7, LengthUnit.CENTIMETRE.toMillimetres(0.07));
	}

	@Test
	void aHeadersSpacingAndOffsetAreInItsUnitAndTimeIsNot() throws Exception {
		final Path file = folder.resolve("cine.mha");
		Files.write(file, ("NDims = 4\ndistanceunits = cm\nElementSpacing = 0.15 0.07 0.8 40\nOffset = 1 -2 3 5\n"
				+ "ElementSize = 0.15 0.07 0.6 40\nDimSize = 1 1 1 1\nElementType = MET_UCHAR\nElementDataFile = LOCAL\nx")
				.getBytes(StandardCharsets.ISO_8859_1));
		final MetaImage image = MetaImageReader.read(file);
		assertArrayEquals(new double[] { 1.5, 0.7, 8, 40 }, image.spacing());
		assertArrayEquals(new double[] { 10, -20, 30, 5 }, image.origin());
		assertArrayEquals(new double[] { 1.5, 0.7, 6, 40 }, image.geometry().voxelExtent());
		assertArrayEquals(new double[] { 1.5, 0.7, 8, 40 }, MetaImageReader.header(file).geometry().spacing());
		// Written as it was read.
		MetaImageWriter.write(image, folder.resolve("again.mha"), false);
		final String header = Files.readString(folder.resolve("again.mha"));
		for (final String line : new String[] { "DistanceUnits = cm", "ElementSpacing = 0.15 0.07 0.8 40",
				"Offset = 1 -2 3 5", "ElementSize = 0.15 0.07 0.6 40" })
			assertEquals(true, header.contains(line + "\n"), header);
	}
}
