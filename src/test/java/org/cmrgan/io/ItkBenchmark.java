/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cmrgan.run.UserError;

/**
 * Seconds that ITK's writer and ours take for the voxels of {@link MetaImageBenchmark}, compressed and not, in turn. Run it with
 * {@code mvnw test-compile exec:exec@bench-metaimage-itk}.
 */
final class ItkBenchmark {
	private static final int REPEATS = 3;

	private ItkBenchmark() {}

	public static void main(final String[] arguments) throws IOException, InterruptedException {
		final Path folder = Files.createTempDirectory("benchmark");
		final ItkProgram itk = ItkProgram.compile(folder).orElseThrow(() -> UserError.of(ItkProgram.REMEDY));
		final MetaImage image = MetaImageBenchmark.image();
		final Path voxels = folder.resolve("voxels");
		Files.write(voxels, Voxelwise.bytes(image));
		for (final boolean compress : new boolean[] { true, false }) {
			for (int i = 0; i < REPEATS; i++) {
				final Path theirs = folder.resolve("itk.mha");
				final double seconds = itk.write(theirs, voxels, compress, ElementType.SHORT, 1, image.dimensions());
				final Path ours = folder.resolve("ours.mha");
				final long start = System.nanoTime();
				MetaImageWriter.write(image, ours, compress);
				System.out.printf("%s: ITK %.2f s, %d bytes; ours %.2f s, %d bytes%n",
						compress ? "compressed" : "plain", seconds, Files.size(theirs),
						(System.nanoTime() - start) / 1e9, Files.size(ours));
			}
		}
		for (final String name : new String[] { "itk_exchange", "voxels", "itk.mha", "ours.mha" })
			Files.delete(folder.resolve(name));
		Files.delete(folder);
	}
}
