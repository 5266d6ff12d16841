/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import net.imglib2.img.cell.CellImg;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More voxels than a Java array can hold: more than 2^31, from a sparse file with data only at its end. */
@Tag("slow")
class HugeImageTest {
	private static final long[] SIZE = { 4096, 2048, 257 };
	/** A sixth more than the voxels themselves. */
	private static final String HEAP = "-Xmx2500m";

	@TempDir
	Path folder;

	/** In a separate Java process, whose memory is hardly larger than the image. */
	@Test
	void moreThanAnArrayHoldsIsReadAndWrittenInTheMemoryOfItsVoxels() throws IOException, InterruptedException {
		Files.writeString(folder.resolve("huge.mhd"),
				String.format("NDims = 3%nDimSize = %d %d %d%nElementType = MET_UCHAR%nElementDataFile = huge.raw%n",
						SIZE[0], SIZE[1], SIZE[2]));
		final long voxels = SIZE[0] * SIZE[1] * SIZE[2];
		try (RandomAccessFile raw = new RandomAccessFile(folder.resolve("huge.raw").toFile(), "rw")) {
			raw.setLength(voxels);
			raw.seek((1L << 31) - 1);
			raw.write(new byte[] { 1, 2, 3 });
			raw.seek(voxels - 1);
			raw.write(200);
		}
		final Path log = folder.resolve("log");
		final Process process = new ProcessBuilder(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-cp",
						System.getProperty("java.class.path"), HugeImageTest.class.getName(), folder.toString()))
				.redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			assertEquals(true, process.waitFor(5, TimeUnit.MINUTES));
		} finally {
			process.destroyForcibly();
		}
		assertEquals(0, process.exitValue(), new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
	}

	public static void main(final String[] folder) {
		final Path packed = Path.of(folder[0], "packed.mha");
		MetaImageWriter.write(checked(Path.of(folder[0], "huge.mhd")), packed, true);
		checked(packed);
	}

	private static MetaImage checked(final Path file) {
		final MetaImage image = MetaImageReader.read(file);
		assertInstanceOf(CellImg.class, image.image());
		// 256 planes are 2^31 voxels.
		assertEquals(1, value(image, SIZE[0] - 1, SIZE[1] - 1, 255));
		assertEquals(2, value(image, 0, 0, 256));
		assertEquals(3, value(image, 1, 0, 256));
		assertEquals(0, value(image, 2, 0, 256));
		assertEquals(0, value(image, 0, 0, 0));
		assertEquals(200, value(image, SIZE[0] - 1, SIZE[1] - 1, SIZE[2] - 1));
		return image;
	}

	private static double value(final MetaImage image, final long... at) {
		return image.image().getAt(at).getRealDouble();
	}
}
