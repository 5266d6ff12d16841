/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of every format: each is refused in a sentence, or read; none causes an internal error, a crash or a
 * hang. The property {@code mutants} is the number of mutants.
 */
class MutantsTest {
	/** Processor time, so that other programs on the machine do not matter. */
	private static final long SLOW = 5_000_000_000L;
	private static final int MANY = 1000;
	private static final long WAIT = 60_000_000_000L;
	private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

	@TempDir
	Path folder;

	@Test
	void aFewOfEachAreRefusedOrRead() throws IOException {
		final List<FileFormats.Format> formats = new FileFormats(folder).all();
		mutants(formats, 8 * formats.size());
	}

	@Test
	@Tag("slow")
	void manyAreRefusedOrRead() throws IOException {
		mutants(new FileFormats(folder).all(), Integer.getInteger("mutants", 100_000));
	}

	private static void mutants(final List<FileFormats.Format> formats, final int count) throws IOException {
		final String only = System.getProperty("mutants.of", "");
		final List<String> faults = new ArrayList<>();
		for (final FileFormats.Format format : formats)
			if (format.file.toString().endsWith(only)) mutants(format, (count - 1) / formats.size() + 1, faults);
		assertEquals(List.of(), faults);
	}

	private static void mutants(final FileFormats.Format format, final int each, final List<String> all)
			throws IOException {
		// Other numbers cause other damage, so that a long run can be divided.
		final SplittableRandom random = new SplittableRandom(
				Integer.getInteger("mutants.seed", 27) + 31L * format.file.getFileName().hashCode());
		final byte[] whole = Files.readAllBytes(format.file);
		final String content = format.reading.of(format.file);
		final List<String> faults = new ArrayList<>();
		int refused = 0;
		long slowest = 0;
		for (int i = 0; i < each; i++) {
			final byte[] mutant = mutant(whole, random);
			Files.write(format.file, mutant);
			final long begin = System.nanoTime();
			final long worked = CLOCK.getCurrentThreadCpuTime();
			try {
				final String read = format.reading.of(format.file);
				if (format.hasChecksum && !read.equals(content)) fault(faults, format, mutant, "has other numbers");
			} catch (final UserError error) {
				refused++;
			} catch (final IOException | RuntimeException | Error error) {
				fault(faults, format, mutant, stack(error));
			}
			final long took = CLOCK.getCurrentThreadCpuTime() - worked;
			slowest = Math.max(slowest, took);
			if (took > SLOW) fault(faults, format, mutant, "is slow");
			if (System.nanoTime() - begin > WAIT) fault(faults, format, mutant, "waits");
		}
		// For the page on security.
		System.out.printf(Locale.ROOT, "%s: %d mutants, %d refused, %d read%s, %d ms at most, %d faults%n",
				format.file.getFileName(), each, refused, each - refused - faults.size(),
				format.hasChecksum ? " with the same numbers" : "", slowest / 1_000_000, faults.size());
		all.addAll(faults);
		// Few mutants of a table may all be harmless.
		if (each >= MANY) assertTrue(refused > 0, format.file + " is checked");
		Files.write(format.file, whole);
		assertEquals(content, format.reading.of(format.file));
	}

	/** Keeps the first mutants that break something, to be read again. */
	private static void fault(final List<String> faults, final FileFormats.Format format, final byte[] mutant,
			final String what) throws IOException {
		final String name = format.file.getFileName().toString();
		if (faults.size() < 5) Files.write(Files.createTempFile("mutant-", name), mutant);
		faults.add(faults.size() < 5 ? name + " " + what : name);
	}

	private static String stack(final Throwable error) {
		final StringWriter out = new StringWriter();
		error.printStackTrace(new PrintWriter(out));
		return out.toString();
	}

	/** One flipped bit, another byte, a part that is missing, doubled or zero, or an end that came early. */
	private static byte[] mutant(final byte[] whole, final SplittableRandom random) {
		final byte[] out = whole.clone();
		// Headers are a small part of some files, and where the danger is.
		final int at = random.nextInt(random.nextInt(2) == 0 ? Math.min(200, whole.length) : whole.length);
		final int n = Math.min(whole.length - at, 1 + random.nextInt(16));
		switch (random.nextInt(6)) {
			case 0 :
				out[at] = (byte) random.nextInt(256);
				return out;
			case 1 :
				return Arrays.copyOf(whole, at);
			case 2 :
				System.arraycopy(whole, at + n, out, at, whole.length - at - n);
				return Arrays.copyOf(out, whole.length - n);
			case 3 :
				return ByteBuffer.allocate(whole.length + n).put(whole, 0, at + n).put(whole, at, whole.length - at)
						.array();
			case 4 :
				Arrays.fill(out, at, at + n, (byte) 0);
				return out;
			default :
				out[at] ^= 1 << random.nextInt(8);
				return out;
		}
	}
}
