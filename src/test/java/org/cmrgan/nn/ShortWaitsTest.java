/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.bytedeco.dnnl.global.dnnl;
import org.cmrgan.nn.operation.NativeFloats;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** OpenMP's threads must not keep a core busy while they wait. */
@Tag("slow")
class ShortWaitsTest {
	/** Two hundred products with pauses between, in which threads would spin; prints the processor time in ms. */
	static final class Pauses {
		public static void main(final String[] args) throws Exception {
			Backend.prepare();
			if (args[0].equals("short")) Backend.isDirect();
			final int side = 256;
			final float[] x = new float[side * side];
			long begin = 0;
			for (int i = 0; i < 220; i++) {
				if (i == 20) begin = cpu();
				dnnl.dnnl_sgemm((byte) 'N', (byte) 'N', side, side, side, 1, x, side, x, side, 0, x.clone(), side);
				Thread.sleep(3);
			}
			System.out.println("CPU " + (cpu() - begin));
			System.exit(0);
		}

		private static long cpu() {
			return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory
					.getOperatingSystemMXBean()).getProcessCpuTime() / 1_000_000;
		}
	}

	@Test
	void threadsSleepBetweenTheirWork() throws IOException {
		assumeTrue(Runtime.getRuntime().availableProcessors() > 1 && NativeFloats.isHost());
		final long spinning = run("long");
		final long sleeping = run("short");
		assertTrue(2 * sleeping < spinning, sleeping + " ms of processor time, " + spinning + " ms when they spin");
	}

	private static long run(final String waits) throws IOException {
		final ProcessBuilder builder = new ProcessBuilder(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), Pauses.class.getName(), waits)
				.redirectError(ProcessBuilder.Redirect.DISCARD);
		builder.environment().keySet().removeIf(name -> name.startsWith("OMP_") || name.startsWith("GOMP_"));
		final Process process = builder.start();
		final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return Long.parseLong(out.replaceAll("(?s).*CPU (\\d+).*", "$1"));
	}
}
