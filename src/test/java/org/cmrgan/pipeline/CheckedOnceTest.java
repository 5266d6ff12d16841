/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job runs on the settings and the study that it has checked: it reads neither a second time. */
class CheckedOnceTest {
	private static final int SIZE = 16;

	@TempDir
	Path folder;
	private Path info;

	@BeforeEach
	void study() {
		final RandomGenerator random = new MersenneTwister(4);
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			rows.add(new Patch("i" + i, "s" + i, i % 2 == 0 ? "ill" : "well", 1 + i / 2 % 2, Map.of()));
			final float[] image = new float[SIZE * SIZE];
			final double across = random.nextGaussian();
			final double down = random.nextGaussian();
			for (int p = 0; p < image.length; p++)
				image[p] = (float) Math.tanh(across * (p % SIZE - 8) / 4 + down * (p / SIZE - 8) / 4);
			pixels.add(image);
		}
		Study.create(folder, new StudyInfo(List.of("ill", "well"), "ill", SIZE, 1.2, "unit", Optional.empty(),
				List.of(), 2, 1, "table", "hash", Map.of()), new PatchSet(SIZE, SIZE, 1.2, rows, pixels));
		info = folder.resolve("study.json");
	}

	/** A second look at study.json would meet a file that is not JSON. */
	private <J extends StudyJob> void runs(final Function<Map<String, String>, J> factory, final String... more)
			throws Exception {
		final Map<String, String> values = new HashMap<>(Map.of("study", folder.toString()));
		for (int i = 0; i < more.length; i += 2) values.put(more[i], more[i + 1]);
		final Counted given = new Counted(values);
		final J job = factory.apply(given);
		assertEquals(Set.of(), given.twice, "read again");
		final String was = Files.readString(info);
		Files.writeString(info, "spoilt");
		assertThrows(UserError.class, () -> Study.open(folder));
		job.run(RunContext.quiet());
		job.study();
		Files.writeString(info, was);
	}

	@Test
	void aJobRunsOnWhatItHasChecked() throws Exception {
		runs(TrainEGanJob::of, "preset", "quick", "regression_steps", "2", "generations", "1", "snapshots", "1",
				"width", "2", "batch", "4", "evaluations", "4", "components", "4");
		runs(SynthesizeEGanJob::of, "multiple", "1");
		runs(TrainSimGanJob::of, "preset", "quick", "rounds", "2", "batch", "4", "pretrain_discriminator", "1",
				"buffer", "5", "crop", "12", "refiner_width", "2", "blocks", "1", "snapshots", "2", "label_steps", "0");
		runs(RefineSimGanJob::of);
	}

	/** Counts how often the value of a setting that was given is asked for. */
	private static final class Counted extends HashMap<String, String> {
		private static final long serialVersionUID = 1;
		/** The most that one reading of all settings needs: for the value, and for whether it was given. */
		private static final int ONCE = 2;
		private final Map<String, Integer> reads = new HashMap<>();
		private final Set<String> twice = new HashSet<>();

		Counted(final Map<String, String> values) {
			super(values);
		}

		private void count(final Object key) {
			if (containsKey(key) && reads.merge(String.valueOf(key), 1, Integer::sum) > ONCE)
				twice.add(key + " " + reads.get(key));
		}

		@Override
		public String get(final Object key) {
			count(key);
			return super.get(key);
		}

		@Override
		public String getOrDefault(final Object key, final String other) {
			count(key);
			return super.getOrDefault(key, other);
		}
	}
}
