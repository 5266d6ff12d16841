/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopTest {
	@TempDir
	Path folder;

	/** Sums random numbers; stops like a killed process, or returns NaN, on request. */
	private static class Sum implements Trainee {
		private double sum;
		private long killAt = -1;
		private long sickAt = -1;
		private long misjudgedAt = -1;
		private double judged;
		private long failAt = -1;
		private int failures = 1;
		private long last;
		private int softened;

		@Override
		public List<String> columns() {
			return List.of("odd", "sum", "judged");
		}

		@Override
		public Map<String, Double> judgement() {
			return Map.of("judged", judged);
		}

		@Override
		public Map<String, Double> step(final long step) {
			if (step == killAt) throw new IllegalStateException("killed");
			last = step;
			sum += new Seeds(1).random("sum" + softened, step).nextDouble();
			final double figure = step == sickAt && softened == 0 ? Double.NaN : sum;
			return step % 2 == 0 ? Map.of("sum", figure) : Map.of("sum", figure, "odd", 1.0);
		}

		@Override
		public Optional<String> failure() {
			return last == failAt && softened < failures ? Optional.of("fell over") : Optional.empty();
		}

		@Override
		public List<float[]> snapshot(final long step) {
			judged = step == misjudgedAt && softened == 0 ? Double.POSITIVE_INFINITY : step;
			return List.of(new float[] { (float) sum });
		}

		@Override
		public void save(final DataOutputStream out) throws IOException {
			out.writeDouble(sum);
		}

		@Override
		public void load(final DataInputStream in) throws IOException {
			sum = in.readDouble();
		}

		@Override
		public void soften(final int times) {
			softened = times;
		}
	}

	private TrainingLoop loop(final Path to, final String identity) {
		return loop(to, identity, Duration.ZERO, RunContext.quiet());
	}

	private static TrainingLoop loop(final Path to, final String identity, final Duration checkpoints,
			final RunContext context) {
		return new TrainingLoop(new Schedule("Sum", "step", 50, 7, checkpoints), to, identity, 1, 1, 1, List.of(),
				context);
	}

	@Test
	void resumeEqualsNeverInterrupted() throws IOException {
		final Path whole = folder.resolve("whole");
		final Sum a = new Sum();
		loop(whole, "x").run(a);
		for (final int kill : new int[] { 1, 2, 7, 8, 23, 50 }) {
			final Path cut = folder.resolve("cut" + kill);
			final Sum b = new Sum();
			b.killAt = kill;
			assertThrows(IllegalStateException.class, () -> loop(cut, "x").run(b));
			final Sum c = new Sum();
			loop(cut, "x").run(c);
			assertEquals(a.sum, c.sum);
			assertEquals(Files.readString(whole.resolve("losses.csv")), Files.readString(cut.resolve("losses.csv")));
			assertArrayEquals(Files.readAllBytes(whole.resolve("samples.tif")),
					Files.readAllBytes(cut.resolve("samples.tif")));
		}
	}

	@Test
	void goesBackToTheLastSnapshotWhenFiguresAreNotFinite() throws IOException {
		final Sum a = new Sum();
		a.sickAt = 20;
		loop(folder, "x").run(a);
		assertEquals(1, a.softened);
		final List<String> lines = Files.readAllLines(folder.resolve("losses.csv"));
		assertEquals(51, lines.size());
		assertTrue(lines.get(20).startsWith("20,"));
		assertFalse(String.join("", lines).contains("NaN"));
	}

	@Test
	void goesBackToTheLastSnapshotWhenTheFiguresOfASnapshotAreNotFinite() throws IOException {
		final Sum a = new Sum();
		a.misjudgedAt = 21;
		final ListeningContext record = new ListeningContext();
		loop(folder, "x", Duration.ZERO, record).run(a);
		assertEquals(List.of(
				"Sum diverged at step 21; it returned to the snapshot of step 14 and continues with half of the learning rate."),
				record.facts().get("Sum went back"));
		assertEquals(51, Files.readAllLines(folder.resolve("losses.csv")).size());
	}

	@Test
	void aRowHasTheFiguresThatItsStepAndItsSnapshotMeasured() throws IOException {
		final Map<Long, Map<String, Double>> heard = new HashMap<>();
		new TrainingLoop(new Schedule("Sum", "step", 50, 7), folder, "x", 1, 1, 1, List.of(new TrainingListener() {
			@Override
			public void stepped(final long step, final Map<String, Double> figures) {
				heard.put(step, figures);
			}
		}), RunContext.quiet()).run(new Sum());
		final List<String> lines = Files.readAllLines(folder.resolve("losses.csv"));
		assertEquals("step,odd,sum,judged", lines.get(0));
		for (int step = 1; step <= 50; step++) {
			final String[] cells = lines.get(step).split(",", -1);
			assertEquals(step % 2 == 0 ? "" : "1", cells[1]);
			assertFalse(cells[2].isEmpty());
			if (step % 7 == 0 || step == 50) assertEquals(step, Double.parseDouble(cells[3]));
			else
				assertEquals("", cells[3]);
			final Map<String, Double> figures = heard.get((long) step);
			assertEquals(List.of("odd", "sum", "judged"), List.copyOf(figures.keySet()));
			assertEquals(step % 2 == 0, Double.isNaN(figures.get("odd")));
		}
	}

	@Test
	void goesBackWhenTheTraineeFails() throws IOException {
		final Sum a = new Sum();
		a.failAt = 20;
		final ListeningContext record = new ListeningContext();
		loop(folder, "x", Duration.ZERO, record).run(a);
		assertEquals(1, a.softened);
		assertEquals(List.of(
				"Sum fell over at step 20; it returned to the snapshot of step 14 and continues with half of the learning rate."),
				record.facts().get("Sum went back"));
		assertEquals(51, Files.readAllLines(folder.resolve("losses.csv")).size());
	}

	@Test
	void goesOnAsItIsWhenTheTraineeFailsTooOften() {
		final Sum a = new Sum();
		a.failAt = 20;
		a.failures = Integer.MAX_VALUE;
		final ListeningContext record = new ListeningContext();
		loop(folder, "x", Duration.ZERO, record).run(a);
		assertEquals(TrainingLoop.MOST_SETBACKS, a.softened);
		assertEquals(TrainingLoop.MOST_SETBACKS, ((List<?>) record.facts().get("Sum went back")).size());
	}

	/** The last checkpoint may be older than the return; the anchor to which it returns must not be newer. */
	@Test
	void aKillAfterAReturnChangesNothing() throws IOException {
		final Path whole = folder.resolve("whole");
		final Sum a = new Sum();
		a.failAt = 25;
		loop(whole, "x").run(a);
		final Path cut = folder.resolve("cut");
		final Sum b = new Sum();
		b.failAt = 25;
		assertThrows(CancelledException.class,
				() -> loop(cut, "x", Duration.ofHours(1), new ListeningContext().cancelAfterSteps(22)).run(b));
		final Sum c = new Sum();
		c.failAt = 25;
		c.killAt = 30;
		assertThrows(IllegalStateException.class, () -> loop(cut, "x", Duration.ofHours(1), RunContext.quiet()).run(c));
		final Sum d = new Sum();
		d.failAt = 25;
		final ListeningContext record = new ListeningContext();
		loop(cut, "x", Duration.ofHours(1), record).run(d);
		assertEquals(a.sum, d.sum);
		assertEquals(1, ((List<?>) record.facts().get("Sum went back")).size());
		assertEquals(record.facts().get("Sum went back"), record.warnings(), "said again to whoever looks at this run");
		assertEquals(Files.readString(whole.resolve("losses.csv")), Files.readString(cut.resolve("losses.csv")));
	}

	@Test
	void aStateThatItsTraineeCannotReadIsNamed() {
		final Sum a = new Sum();
		a.killAt = 9;
		assertThrows(IllegalStateException.class, () -> loop(folder, "x").run(a));
		final Trainee other = new Sum() {
			@Override
			public void load(final DataInputStream in) {
				throw new NegativeArraySizeException("-3");
			}
		};
		final String message = assertThrows(UserError.class, () -> loop(folder, "x").run(other)).getMessage();
		assertTrue(message.contains("cannot be read") && message.contains("to start again"), message);
	}

	@Test
	void aStateOfAnotherVersionIsNamed() {
		final Sum a = new Sum();
		a.killAt = 9;
		assertThrows(IllegalStateException.class, () -> loop(folder, "seed=1\n").run(a));
		final String message = assertThrows(UserError.class, () -> loop(folder, "seed=1\nversion=2\n").run(new Sum()))
				.getMessage();
		assertTrue(message.contains("(now with version=2)"), message);
	}

	@Test
	void aFinishedTrainingLeavesNothingOfItsKilledRuns() throws IOException {
		final TrainingLoop loop = loop(folder, "x");
		loop.run(new Sum());
		Files.writeString(folder.resolve("checkpoint/.writing-1-state"), "half a stat");
		Files.writeString(folder.resolve(".writing-1-samples.tif"), "half an image");
		loop.discardCheckpoints();
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(Set.of("losses.csv", "samples.tif"),
					left.map(f -> f.getFileName().toString()).collect(Collectors.toSet()));
		}
	}

	@Test
	void refusesACheckpointOfOtherSettings() {
		final Sum a = new Sum();
		a.killAt = 9;
		assertThrows(IllegalStateException.class, () -> loop(folder, "batch=8").run(a));
		final UserError e = assertThrows(UserError.class, () -> loop(folder, "batch=16").run(new Sum()));
		assertTrue(e.getMessage().contains("batch=8, now batch=16"), e.getMessage());
	}

	@Test
	void namesADamagedCheckpoint() throws IOException {
		final Sum a = new Sum();
		a.killAt = 9;
		assertThrows(IllegalStateException.class, () -> loop(folder, "x").run(a));
		final Path state = folder.resolve("checkpoint/state");
		Files.write(state, java.util.Arrays.copyOf(Files.readAllBytes(state), 20));
		final UserError e = assertThrows(UserError.class, () -> loop(folder, "x").run(new Sum()));
		assertTrue(e.getMessage().contains(state.toString()), e.getMessage());
	}
}
