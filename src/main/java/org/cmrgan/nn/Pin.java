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
 * The instruction set and number of threads that a job asks for; both affect the last bits. The instruction set applies
 * to a whole Java process from its first use on, the threads while the job runs. Immutable.
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

	/**
	 * {@return what settings ask for}
	 *
	 * @param settings contain all of {@link #KEYS}
	 */
	public static Pin of(final Settings settings) {
		return new Pin(settings.part(KEYS));
	}

	/** {@return a pin that asks for nothing} */
	public static Pin none() {
		return of(Settings.parse(KEYS, Map.of()));
	}

	/**
	 * {@return values with the instruction set and threads that were asked for, for run.json}
	 *
	 * @param values text by key
	 */
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
	 * Keeps this process to the instruction set and threads until the result is closed. A job that asks for no number
	 * of threads takes that of another running job.
	 *
	 * @param context receives progress and messages, and checks for a request to stop
	 * @return to be closed at the end of the job
	 * @throws UserError as {@link #keepInstructions}, or if the machine has fewer threads, or if another job runs with
	 * another number
	 * @throws org.cmrgan.run.CancelledException after a cancel while the native libraries load
	 */
	public Held hold(final RunContext context) {
		final double threads = settings.get(THREADS);
		if (!Double.isNaN(threads) || !settings.get(ISA).equals(AUTO)) Backend.prepare(context);
		keepInstructions();
		JOBS.begin(threads);
		return JOBS::end;
	}

	/** The claim of a job until it is closed. */
	public interface Held extends AutoCloseable {
		@Override
		void close();
	}

	/** The running jobs of this process. */
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
