/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.type.numeric.real.FloatType;

import org.cmrgan.data.Hashes;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed sample-data/ is what Make Phantom Data makes with the values its README names. */
class SampleDataTest {
	private static final Path SAMPLE = Path.of("sample-data");
	private static final PhantomConfig CONFIG = PhantomConfig
			.of(Map.of("output", "unused", "subjects", "32", "slices", "2", "patients", "0.75", "seed", "1"));

	@Test
	void everyFileHasItsChecksumAndNoneIsLarge() throws IOException {
		final Set<String> listed = new TreeSet<>();
		for (final String line : Files.readAllLines(SAMPLE.resolve("SHA256SUMS"))) {
			final String[] sum = line.split("  ");
			assertEquals(sum[0], Hashes.of(SAMPLE.resolve(sum[1])), sum[1]);
			listed.add(sum[1]);
		}
		try (Stream<Path> files = Files.walk(SAMPLE)) {
			final List<Path> all = files.filter(Files::isRegularFile).collect(Collectors.toList());
			long bytes = 0;
			for (final Path file : all) bytes += Files.size(file);
			assertTrue(bytes < 5_000_000, bytes + " bytes");
			final Set<String> others = all.stream().map(f -> SAMPLE.relativize(f).toString().replace('\\', '/'))
					.filter(f -> !listed.contains(f)).collect(Collectors.toCollection(TreeSet::new));
			assertEquals(Set.of("README.md", "SHA256SUMS"), others);
		}
	}

	@Test
	void someScansMadeAgainAreTheCommittedOnes() {
		final List<Disease> diseases = Phantoms.diseases(CONFIG);
		for (final int index : new int[] { 0, 17, 40, 63 }) {
			final Phantom phantom = Phantoms.simulate(CONFIG, diseases, index);
			assertArrayEquals(pixels(phantom.map()), pixels(read("images", phantom)), phantom.name());
			assertArrayEquals(pixels(phantom.mask()), pixels(read("masks", phantom)), phantom.name());
			assertArrayEquals(phantom.map().spacing(), read("images", phantom).spacing());
		}
	}

	/** Byte for byte where zlib packs as the one that packed the sample; the voxels are the same everywhere. */
	@Test
	@Tag("slow")
	void allMadeAgainHasTheSameBytes(@TempDir final Path folder) throws IOException {
		Phantoms.write(CONFIG, folder.resolve("again"), RunContext.quiet());
		assertEquals(Files.readString(SAMPLE.resolve("subjects.csv")),
				Files.readString(folder.resolve("again/subjects.csv")));
		assertEquals(Files.readString(SAMPLE.resolve("phantom.json")),
				Files.readString(folder.resolve("again/phantom.json")));
		assertEquals(Files.readString(SAMPLE.resolve("SHA256SUMS")),
				Files.readString(folder.resolve("again/SHA256SUMS")));
	}

	private static MetaImage read(final String kind, final Phantom phantom) {
		return MetaImageReader.read(SAMPLE.resolve(kind).resolve(phantom.name() + ".mha"));
	}

	private static float[] pixels(final MetaImage image) {
		final float[] out = new float[256 * 218];
		int i = 0;
		for (final FloatType value : image.asFloats()) out[i++] = value.get();
		return out;
	}
}
