/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * ITK, through Debian's plastimatch, reads our files and writes them again, and we read the result: the same voxels at
 * the same place. Skipped if plastimatch is not installed. {@link ItkExchangeTest} covers what plastimatch does not
 * support.
 */
class PlastimatchTest {
	private static final Path PROGRAM = Path.of("/usr/bin/plastimatch");

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "UCHAR,uchar,true,false,mha", "SHORT,short,false,true,mhd", "USHORT,ushort,true,true,mha",
			"DOUBLE,double,true,false,mhd", "UINT,uint32,false,false,mha", "FLOAT,float,true,true,mhd" })
	void itkUnderstandsUsAndWeUnderstandItk(final ElementType type, final String name, final boolean compress,
			final boolean big, final String extension) throws IOException, InterruptedException {
		assumeTrue(Files.isExecutable(PROGRAM), "plastimatch is not installed: apt-get install plastimatch");
		final Geometry geometry = Geometry.of(1.5, 1.25, 8).withOrigin(-10.5, 20, 3)
				.withDirection(new double[][] { { 0, 1, 0 }, { 0, 0, -1 }, { -1, 0, 0 } });
		final MetaImage image = Voxelwise.random(type, 1, 5, 9, 8, 7).with(geometry);
		final Path ours = folder.resolve("ours." + extension);
		final WriteOptions options = compress ? WriteOptions.compressed() : WriteOptions.plain();
		MetaImageWriter.write(image, ours, big ? options.bigEndian() : options);

		final Path theirs = folder.resolve("theirs." + extension);
		final Process process = new ProcessBuilder(PROGRAM.toString(), "convert", "--input", ours.toString(),
				"--output-img", theirs.toString(), "--output-type", name).redirectErrorStream(true).start();
		final String said = new String(process.getInputStream().readAllBytes());
		assertEquals(0, process.waitFor(), said);
		assertTrue(Files.exists(theirs), said);

		final MetaImage back = MetaImageReader.read(theirs);
		assertEquals(type, back.type());
		assertArrayEquals(image.dimensions(), back.dimensions());
		assertArrayEquals(image.spacing(), back.spacing());
		assertArrayEquals(image.origin(), back.origin());
		assertTrue(Arrays.deepEquals(image.direction(), back.direction()));
		assertArrayEquals(Voxelwise.bytes(image), Voxelwise.bytes(back));
	}
}
