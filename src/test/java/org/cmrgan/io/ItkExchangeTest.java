/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * ITK's MetaImageIO reads our files identically, and we read its files: every type, byte order, encoding, arrangement
 * of files, number of axes and of channels. Skipped without g++ and libinsighttoolkit5-dev.
 */
@Tag("slow")
class ItkExchangeTest {
	private static final long[][] SIZES = { { 7, 5 }, { 6, 5, 4 }, { 5, 4, 3, 2 }, { 4, 3, 2, 3, 2 } };

	@TempDir
	static Path tools;

	@TempDir
	Path folder;

	private static ItkProgram itk;

	@BeforeAll
	static void compile() throws IOException, InterruptedException {
		final Optional<ItkProgram> program = ItkProgram.compile(tools);
		assumeTrue(program.isPresent(), ItkProgram.REMEDY);
		itk = program.get();
	}

	@ParameterizedTest
	@EnumSource(ElementType.class)
	void itkReadsWhatWeWrite(final ElementType type) throws IOException, InterruptedException {
		long seed = 1;
		for (final long[] size : SIZES) {
			for (final int channels : new int[] { 1, 3 }) {
				final MetaImage image = Voxelwise.random(type, channels, seed++, size);
				for (final WriteOptions options : RoundTripTest.inOneFile()) {
					// ITK reads ASCII through doubles, which cannot represent all integers of 64 bits, and reads only
					// one number per voxel.
					final boolean ascii = options.encoding() == WriteOptions.Encoding.ASCII;
					if (ascii && (channels > 1 || type.bytes() == 8 && !type.isReal())) continue;
					for (final String name : new String[] { "image.mha", "image.mhd" })
						assertReads(image, name, options);
				}
			}
		}
	}

	@Test
	void itkReadsListsAndSeries() throws IOException, InterruptedException {
		final MetaImage image = Voxelwise.random(ElementType.SHORT, 1, 3, 5, 4, 3, 2);
		for (final WriteOptions options : List.of(WriteOptions.plain(), WriteOptions.plain().bigEndian(),
				WriteOptions.compressed())) {
			for (int axes = 1; axes < 4; axes++) assertReads(image, "list.mhd", options.list(axes));
			assertReads(image, "series.mhd", options.series());
		}
	}

	@Test
	void itkReadsObliqueAxesAndOddSpacing() throws IOException, InterruptedException {
		final double c = Math.cos(0.3);
		final double s = Math.sin(0.3);
		final Geometry geometry = Geometry.of(1.40625, 1 / 3.0, 8).withOrigin(-123.456789012345, 1e-5, 1e7)
				.withDirection(new double[][] { { c, s, 0 }, { 0, 0, -1 }, { -s, c, 0 } });
		final MetaImage image = Voxelwise.random(ElementType.UCHAR, 1, 1, 3, 3, 3).with(geometry)
				.with("Modality", "MET_MOD_MR").with("Unknown", "to ITK");
		assertReads(image, "oblique.mha", WriteOptions.compressed());
	}

	@Test
	void itkReadsAStreamOfManyBlocks() throws IOException, InterruptedException {
		assertReads(Voxelwise.random(ElementType.SHORT, 1, 1, 256, 256, 40), "large.mha", WriteOptions.compressed());
	}

	private void assertReads(final MetaImage image, final String name, final WriteOptions options)
			throws IOException, InterruptedException {
		final Path file = folder.resolve(name);
		final Path voxels = folder.resolve("voxels");
		MetaImageWriter.write(image, file, options);
		final List<String> said = itk.read(file, voxels);
		assertEquals(image.channels(), Integer.parseInt(said.get(1)));
		assertArrayEquals(Arrays.stream(image.dimensions()).asDoubleStream().toArray(), numbers(said.get(2)));
		assertArrayEquals(image.spacing(), numbers(said.get(3)), 0);
		assertArrayEquals(image.origin(), numbers(said.get(4)), 0);
		assertArrayEquals(Arrays.stream(image.direction()).flatMapToDouble(Arrays::stream).toArray(),
				numbers(said.get(5)), 0);
		assertArrayEquals(Voxelwise.bytes(image), Files.readAllBytes(voxels), image + " in " + file);
	}

	@ParameterizedTest
	@EnumSource(ElementType.class)
	void weReadWhatItkWrites(final ElementType type) throws IOException, InterruptedException {
		for (final long[] size : SIZES) {
			for (final int channels : new int[] { 1, 2, 3 }) {
				final byte[] voxels = Voxelwise.bytes(Voxelwise.random(type, channels, 7, size));
				Files.write(folder.resolve("voxels"), voxels);
				for (final String name : new String[] { "itk.mha", "itk.mhd" }) {
					for (final boolean compress : new boolean[] { false, true }) {
						final Path file = folder.resolve(name);
						itk.write(file, folder.resolve("voxels"), compress, type, channels, size);
						final MetaImage image = MetaImageReader.read(file);
						assertArrayEquals(size, image.dimensions());
						assertEquals(channels, image.channels());
						assertEquals(type.bytes(), image.type().bytes());
						assertEquals(type.isReal(), image.type().isReal());
						assertEquals(type.isUnsigned(), image.type().isUnsigned());
						for (int axis = 0; axis < size.length; axis++) {
							assertEquals(0.5 * (axis + 1), image.spacing()[axis]);
							assertEquals(-1.0 - axis, image.origin()[axis]);
							assertEquals(1, image.direction()[axis][(axis + 1) % size.length]);
						}
						assertArrayEquals(voxels, Voxelwise.bytes(image));
					}
				}
			}
		}
	}

	private static double[] numbers(final String line) {
		return Arrays.stream(line.trim().split(" ")).mapToDouble(Double::parseDouble).toArray();
	}
}
