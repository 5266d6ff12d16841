/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.cmrgan.command.SettingsFile;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.PretrainedWeights;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;

/**
 * Damaged files of every format: each is refused in a sentence, or read; none causes an internal error, a crash or a
 * hang. The property {@code mutants} is the number of mutants.
 */
class MutantsTest {
	/** Processor time, so that other programs on the machine do not matter. */
	private static final long SLOW = 5_000_000_000L;
	private static final long WAIT = 60_000_000_000L;
	private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

	/** Opens a file as its command does. */
	private interface Reading {
		void of(Path file) throws IOException;
	}

	@TempDir
	Path folder;
	private final Map<Path, Reading> files = new LinkedHashMap<>();

	@BeforeEach
	void write() throws IOException {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			rows.add(new Patch("i" + i, "s" + i, i % 2 == 0 ? "a" : "b", 1 + i / 2, Map.of("source", "x.mha")));
			pixels.add(new float[] { i, 0, -1, 1 });
		}
		final Path study = folder.resolve("study");
		Study.create(study, new StudyInfo(List.of("a", "b"), "a", 2, 1.2, "percentile", Optional.empty(), List.of(), 2,
				1, "table", "hash", Map.of()), new PatchSet(2, 2, 1.2, rows, pixels));
		final Reading ofStudy = file -> Study.open(study).real();
		files.put(study.resolve("study.json"), ofStudy);
		files.put(study.resolve("real/index.csv"), ofStudy);
		files.put(study.resolve("real/images.mha"), ofStudy);
		RunRecord.around(folder, "Train", Map.of("seed", "1"), Map.of("real", "x"), RunContext.quiet(),
				context -> context.warn("It is slow."));
		files.put(folder.resolve("run.json"), file -> RunRecord.of(folder));
		final Path raw = folder.resolve("raw.mha");
		Files.write(raw,
				"ObjectType = Image\nNDims = 2\nDimSize = 2 2\nElementSpacing = 1 1\nElementType = MET_SHORT\nElementDataFile = LOCAL\n12345678"
						.getBytes(StandardCharsets.UTF_8));
		files.put(raw, MetaImageReader::read);
		final Path tiff = folder.resolve("stack.tif");
		final ImageStack stack = new ImageStack(16, 16);
		for (int i = 0; i < 4; i++) stack.addSlice("s" + i + " a", new FloatProcessor(16, 16, new float[256]));
		new FileSaver(new ImagePlus("stack", stack)).saveAsTiffStack(tiff.toString());
		files.put(tiff, ReadyStack::read);
		final Path settings = Files.writeString(folder.resolve("settings.json"),
				"{\"seed\": 7, \"Train E-GAN\": {\"batch\": 16}}");
		files.put(settings, file -> SettingsFile.read(file.toString(), Menu.TRAIN_EGAN));
		final Path weights = folder.resolve("w.safetensors");
		final byte[] header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
				.getBytes(StandardCharsets.UTF_8);
		Files.write(weights, ByteBuffer.allocate(16 + header.length).order(ByteOrder.LITTLE_ENDIAN)
				.putLong(header.length).put(header).array());
		files.put(weights, PretrainedWeights::read);
		final Path model = folder.resolve("model.zip");
		try (AdversarialGraph graph = AdversarialGraph.create(Networks.refiner(2, 1, 8, Networks.Head.SKIP),
				Optimiser.adam(1e-3, 0.5, 0.999), 1)) {
			graph.save(model);
		}
		files.put(model, file -> AdversarialGraph.load(file).close());
	}

	@Test
	void aFewOfEachAreRefusedOrRead() throws IOException {
		mutants(8);
	}

	@Test
	@Tag("slow")
	void manyAreRefusedOrRead() throws IOException {
		mutants(Integer.getInteger("mutants", 100_000) / files.size());
	}

	private void mutants(final int each) throws IOException {
		// Other numbers cause other damage, so that a long run can be divided.
		final SplittableRandom random = new SplittableRandom(Integer.getInteger("mutants.seed", 27));
		final String only = System.getProperty("mutants.of", "");
		for (final Map.Entry<Path, Reading> e : files.entrySet()) {
			if (!e.getKey().toString().endsWith(only)) continue;
			final byte[] whole = Files.readAllBytes(e.getKey());
			int refused = 0;
			for (int i = 0; i < each; i++) {
				Files.write(e.getKey(), mutant(whole, random));
				final long begin = System.nanoTime();
				final long worked = CLOCK.getCurrentThreadCpuTime();
				try {
					e.getValue().of(e.getKey());
				} catch (final UserError error) {
					refused++;
				} catch (final IOException | RuntimeException | Error error) {
					throw new AssertionError("mutant " + i + " of " + e.getKey().getFileName(), error);
				}
				final String which = "mutant " + i + " of " + e.getKey().getFileName();
				assertTrue(CLOCK.getCurrentThreadCpuTime() - worked < SLOW, which + " is slow");
				assertTrue(System.nanoTime() - begin < WAIT, which + " waits");
			}
			assertTrue(refused > 0, e.getKey() + " is checked");
			Files.write(e.getKey(), whole);
			e.getValue().of(e.getKey());
		}
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
