/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/** The meaning of a header's words, and the position of the voxels. */
class HeaderTest {
	private static final String SMALL = "NDims = 2\nDimSize = 4 2\nElementType = MET_UCHAR\n";
	private static final byte[] VOXELS = { 1, 2, 3, 4, 5, 6, 7, 10 };

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Offset = 1 2", "Position = 1 2", "Origin = 1 2", "ImagePosition = 1 2",
			"Offset = 9 9;Position = 1 2", "Position = 9 9;Origin = 1 2", "Origin = 9 9;ImagePosition = 1 2",
			"FileFormatVersion = 1;ElementOrigin = 1 2", "FileFormatVersion = 1;Position = 9 9;Offset = 1 2",
			"Offset = 9 9;Offset = 1 2", "Offset : 1 2", "  Offset\t=\t1.0   2e0  " })
	void theOriginHasManyNames(final String lines) throws IOException {
		assertArrayEquals(new double[] { 1, 2 }, read(lines).origin());
	}

	@ParameterizedTest
	@ValueSource(strings = { "TransformMatrix = 0 1 -1 0", "Rotation = 0 1 -1 0", "Orientation = 0 1 -1 0",
			"Orientation = 1 0 0 1;Rotation = 0 1 -1 0", "Rotation = 1 0 0 1;TransformMatrix = 0 1 -1 0",
			"FileFormatVersion = 2;ElementDirection = 0 1 -1 0;Rotation = 1 0 0 1" })
	void theDirectionHasManyNamesAndItsRowsAreTheAxes(final String lines) throws IOException {
		final MetaImage image = read(lines + ";ElementSpacing = 2 3;Offset = 10 20");
		assertArrayEquals(new double[][] { { 0, 1 }, { -1, 0 } }, image.direction());
		assertArrayEquals(new double[] { 10 - 3, 20 + 2 }, image.geometry().position(1, 1));
	}

	@Test
	void elementSizeStandsInForElementSpacingOnly() throws IOException {
		assertArrayEquals(new double[] { 1, 1 }, read("").spacing());
		assertArrayEquals(new double[] { 2, 3 }, read("ElementSize = 2 3").spacing());
		final Geometry both = read("ElementSize = 2 3;ElementSpacing = 4 5").geometry();
		assertArrayEquals(new double[] { 4, 5 }, both.spacing());
		assertArrayEquals(new double[] { 2, 3 }, both.voxelExtent());
	}

	@Test
	void unknownFieldsAreKeptInTheirOrderAndWrittenBack() throws IOException {
		final MetaImage image = read(
				"Zebra = 1 2 3;ObjectType = Image;AnatomicalOrientation = RAI;ElementToIntensityFunctionSlope = 2;Comment = a = b: c;Name = Jos\u00e9");
		assertEquals("[Zebra, AnatomicalOrientation, ElementToIntensityFunctionSlope, Comment, Name]",
				image.fields().keySet().toString());
		final Path copy = folder.resolve("copy.mha");
		MetaImageWriter.write(image, copy, false);
		assertEquals(image.fields().toString(), MetaImageReader.read(copy).fields().toString());
		assertEquals("a = b: c", MetaImageReader.read(copy).fields().get("Comment"));
		assertArrayEquals(VOXELS, Voxelwise.bytes(MetaImageReader.read(copy)));
	}

	/** The lines of docs/reference/metaimage.md. */
	@Test
	void newVoxelsTakeTheFieldsOfAnImage() throws IOException {
		final MetaImage image = read("ElementSpacing = 1.5 2;Patient = P01");
		final Img<FloatType> voxels = image.asFloats();
		final double[] mm = image.spacing();
		final Path copy = folder.resolve("copy.mha");
		MetaImageWriter.write(MetaImage.of(voxels, mm).withFieldsOf(image), copy, true);
		final MetaImage back = MetaImageReader.read(copy);
		assertEquals("{Patient=P01}", back.fields().toString());
		assertArrayEquals(new double[] { 1.5, 2 }, back.spacing());
		assertEquals(10, back.asFloats().getAt(3, 1).get());
	}

	@Test
	void aHeaderInAnOldCodePageLosesNoLetter() throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write((SMALL + "Name = Jos\u00e9\nElementDataFile = LOCAL\n").getBytes(StandardCharsets.ISO_8859_1));
		out.write(VOXELS);
		assertEquals("Jos\u00e9",
				MetaImageReader.read(Files.write(folder.resolve("a.mha"), out.toByteArray())).fields().get("Name"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n" })
	void theVoxelsBeginAfterTheLineEndWhateverItIs(final String end) throws IOException {
		final String header = (SMALL + "\n  \nElementDataFile = LOCAL\n").replace("\n", end);
		assertArrayEquals(VOXELS, Voxelwise.bytes(MetaImageReader.read(file("a.mha", header, VOXELS))));
		Files.write(folder.resolve("v.raw"), VOXELS);
		final String external = (SMALL + "ElementDataFile = v.raw").replace("\n", end);
		assertArrayEquals(VOXELS, Voxelwise.bytes(MetaImageReader.read(file("a.mhd", external, new byte[0]))));
	}

	@Test
	void voxelsThatLookLikeLineEndsAreVoxels() throws IOException {
		final byte[] voxels = { '\n', '\r', '\n', ' ', '\n', 0, '\r', '\n' };
		assertArrayEquals(voxels,
				Voxelwise.bytes(MetaImageReader.read(file("a.mha", SMALL + "ElementDataFile = LOCAL\n", voxels))));
	}

	@Test
	void headerSizeSkipsFromTheBeginningOrTakesTheEnd() throws IOException {
		final byte[] padded = new byte[13 + VOXELS.length];
		System.arraycopy(VOXELS, 0, padded, 13, VOXELS.length);
		Files.write(folder.resolve("v.raw"), padded);
		for (final String size : new String[] { "13", "-1" })
			assertArrayEquals(VOXELS, Voxelwise.bytes(MetaImageReader
					.read(file("a.mhd", SMALL + "HeaderSize = " + size + "\nElementDataFile = v.raw\n", new byte[0]))));
		final String local = SMALL + "HeaderSize = -1\nElementDataFile = LOCAL\n";
		assertArrayEquals(VOXELS, Voxelwise.bytes(MetaImageReader.read(file("a.mha", local + "padding", VOXELS))));
	}

	@Test
	void byteOrderGoesByTheNewerNameThenTheOlderThenLittle() throws IOException {
		final byte[] one = { 0, 1 };
		final String header = "NDims = 1\nDimSize = 1\nElementType = MET_USHORT\n%sElementDataFile = LOCAL\n";
		for (final String big : new String[] { "BinaryDataByteOrderMSB = True\n", "ElementByteOrderMSB = 1\n",
				"ElementByteOrderMSB = False\nBinaryDataByteOrderMSB = true\n" })
			assertEquals(1, MetaImageReader.read(file("a.mha", String.format(header, big), one)).image().getAt(0)
					.getRealDouble());
		for (final String little : new String[] { "", "BinaryDataByteOrderMSB = False\n",
				"ElementByteOrderMSB = True\nBinaryDataByteOrderMSB = False\n" })
			assertEquals(256, MetaImageReader.read(file("a.mha", String.format(header, little), one)).image().getAt(0)
					.getRealDouble());
	}

	@Test
	void longHasFourBytesAndArraysAreTheirElements() throws IOException {
		for (final String type : new String[] { "MET_LONG", "MET_ULONG_ARRAY", "MET_FLOAT_ARRAY", "met_int" }) {
			final MetaImage image = MetaImageReader.read(file("a.mha",
					"NDims = 1\nDimSize = 2\nElementType = " + type + "\nElementDataFile = LOCAL\n", VOXELS));
			assertArrayEquals(VOXELS, Voxelwise.bytes(image));
		}
		assertEquals(ElementType.CHAR, ElementType.named("MET_ASCII_CHAR").get());
	}

	@Test
	void seriesOfFilesAreCountedAsTheyAreMeant() throws IOException {
		for (int i = 0; i < 9; i++)
			Files.write(folder.resolve(String.format("v %03d.raw", i)), new byte[] { (byte) i });
		for (int i = 0; i < 9; i++) Files.write(folder.resolve(i + ".raw"), new byte[] { (byte) i });
		final String header = "NDims = 3\nDimSize = 1 1 3\nElementType = MET_UCHAR\nElementDataFile = ";
		final Map<String, byte[]> meant = Map.of("v %03d.raw 2 6 2", new byte[] { 2, 4, 6 }, "v %03d.raw 2 4 1",
				new byte[] { 2, 3, 4 }, "%d.raw", new byte[] { 1, 2, 3 }, "%d.raw 5", new byte[] { 5, 6, 7 },
				"%d.raw 0 8", new byte[] { 0, 4, 8 }, "%d.raw 1 3", new byte[] { 1, 2, 3 }, "%i.raw 0 8 1",
				new byte[] { 0, 1, 2 }, "v %.3d.raw 1 3 1", new byte[] { 1, 2, 3 });
		for (final Map.Entry<String, byte[]> entry : meant.entrySet())
			assertArrayEquals(entry.getValue(),
					Voxelwise.bytes(MetaImageReader.read(file("a.mhd", header + entry.getKey() + "\n", new byte[0]))),
					entry.getKey());
	}

	@Test
	void listsMayHaveNoFinalNewlineAndBlankLines() throws IOException {
		for (int i = 0; i < 6; i++) Files.write(folder.resolve(i + ".raw"), new byte[] { (byte) i, (byte) i });
		final String header = "NDims = 3\nDimSize = 2 2 3\nElementType = MET_UCHAR\nElementDataFile = ";
		final byte[] all = { 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5 };
		final String list = "LIST 1\r\n0.raw\r\n1.raw\r\n\r\n2.raw\r\n3.raw\r\n4.raw  \r\n5.raw";
		assertArrayEquals(all, Voxelwise.bytes(MetaImageReader.read(file("a.mhd", header + list, new byte[0]))));
		Files.write(folder.resolve("p.raw"), new byte[] { 0, 0, 1, 1 });
		for (final String word : new String[] { "LIST", "List 2", "LIST 0", "LIST 3", "LIST x" })
			assertEquals(12, Voxelwise.bytes(MetaImageReader
					.read(file("a.mhd", header + word + "\np.raw\np.raw\np.raw\n", new byte[0]))).length);
	}

	@Test
	void listedTiffSlicesAreReadByImageJ() throws IOException {
		for (final String type : new String[] { "8-bit:UCHAR", "16-bit:USHORT", "32-bit:FLOAT", "RGB:UCHAR" }) {
			final ImagePlus stack = IJ.createImage("stack", type.split(":")[0] + " ramp", 5, 4, 3);
			final StringBuilder list = new StringBuilder();
			for (int z = 1; z <= 3; z++) {
				stack.getStack().getProcessor(z).set(z);
				IJ.saveAsTiff(new ImagePlus("slice", stack.getStack().getProcessor(z).duplicate()),
						folder.resolve(z + ".tif").toString());
				list.append("\n").append(z).append(".tif");
			}
			final String channels = type.startsWith("RGB") ? "ElementNumberOfChannels = 3\n" : "";
			final String header = "NDims = 3\nDimSize = 5 4 3\nElementType = MET_" + type.split(":")[1] + "\n"
					+ channels + "ElementDataFile = LIST" + list;
			final MetaImage image = MetaImageReader.read(file("a.mhd", header, new byte[0]));
			for (int z = 0; z < 3; z++) {
				final double expected = type.startsWith("RGB")
						? stack.getStack().getProcessor(z + 1).get(3, 2) >> 16 & 0xff
						: stack.getStack().getProcessor(z + 1).getf(3, 2);
				final long[] at = channels.isEmpty() ? new long[] { 3, 2, z } : new long[] { 3, 2, z, 0 };
				assertEquals(expected, image.image().getAt(at).getRealDouble(), type);
			}
			final Path wrong = file("b.mhd", header.replace("5 4 3", "4 5 3"), new byte[0]);
			assertThrows(UserError.class, () -> MetaImageReader.read(wrong));
			final Path other = file("b.mhd", header.replace(type.split(":")[1], "INT"), new byte[0]);
			assertThrows(UserError.class, () -> MetaImageReader.read(other));
		}
	}

	@Test
	void gzipIsTakenForZlibAndAPackedFileForAMissingOne() throws IOException {
		final ByteArrayOutputStream gzip = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
			out.write(VOXELS);
		}
		assertArrayEquals(VOXELS, Voxelwise.bytes(MetaImageReader
				.read(file("a.mha", SMALL + "CompressedData = True\nElementDataFile = LOCAL\n", gzip.toByteArray()))));
		Files.write(folder.resolve("v.raw.gz"), gzip.toByteArray());
		assertArrayEquals(VOXELS,
				Voxelwise.bytes(MetaImageReader.read(file("a.mhd", SMALL + "ElementDataFile = v.raw\n", new byte[0]))));
	}

	@Test
	void asciiVoxelsMayStandInAnyShape() throws IOException {
		final String header = "NDims = 2\nDimSize = 4 2\nElementType = MET_%s\nBinaryData = False\nCompressedData = True\nElementDataFile = LOCAL\n";
		assertArrayEquals(VOXELS, Voxelwise.bytes(MetaImageReader
				.read(file("a.mha", String.format(header, "UCHAR") + " 1 2\t3\r\n4\n\n5 6 7 10", new byte[0]))));
		final MetaImage real = MetaImageReader.read(
				file("a.mha", String.format(header, "DOUBLE") + "nan -inf inf 1e-300 -0.5 .5 5. 1E3\n", new byte[0]));
		assertTrue(Double.isNaN(real.image().getAt(0, 0).getRealDouble()));
		assertEquals(Double.NEGATIVE_INFINITY, real.image().getAt(1, 0).getRealDouble());
		assertEquals(1000, real.image().getAt(3, 1).getRealDouble());
		final MetaImage large = MetaImageReader.read(file("a.mha",
				String.format(header, "ULONG_LONG") + "18446744073709551615 0 0 0 0 0 0 9223372036854775809",
				new byte[0]));
		assertEquals("18446744073709551615", large.image().getAt(0, 0).toString());
		assertEquals("9223372036854775809", large.image().getAt(3, 1).toString());
	}

	@Test
	void largeImagesAreCellImagesWhoseCellsAreRunsOfTheFile() {
		for (final int cell : new int[] { 1, 3, 7, 35, 50, 105, 1000 }) {
			final Storage storage = Storage.allocate(ElementType.USHORT, new long[] { 7, 5, 3, 2 }, 10, cell);
			final VoxelSink sink = new VoxelSink(ElementType.USHORT, storage);
			for (long i = 0; i < 210; i++) sink.take(i);
			final byte[] bytes = Voxelwise.bytes(MetaImage.of(storage.image(), 1, 1, 1, 1));
			for (int i = 0; i < 210; i++) assertEquals(i, bytes[2 * i] & 0xff, "cells of " + cell);
		}
	}

	@Test
	void fieldsThatCouldNotBeReadAgainAreRefused() {
		final MetaImage image = Voxelwise.random(ElementType.UCHAR, 1, 1, 2, 2);
		for (final String key : new String[] { "", " ", "a=b", "a:b", "a\nb", " a", "DimSize", "elementdatafile",
				"Offset" })
			assertThrows(UserError.class, () -> image.with(key, "value"), key);
		for (final String value : new String[] { "", " ", "a\nb", "x".repeat(500) })
			assertThrows(UserError.class, () -> image.with("Key", value), value);
	}

	private MetaImage read(final String lines) throws IOException {
		return MetaImageReader
				.read(file("a.mha", SMALL + lines.replace(';', '\n') + "\nElementDataFile = LOCAL\n", VOXELS));
	}

	private Path file(final String name, final String header, final byte[] voxels) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(header.getBytes(StandardCharsets.UTF_8));
		out.write(voxels);
		return Files.write(folder.resolve(name), out.toByteArray());
	}
}
