/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package demo;

import java.nio.file.Path;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.Study;
import org.cmrgan.pipeline.SynthesizeEGanJob;
import org.cmrgan.pipeline.TrainEGanJob;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/**
 * Trains the generators of a study and generates images, with its own progress and errors: {@code TrainAndDraw study}.
 */
public final class TrainAndDraw {
	private TrainAndDraw() {}

	/** The study, then any keys of Train E-GAN: {@code TrainAndDraw study preset=quick generations=20}. */
	public static void main(final String... arguments) {
		final Map<String, String> keys = new java.util.HashMap<>(Map.of("study", arguments[0], "preset", "quick"));
		for (int i = 1; i < arguments.length; i++) {
			final String[] key = arguments[i].split("=", 2);
			keys.put(key[0], key[1]);
		}
		try {
			final Job train = TrainEGanJob.of(keys);
			train.run(new Printing());
			SynthesizeEGanJob.of(Map.of("study", arguments[0], "multiple", "2")).run(new Printing());
		} catch (final UserError e) {
			// One sentence: what is wrong, where, and what to do. Any other exception is a bug.
			System.err.println(e.getMessage());
			throw e;
		}
		System.out.println("Images are in " + Study.open(Path.of(arguments[0])).synthetic(0));
	}

	/** Prints progress and messages on the console; a caller with a stop button returns true from isCancelled. */
	private static final class Printing implements RunContext {
		@Override
		public Progress start(final String label, final String unit, final long steps) {
			System.out.println(label + ": " + steps + " steps");
			return RunContext.quiet().start(label, unit, steps);
		}

		@Override
		public boolean isCancelled() {
			return Thread.currentThread().isInterrupted();
		}

		@Override
		public void info(final String message) {
			System.out.println(message);
		}

		@Override
		public void warn(final String message) {
			System.out.println("Warning: " + message);
		}

		@Override
		public void record(final String name, final Object value) { /* run.json records it */ }
	}
}
