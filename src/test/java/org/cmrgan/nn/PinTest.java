/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The keys isa and threads: what they do to a process, and when they come too late. */
class PinTest {
	private static Pin pin(final String key, final String value) {
		return Pin.of(Settings.parse(Pin.KEYS, Map.of(key, value)));
	}

	@Test
	void threadsHoldWhileTheJobRuns() {
		final int all = Backend.threads();
		try (Pin.Held held = pin("threads", "1").hold(RunContext.quiet())) {
			assertEquals(1, Backend.threads());
			assertEquals(1, NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads());
		}
		assertEquals(all, Backend.threads());
		assertEquals(all, NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads());
	}

	@Test
	void anotherJobOfTheProcessKeepsItsThreads() {
		assumeTrue(Backend.threads() > 1, "this computer runs one thread");
		try (Pin.Held first = Pin.none().hold(RunContext.quiet())) {
			final String message = assertThrows(UserError.class, () -> pin("threads", "1").hold(RunContext.quiet()))
					.getMessage();
			assertTrue(message.startsWith("threads=1 is not possible while another command"), message);
			// The number that is in use is no change.
			pin("threads", Integer.toString(Backend.threads())).hold(RunContext.quiet()).close();
		}
		final int all = Backend.threads();
		try (Pin.Held first = pin("threads", "1").hold(RunContext.quiet())) {
			try (Pin.Held second = Pin.none().hold(RunContext.quiet())) {
				assertEquals(1, Backend.threads());
			}
			assertEquals(1, Backend.threads());
		}
		assertEquals(all, Backend.threads());
	}

	@Test
	void moreThreadsThanThereAreAreRefused() {
		final int all = Backend.threads();
		final String message = assertThrows(UserError.class, () -> pin("threads", "1024").hold(RunContext.quiet()))
				.getMessage();
		assertTrue(message.startsWith("threads=1024 is more than the "), message);
		assertEquals(all, Backend.threads());
		pin("threads", "1").hold(RunContext.quiet()).close();
	}

	/** A cell has a thread of its own; what its network asks of the backend must not give it those of the others. */
	@Test
	void aShareOfTheThreadsStaysOne() throws InterruptedException, ExecutionException {
		final int all = Backend.threads();
		assumeTrue(all > 1 && Backend.isDirect(), "this computer runs one thread");
		try (Pin.Held other = pin("threads", "1").hold(RunContext.quiet())) {
			Backend.prepare();
		}
		try (Pin.Held held = pin("threads", Integer.toString(all)).hold(RunContext.quiet())) {
			final FutureTask<Integer> cell = new FutureTask<>(() -> {
				Backend.share(all);
				Backend.prepare();
				return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
			});
			new Thread(cell).start();
			assertEquals(1, cell.get());
		}
	}

	@Test
	void anInstructionSetComesTooLateOnceAnotherIsInUse() {
		assumeTrue(Backend.isDirect(), "oneDNN does not run here");
		final String now = Backend.instructions();
		final String other = now.equals("SSE41") ? "avx" : "sse41";
		final String message = assertThrows(UserError.class, () -> pin("isa", other).hold(RunContext.quiet()))
				.getMessage();
		assertEquals("isa=" + other + " comes too late, because this Java process already computes with " + now
				+ ". Give it to the first command after a restart, or start Java with -Dorg.cmrgan.isa=" + other + ".",
				message);
		assertEquals(now, Backend.instructions());
		// The one that is in use can be asked for at any time.
		pin("isa", now.toLowerCase(Locale.ROOT)).hold(RunContext.quiet()).close();
	}

	/** Keeps a new process to an instruction set. */
	public static final class First {
		private First() {}

		/** @param args the value of isa, given after the native libraries are loaded */
		public static void main(final String[] args) {
			Backend.prepare();
			try (Pin.Held held = pin("isa", args[0]).hold(RunContext.quiet())) {
				System.out.println("ISA " + Backend.instructions());
			} catch (final UserError e) {
				System.out.println("ISA " + e.getMessage());
			}
		}
	}

	@Test
	void theFirstCommandOfAProcessChooses() throws Exception {
		assumeTrue(Backend.isDirect(), "oneDNN does not run here");
		// Loaded is not used: oneDNN fixes the set when it is first asked for it.
		assertEquals("ISA SSE41", first("sse41"));
	}

	private static String first(final String isa) throws Exception {
		final List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				First.class.getName(), isa);
		final Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, process.waitFor());
		return out.lines().filter(line -> line.startsWith("ISA ")).findFirst().orElse(out);
	}
}
