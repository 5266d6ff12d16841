/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

import org.bytedeco.dnnl.global.dnnl;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Lets OpenMP's threads sleep while they wait for each other. GNU OpenMP lets them spin for milliseconds instead, which
 * stalls everything when another program wants a core: the awaited thread does not get one. OpenMP reads {@code
 * OMP_WAIT_POLICY} when it is loaded, and Java cannot set it. But it spins a thousandth as long once it manages more
 * threads than there are cores. So this class creates one more team, one thread larger than the machine, which then
 * sleeps forever. No result depends on it, because no computation uses that team.
 */
public final class ShortWaits {
	/** If one of these is set, the user has decided. */
	private static final String[] DECIDED = { "OMP_WAIT_POLICY", "GOMP_SPINCOUNT" };
	/** Side of a matrix product that oneDNN distributes over all threads. */
	private static final int SIDE = 512;

	private ShortWaits() {}

	/** Created once per process, on first use. */
	private static final class Team {
		private static final Thread LEADER = lead();

		private static Thread lead() {
			final Thread thread = new Thread(ShortWaits::gatherAndSleep, "cmrgan-openmp");
			thread.setDaemon(true);
			thread.start();
			return thread;
		}
	}

	/** Returns at once; oneDNN must be loaded. Does nothing if it was called before, or if OpenMP is not GNU's. */
	public static void begin() {
		final boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
		for (final String name : DECIDED) if (System.getenv(name) != null) return;
		if (!mac) Team.LEADER.isAlive();
	}

	private static void gatherAndSleep() {
		final NativeOps ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
		// OpenMP keeps this number for each thread that enters it.
		ops.setOmpNumThreads(Math.max(Runtime.getRuntime().availableProcessors(), ops.ompGetMaxThreads()) + 1);
		final float[] zeros = new float[SIDE * SIDE];
		dnnl.dnnl_sgemm((byte) 'N', (byte) 'N', SIDE, SIDE, SIDE, 1, zeros, SIDE, zeros, SIDE, 0, zeros.clone(), SIDE);
		// The team ends with its leader.
		while (true) LockSupport.park();
	}
}
