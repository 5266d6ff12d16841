/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TIFF files that a header lists, written by Java's own TIFF writer, and forged ones. */
class TiffSlicesTest {
	private static final int WIDTH = 37;
	private static final int HEIGHT = 61;

	@TempDir
	Path folder;

	@Test
	void everyCompressionThatImageJKnowsIsRead() throws IOException {
		final int[] types = { BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY,
				BufferedImage.TYPE_3BYTE_BGR };
		for (final int type : types) {
			for (final String compression : new String[] { "", "LZW", "Deflate", "ZLib", "PackBits" }) {
				final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
				final Random random = new Random(7);
				for (int i = 0; i < WIDTH * HEIGHT; i++)
					for (int band = 0; band < image.getRaster().getNumBands(); band++)
						image.getRaster().setSample(i % WIDTH, i / WIDTH, band,
								i % 5 == 0 ? random.nextInt(256) : i / 9 % 200);
				Files.write(folder.resolve("a.tif"), tiff(image, compression));
				final MetaImage read = MetaImageReader.read(header(type));
				for (int i = 0; i < WIDTH * HEIGHT; i++) for (int band = 0; band < read.channels(); band++) {
					final long[] at = read.channels() > 1
							? new long[] { i % WIDTH, i / WIDTH, 0, band }
							: new long[] { i % WIDTH, i / WIDTH, 0 };
					assertEquals(image.getRaster().getSample(i % WIDTH, i / WIDTH, band),
							read.image().getAt(at).getRealDouble(), compression + " " + type);
				}
			}
		}
	}

	@Test
	void truncatedOnesAreRefused() throws IOException {
		for (final String compression : new String[] { "", "LZW", "Deflate", "PackBits" }) {
			final byte[] whole = tiff(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY), compression);
			for (int length = 4; length < whole.length; length += 1 + whole.length / 23) {
				Files.write(folder.resolve("a.tif"), java.util.Arrays.copyOf(whole, length));
				refused("TIFF", header(BufferedImage.TYPE_BYTE_GRAY));
			}
		}
	}

	@Test
	void tablesThatLeadInACircleEnd() throws IOException {
		Files.write(folder.resolve("a.tif"), minimal(1, new byte[WIDTH * HEIGHT], 0));
		final Path header = Files.writeString(folder.resolve("a.mhd"),
				"NDims = 3\nDimSize = 37 61 2\nElementType = MET_UCHAR\nElementDataFile = a.tif\n");
		refused("too few slices", header);
		Files.write(folder.resolve("a.tif"), minimal(1, new byte[WIDTH * HEIGHT], 8));
		refused("damaged", header);
	}

	@Test
	void countsAndStripsBeyondTheFileAreRefused() throws IOException {
		final byte[] image = minimal(1, new byte[WIDTH * HEIGHT], 0);
		final ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
		for (int entry = 0; entry < bytes.getShort(8); entry++) {
			for (final int value : new int[] { Integer.MAX_VALUE, -1, 1 << 30, image.length }) {
				for (final int at : new int[] { 4, 8 }) {
					final int place = 10 + entry * 12 + at;
					final int before = bytes.getInt(place);
					bytes.putInt(place, value);
					Files.write(folder.resolve("a.tif"), image);
					refusedOrRead();
					bytes.putInt(place, before);
				}
			}
		}
	}

	@Test
	void aStripThatUnpacksToMoreIsReadNoFurther() throws IOException {
		final ByteArrayOutputStream zeros = new ByteArrayOutputStream();
		try (DeflaterOutputStream deflater = new DeflaterOutputStream(zeros)) {
			for (int i = 0; i < 16; i++) deflater.write(new byte[1 << 20]);
		}
		Files.write(folder.resolve("a.tif"), minimal(8, zeros.toByteArray(), 0));
		final byte[] voxels = Voxelwise.bytes(MetaImageReader.read(header("37 61 1", "UCHAR")));
		assertArrayEquals(new byte[WIDTH * HEIGHT], voxels);
		Files.write(folder.resolve("a.tif"), minimal(5, lzwOfZeros(1 << 14), 0));
		refused("damaged", header(BufferedImage.TYPE_BYTE_GRAY));
	}

	/** Clear, then ever longer runs until the table is full, again and again. */
	private static byte[] lzwOfZeros(final int length) {
		final byte[] out = new byte[length];
		long at = 0;
		while (at < 8L * length - 12 * 4096) {
			at = put(out, at, 9, 256);
			int bits = 9;
			for (int next = 258, code = 0; next < 4094; next++) {
				at = put(out, at, bits, code);
				code = next;
				if (next == 511 || next == 1023 || next == 2047) bits++;
			}
			at = put(out, at, bits, 256);
		}
		return out;
	}

	private static long put(final byte[] out, final long at, final int bits, final int code) {
		for (int i = 0; i < bits; i++)
			if ((code >> bits - 1 - i & 1) != 0) out[(int) (at + i >> 3)] |= 0x80 >> (at + i & 7);
		return at + bits;
	}

	private static void refused(final String word, final Path header) {
		final UserError error = assertTimeoutPreemptively(Duration.ofSeconds(5),
				() -> assertThrows(UserError.class, () -> MetaImageReader.read(header)));
		assertTrue(error.getMessage().contains(word), error.getMessage());
	}

	private void refusedOrRead() throws IOException {
		final Path header = header(BufferedImage.TYPE_BYTE_GRAY);
		assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
			try {
				assertEquals(WIDTH * HEIGHT, Voxelwise.bytes(MetaImageReader.read(header)).length);
			} catch (final UserError e) {
				assertTrue(e.getMessage().contains("a.tif"), e.getMessage());
			}
		});
	}

	private Path header(final int type) throws IOException {
		final String size = WIDTH + " " + HEIGHT + " 1";
		if (type == BufferedImage.TYPE_USHORT_GRAY) return header(size, "USHORT");
		return header(size, type == BufferedImage.TYPE_BYTE_GRAY ? "UCHAR" : "UCHAR\nElementNumberOfChannels = 3");
	}

	private Path header(final String size, final String type) throws IOException {
		final int axes = size.split(" ").length;
		return Files.writeString(folder.resolve("a.mhd"), "NDims = " + axes + "\nDimSize = " + size
				+ "\nElementType = MET_" + type + "\nElementDataFile = LIST " + axes + "\na.tif\n");
	}

	private static byte[] tiff(final BufferedImage image, final String compression) throws IOException {
		final ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
			writer.setOutput(stream);
			final ImageWriteParam how = writer.getDefaultWriteParam();
			if (!compression.isEmpty()) {
				how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
				how.setCompressionType(compression);
			}
			writer.write(null, new IIOImage(image, null, null), how);
		}
		writer.dispose();
		return out.toByteArray();
	}

	/** One little-endian image of 8 bits in one strip. */
	private static byte[] minimal(final int compression, final byte[] strip, final int nextTable) {
		final int[][] entries = { { 256, 3, WIDTH }, { 257, 3, HEIGHT }, { 258, 3, 8 }, { 259, 3, compression },
				{ 273, 4, 8 + 2 + 7 * 12 + 4 }, { 278, 4, HEIGHT }, { 279, 4, strip.length } };
		final ByteBuffer out = ByteBuffer.allocate(8 + 2 + 12 * entries.length + 4 + strip.length)
				.order(ByteOrder.LITTLE_ENDIAN);
		out.put(new byte[] { 'I', 'I', 42, 0, 8, 0, 0, 0 }).putShort((short) entries.length);
		for (final int[] entry : entries)
			out.putShort((short) entry[0]).putShort((short) entry[1]).putInt(1).putInt(entry[2]);
		out.putInt(nextTable).put(strip);
		return out.array();
	}
}
