/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.ModelCard;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.train.Schedule;
import org.cmrgan.train.TrainingListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** E-GAN in a separate process, killed without warning, or cancelled, in the middle of its generations. */
@Tag("slow")
class KilledTrainingTest {
	private static final int KILLS = 5;
	/** Of regression and, then, evolution. */
	private static final int GENERATIONS = 300;
	private static final int REGRESSION = 120;
	private static final Duration INTERVAL = Duration.ofMillis(500);
	private static final List<String> FILES = List.of(EGan.MODEL, "losses.csv", "fitness.csv", "samples.tif");
	private static final String LOG = "log";
	private static final int CANCELLED = 3;

	@TempDir
	Path folder;

	/** The program that is killed. It logs its start, the generation from which it continues, and each generation. */
	public static final class Run {
		private Run() {}

		/** @param args folder of the training, and the generations after which its user cancels */
		public static void main(final String[] args) throws IOException {
			final Path to = Path.of(args[0]);
			Files.createDirectories(to);
			final EGanConfig config = EGanConfig.of(Map.of("preset", "quick", "regression_steps",
					Integer.toString(REGRESSION), "generations", Integer.toString(GENERATIONS - REGRESSION), "batch",
					"4", "width", "2", "components", "4", "evaluations", "6", "snapshots", "10", "survivors", "2"));
			try {
				EGan.train(config, Discs.of(20, 16), "disc", to, new Seeds(7), ModelCard.blank(), INTERVAL,
						List.of(new Clock(to.resolve(LOG))),
						new ListeningContext().cancelAfterSteps(Long.parseLong(args[1]), "generation"));
			} catch (final CancelledException e) {
				System.exit(CANCELLED);
			}
		}
	}

	private static final class Clock implements TrainingListener {
		private final Path log;

		Clock(final Path log) {
			this.log = log;
		}

		@Override
		public void started(final Schedule schedule, final long step) {
			write("started", step);
		}

		@Override
		public void stepped(final long step, final Map<String, Double> figures) {
			write("stepped", step);
		}

		private void write(final String what, final long step) {
			try {
				Files.writeString(log, what + " " + step + " " + System.currentTimeMillis() + "\n",
						StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			} catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
		}
	}

	private Process start(final String training, final long enough) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx500m", "-cp",
				System.getProperty("java.class.path"), Run.class.getName(), folder.resolve(training).toString(),
				Long.toString(enough)).redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
	}

	private void runToTheEnd(final String training) throws IOException, InterruptedException {
		assertEquals(0, start(training, Long.MAX_VALUE).waitFor(), Files.readString(folder.resolve("out")));
	}

	private List<String> log(final String training) throws IOException {
		final Path file = folder.resolve(training).resolve(LOG);
		return Files.exists(file) ? Files.readAllLines(file) : List.of();
	}

	private void assertEqualTrainings(final String one, final String other) throws IOException {
		for (final String file : FILES)
			assertArrayEquals(Files.readAllBytes(folder.resolve(one).resolve(file)),
					Files.readAllBytes(folder.resolve(other).resolve(file)), file);
		assertFalse(Files.exists(folder.resolve(other).resolve("checkpoint")));
	}

	@Test
	void killsLoseNoMoreThanTheIntervalOfCheckpointsAndChangeNoByte() throws IOException, InterruptedException {
		runToTheEnd("whole");
		final RandomGenerator random = new MersenneTwister(11);
		for (int kill = 0; kill < KILLS; kill++) {
			final int before = log("killed").size();
			final Process process = start("killed", Long.MAX_VALUE);
			final int enough = before + 2 + random.nextInt(2 * GENERATIONS / KILLS);
			while (process.isAlive() && log("killed").size() < enough) Thread.sleep(5);
			assertTrue(process.isAlive(), () -> "ended before it could be killed");
			process.destroyForcibly().waitFor();
		}
		runToTheEnd("killed");
		assertEqualTrainings("whole", "killed");
		assertEquals(Duration.ofSeconds(60), Schedule.CHECKPOINT_INTERVAL);
		final List<Long> lost = lost(log("killed"));
		assertEquals(KILLS, lost.size());
		for (final long millis : lost) assertTrue(millis <= INTERVAL.toMillis(), "lost " + lost);
	}

	/**
	 * The training time lost at each kill, without the two longest generations: a checkpoint may have been written in
	 * one, and the next one may have become due in the other.
	 */
	private static List<Long> lost(final List<String> log) {
		final List<Long> out = new ArrayList<>();
		final long[] at = new long[GENERATIONS + 1];
		long last = 0;
		long longest = 0;
		for (final String line : log) {
			final String[] words = line.split(" ");
			final int step = Integer.parseInt(words[1]);
			final long now = Long.parseLong(words[2]);
			if (words[0].equals("started")) {
				if (last > 0) out.add(last - at[step] - 2 * longest);
				at[step] = now;
			} else {
				longest = Math.max(longest, now - last);
				at[step] = now;
			}
			last = now;
		}
		return out;
	}

	@Test
	void aCancelledTrainingLosesNothing() throws IOException, InterruptedException {
		runToTheEnd("undisturbed");
		for (final long enough : new long[] { 1, 97, 240 }) {
			assertEquals(CANCELLED, start("cancelled", enough).waitFor(), Files.readString(folder.resolve("out")));
			final List<String> log = log("cancelled");
			assertTrue(log.get(log.size() - 1).startsWith("stepped " + (enough + 1) + " "), log.get(log.size() - 1));
		}
		runToTheEnd("cancelled");
		assertEquals(List.of("0", "2", "98", "241"), log("cancelled").stream().filter(l -> l.startsWith("started "))
				.map(l -> l.split(" ")[1]).collect(Collectors.toList()));
		assertEqualTrainings("undisturbed", "cancelled");
	}
}
