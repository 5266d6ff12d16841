/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.data.Hashes;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class PhantomsTest {
	@TempDir
	Path folder;

	private static PhantomConfig config(final int subjects, final int slices) {
		return PhantomConfig
				.of(Map.of("output", "unused", "subjects", "" + subjects, "slices", "" + slices, "seed", "7"));
	}

	@Test
	void aSetHasScansMasksTableDescriptionAndSums() throws IOException {
		final Path table = Phantoms.write(config(4, 2), folder.resolve("new"), RunContext.quiet());
		final List<String> lines = Files.readAllLines(table);
		assertEquals("image,mask,subject,label", lines.get(0));
		assertEquals(9, lines.size());
		assertEquals(6, lines.stream().filter(l -> l.endsWith(",patient")).count());
		final String[] cells = lines.get(1).split(",");
		final MetaImage image = MetaImageReader.read(table.resolveSibling(cells[0]));
		assertArrayEquals(new long[] { 256, 218, 1 }, image.dimensions());
		assertEquals("MET_SHORT", image.type().header());
		assertTrue(image.spacing()[0] >= 1.172 && image.spacing()[0] <= 1.46);
		assertEquals(image.spacing()[0], image.spacing()[1]);
		assertEquals(1.0, image.spacing()[2]);
		assertArrayEquals(image.dimensions(), MetaImageReader.read(table.resolveSibling(cells[1])).dimensions());
		for (final String line : Files.readAllLines(table.resolveSibling("SHA256SUMS"))) {
			final String[] sum = line.split("  ");
			assertEquals(sum[0], Hashes.of(table.resolveSibling(sum[1])), sum[1]);
		}
		assertTrue(Files.readString(table.resolveSibling("phantom.json")).contains("\"myocardium_t1_ms\""));
	}

	@Test
	void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
		Phantoms.write(config(2, 1), folder.resolve("a"), RunContext.quiet());
		Phantoms.write(config(2, 1), folder.resolve("b"), RunContext.quiet());
		Phantoms.write(PhantomConfig.of(Map.of("output", "unused", "subjects", "2", "slices", "1", "seed", "8")),
				folder.resolve("c"), RunContext.quiet());
		final String sums = Files.readString(folder.resolve("a/SHA256SUMS"));
		assertEquals(sums, Files.readString(folder.resolve("b/SHA256SUMS")));
		assertFalse(sums.equals(Files.readString(folder.resolve("c/SHA256SUMS"))));
	}

	@Test
	void aSubjectLooksTheSameHoweverManyOthersThereAre() {
		final Phantom alone = Phantoms.simulate(config(2, 1), List.of(Disease.HCM, Disease.NONE), 0);
		final Phantom among = Phantoms.simulate(config(50, 1), List.of(Disease.HCM, Disease.NONE), 0);
		assertEquals(alone.meanT1(), among.meanT1());
	}

	@Test
	void aFolderWithSomethingInItIsRefusedAndLeftAlone() throws IOException {
		Files.writeString(folder.resolve("mine.txt"), "mine");
		final UserError error = assertThrows(UserError.class,
				() -> Phantoms.write(config(2, 1), folder, RunContext.quiet()));
		assertTrue(error.getMessage().contains(folder.getFileName().toString()), error.getMessage());
		assertEquals("mine", Files.readString(folder.resolve("mine.txt")));
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(1, left.count());
		}
	}

	@Test
	void aCancelledRunLeavesNothing() throws IOException {
		assertThrows(CancelledException.class,
				() -> Phantoms.write(config(4, 1), folder.resolve("never"), new CancelAtSecond()));
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(List.of(), left.collect(Collectors.toList()));
		}
	}

	@Test
	void bothClassesOccurInTheSmallestSet() {
		assertEquals(1, config(2, 1).patients());
		assertEquals(24, PhantomConfig.of(Map.of("output", "x", "subjects", "32")).patients());
	}

	@Test
	void tissuesHaveTheirT1() {
		final List<Double> blood = new ArrayList<>();
		for (int seed = 1; seed <= 5; seed++) {
			final Phantom phantom = Phantoms.one(false, seed);
			assertTrue(phantom.meanT1() > 860 && phantom.meanT1() < 1060, "myocardium " + phantom.meanT1());
			blood.add(insideMask(phantom));
		}
		final double mean = blood.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
		assertEquals(1550, mean, 100);
	}

	/** Median around the middle of the ring. */
	private static double insideMask(final Phantom phantom) {
		final net.imglib2.img.Img<net.imglib2.type.numeric.real.FloatType> map = phantom.map().asFloats();
		final net.imglib2.Cursor<net.imglib2.type.numeric.real.FloatType> mask = phantom.mask().asFloats()
				.localizingCursor();
		double x = 0;
		double y = 0;
		int n = 0;
		while (mask.hasNext()) {
			if (mask.next().get() == 0) continue;
			x += mask.getDoublePosition(0);
			y += mask.getDoublePosition(1);
			n++;
		}
		final double[] values = new double[49];
		for (int i = 0; i < 49; i++)
			values[i] = map.getAt(Math.round(x / n) + i % 7 - 3, Math.round(y / n) + i / 7 - 3, 0).get();
		java.util.Arrays.sort(values);
		return values[24];
	}

	/** Cancels after the second piece. */
	private static final class CancelAtSecond implements RunContext {
		@Override
		public Progress start(final String label, final String unit, final long steps) {
			return new Progress() {
				@Override
				public void done(final long done) {
					if (done >= 2) throw new CancelledException();
				}

				@Override
				public void close() { /* nothing is open */ }
			};
		}

		@Override
		public boolean isCancelled() {
			return false;
		}

		@Override
		public void info(final String message) { /* nobody listens */ }

		@Override
		public void warn(final String message) { /* nobody listens */ }

		@Override
		public void record(final String name, final Object value) { /* nothing is written */ }
	}
}
