/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** We can read what we write: every type, dimension, byte order, encoding and arrangement of files. */
@Tag("long")
class RoundTripTest {
	private static final long[][] SIZES = { { 7 }, { 7, 5 }, { 6, 5, 4 }, { 5, 4, 3, 2 }, { 4, 3, 2, 3, 2 },
			{ 3, 2, 1, 2, 1, 2 }, { 9, 8, 1 }, { 1, 1 } };

	@TempDir
	Path folder;

	static Stream<ElementType> types() {
		return Arrays.stream(ElementType.values());
	}

	static List<WriteOptions> inOneFile() {
		final List<WriteOptions> out = new ArrayList<>();
		for (final WriteOptions options : List.of(WriteOptions.plain(), WriteOptions.compressed(),
				WriteOptions.ascii())) {
			out.add(options);
			out.add(options.bigEndian());
		}
		return out;
	}

	@ParameterizedTest
	@MethodSource("types")
	void everyTypeSizeOrderAndEncodingComesBack(final ElementType type) {
		long seed = 1;
		for (final long[] size : SIZES) {
			for (final int channels : new int[] { 1, 2, 3 }) {
				final MetaImage image = Voxelwise.random(type, channels, seed++, size);
				for (final WriteOptions options : inOneFile()) {
					for (final String name : new String[] { "image.mha", "image.mhd" }) check(image, name, options);
				}
			}
		}
	}

	@Test
	void listsAndSeriesOfFilesComeBack() {
		for (final WriteOptions options : inOneFile()) {
			final MetaImage image = Voxelwise.random(ElementType.SHORT, 1, 3, 5, 4, 3, 2);
			for (int axes = 1; axes < 4; axes++) check(image, "list" + axes + ".mhd", options.list(axes));
			check(image, "series.mhd", options.series());
			check(Voxelwise.random(ElementType.UCHAR, 3, 3, 5, 4, 13), "colours.mhd", options.series());
			check(Voxelwise.random(ElementType.UCHAR, 2, 3, 5, 4, 1), "one.mhd", options.list(2));
		}
	}

	@Test
	void aStreamOfManyBlocksComesBack() {
		check(Voxelwise.random(ElementType.FLOAT, 1, 5, 301, 203, 31), "many.mha", WriteOptions.compressed());
		check(Voxelwise.random(ElementType.UCHAR, 1, 5, 1000003), "line.mha", WriteOptions.compressed());
	}

	@Test
	void digitsAreThoseOfTheFormatWhateverTheCountrysAre() {
		final Locale before = Locale.getDefault();
		Locale.setDefault(new Locale("ar", "EG"));
		try {
			final MetaImage image = Voxelwise.random(ElementType.USHORT, 1, 3, 5, 4, 3);
			check(image, "image.mha", WriteOptions.compressed());
			check(image, "series.mhd", WriteOptions.compressed().series());
			assertTrue(Files.exists(folder.resolve("series_002.zraw")));
		} finally {
			Locale.setDefault(before);
		}
	}

	private void check(final MetaImage image, final String name, final WriteOptions options) {
		final Path file = folder.resolve(name);
		MetaImageWriter.write(image, file, options);
		final MetaImage back = MetaImageReader.read(file);
		assertArrayEquals(image.dimensions(), back.dimensions());
		assertEquals(image.channels(), back.channels());
		assertEquals(image.type(), back.type());
		assertEquals(image.geometry(), back.geometry());
		assertEquals(image.fields(), back.fields());
		assertArrayEquals(Voxelwise.bytes(image), Voxelwise.bytes(back), file + " " + image);
	}
}
