/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.Key;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;

/**
 * What native arithmetic a job asks for: an instruction set and a number of threads, which both decide last bits. The instruction
 * set holds for a whole Java process from its first use on; the threads hold while the job runs. Immutable.
 */
public final class Pin {
	private static final String AUTO = "auto";
	/** Instruction set of oneDNN. */
	public static final Key<String> ISA = Key.choice("isa",
			"instruction set of the networks' arithmetic, fixed at its first use in a process; auto uses the best that the processor has",
			AUTO, "sse41", "avx", "avx2", "avx2_vnni", "avx512_core", "avx512_core_vnni", "avx512_core_bf16",
			"avx512_core_amx").or(AUTO);
	/** Threads of the networks' arithmetic. */
	public static final Key<Double> THREADS = Key
			.integerOrAuto("threads", "processor threads of the networks' arithmetic; auto uses all", 1, 1024)
			.or(Double.NaN);
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(ISA, THREADS);

	private static final Jobs JOBS = new Jobs();

	private final Settings settings;

	private Pin(final Settings settings) {
		this.settings = settings;
	}

	/** @param settings with all of {@link #KEYS} */
	public static Pin of(final Settings settings) {
		return new Pin(settings.part(KEYS));
	}

	/** Asks for nothing. */
	public static Pin none() {
		return of(Settings.parse(KEYS, Map.of()));
	}

	/** These values and those that were asked for, by key, for run.json. */
	public Map<String, String> beside(final Map<String, String> values) {
		final Map<String, String> out = new LinkedHashMap<>(values);
		out.putAll(settings.asText());
		return out;
	}

	/**
	 * Keeps this process to the instruction set that was asked for, if one was. Loads the native libraries then.
	 *
	 * @throws UserError if the processor lacks it, or another one is in use
	 */
	public void keepInstructions() {
		final String isa = settings.get(ISA);
		if (!isa.equals(AUTO)) Backend.keepTo(isa, ISA.name());
	}

	/**
	 * Keeps this process to what was asked for until the result is closed. A job that asks for no number of threads takes the one
	 * that another job of the process runs with.
	 *
	 * @throws UserError as {@link #keepInstructions}, or if the machine runs fewer threads, or another job runs with another number
	 * @throws org.cmrgan.run.CancelledException after a cancel while the native libraries load
	 */
	public Held hold(final RunContext context) {
		final double threads = settings.get(THREADS);
		if (!Double.isNaN(threads) || !settings.get(ISA).equals(AUTO)) Backend.prepare(context);
		keepInstructions();
		JOBS.begin(threads);
		return JOBS::end;
	}

	/** What a job holds. */
	public interface Held extends AutoCloseable {
		@Override
		void close();
	}

	/** The jobs of this process that run now. */
	private static final class Jobs {
		private int running;
		private int before;

		synchronized void begin(final double threads) {
			if (!Double.isNaN(threads)) pin((int) threads);
			running++;
		}

		private void pin(final int threads) {
			final int now = Backend.threads();
			if (threads == now) return;
			if (running > 0)
				throw UserError.of(
						"%s=%d is not possible while another command of this process computes with %d: wait until it has ended, or leave %s= out.",
						THREADS.name(), threads, now, THREADS.name());
			Backend.useThreads(threads, THREADS.name());
			before = now;
		}

		synchronized void end() {
			running--;
			if (running > 0 || before == 0) return;
			Backend.useThreads(before, THREADS.name());
			before = 0;
		}
	}
}
