/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import javax.management.JMException;
import javax.management.ObjectName;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.onednn.OneDnn;
import org.cmrgan.nn.onednn.OneDnnExecutor;
import org.cmrgan.nn.onednn.ShortWaits;
import org.cmrgan.nn.operation.NativeFloats;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Prepares ND4J. Code that uses an {@code INDArray} calls {@link #prepare()} first. */
public final class Backend {
	/** Property: "nd4j" disables the suite's own calls of oneDNN. */
	static final String PROPERTY = "org.cmrgan.nn.executor";
	private static final String JAVACPP = "org.bytedeco.javacpp.";

	/** Name of {@link #instructions} among the facts. */
	public static final String INSTRUCTIONS = "instruction set";
	/** Property that pins {@link #instructions} to a set that the processor has: sse41, avx, avx2, avx512_core … */
	static final String ISA = "org.cmrgan.isa";
	/** Property that pins {@link #threads}. */
	static final String THREADS = "org.cmrgan.threads";

	private static final long POLL_MILLIS = 100;
	private static final String CRASH_REPORTS = "org.deeplearning4j.crash.reporting.enabled";

	/** True once ND4J is loaded in this class loader. */
	private static final java.util.concurrent.atomic.AtomicBoolean PREPARED = new java.util.concurrent.atomic.AtomicBoolean();
	/** How often {@link #threads} was set, and which of these settings a Java thread has passed to OpenMP. */
	private static final AtomicInteger SET = new AtomicInteger();
	private static final ThreadLocal<Integer> HANDED_ON = ThreadLocal.withInitial(() -> 0);

	private Backend() {}

	/**
	 * Loads ND4J with this suite's class loader, so that it finds its back end inside Fiji and ImageJ too. Does nothing
	 * if it was loaded before.
	 *
	 * @throws org.cmrgan.run.UserError if the native libraries cannot be unpacked or loaded
	 */
	public static void prepare() {
		// JavaCPP would refuse native memory beyond twice Java's heap, which is small compared with a network's arrays.
		setIfAbsent(JAVACPP + "maxbytes",
				Long.toString(Math.max(Runtime.getRuntime().maxMemory(), physicalMemory() / 10 * 7)));
		setIfAbsent(JAVACPP + "maxphysicalbytes", "0");
		// After an OutOfMemoryError, Deeplearning4j would need a library that is not installed, and hide the error.
		setIfAbsent(CRASH_REPORTS, "false");
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		// ND4J looks up its back end once, through the context class loader; Fiji's threads have another one.
		thread.setContextClassLoader(Backend.class.getClassLoader());
		try {
			synchronized (PREPARED) {
				if (!PREPARED.get()) NativeFolder.check();
				Nd4j.getBackend();
				if (!PREPARED.get()) pin();
				PREPARED.set(true);
			}
			// OpenMP keeps the number for each thread that enters it; a thread with its own share keeps that.
			if (HANDED_ON.get() != SET.get()) {
				HANDED_ON.set(SET.get());
				setThreads(Nd4j.getEnvironment().maxMasterThreads());
			}
		} catch (final LinkageError e) {
			throw NativeFolder.error(e);
		} finally {
			thread.setContextClassLoader(before);
		}
	}

	/**
	 * Prepares ND4J, and can be cancelled during the seconds in which the libraries load. The current library is always
	 * loaded to the end.
	 *
	 * @param context receives progress and messages, and checks for a request to stop
	 * @throws CancelledException after a cancel
	 */
	public static void prepare(final RunContext context) {
		if (!PREPARED.get()) {
			final FutureTask<Boolean> loading = new FutureTask<>(Backend::prepare, true);
			final Thread thread = new Thread(loading, "cmrgan-load");
			thread.setDaemon(true);
			thread.start();
			await(loading, context);
		}
		prepare();
	}

	private static void await(final FutureTask<?> loading, final RunContext context) {
		while (true) {
			try {
				loading.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
				return;
			} catch (final TimeoutException e) {
				context.checkCancelled();
			} catch (final InterruptedException e) {
				throw new CancelledException();
			} catch (final ExecutionException e) {
				if (e.getCause() instanceof RuntimeException) throw (RuntimeException) e.getCause();
				if (e.getCause() instanceof Error) throw (Error) e.getCause();
				throw new IllegalStateException(e.getCause());
			}
		}
	}

	/**
	 * Returns freed native memory to the system. GNU's C library keeps it, in an arena for every few threads, so that a
	 * process with several jobs would grow to the maximum of each arena. Java's own command does it; without that
	 * command (another system, Java before 17.0.9), nothing happens.
	 */
	public static void trim() {
		if (!PREPARED.get()) return;
		try {
			ManagementFactory.getPlatformMBeanServer().invoke(
					new ObjectName("com.sun.management:type=DiagnosticCommand"), "systemTrimNativeHeap", new Object[0],
					new String[0]);
		} catch (final JMException | RuntimeException e) {
			// Then the memory stays with the process.
			return;
		}
	}

	/** Called before any computation. */
	private static void pin() {
		final String isa = System.getProperty(ISA);
		if (isa != null && OneDnnExecutor.available()) keepInstructions(isa, ISA);
		final String given = System.getProperty(THREADS);
		if (given != null) setMaximum(threads(given), THREADS);
	}

	/** @throws UserError as {@link OneDnn#keepTo}, or if oneDNN does not run here */
	static void keepTo(final String instructions, final String key) {
		prepare();
		if (!NativeFloats.isHost() || !OneDnnExecutor.available())
			throw UserError.of("%s=%s needs oneDNN, which does not run on this computer: leave it out.", key,
					instructions);
		keepInstructions(instructions, key);
	}

	private static void keepInstructions(final String instructions, final String key) {
		if (NativeFloats.isHost())
			OneDnn.keepTo(instructions, key + "=" + instructions, "start Java with -D" + ISA + "=" + instructions);
	}

	/** @throws UserError if the machine does not have that many */
	static void useThreads(final int wanted, final String key) {
		prepare();
		setMaximum(wanted, key);
	}

	private static void setMaximum(final int wanted, final String key) {
		final int before = Nd4j.getEnvironment().maxMasterThreads();
		Nd4j.getEnvironment().setMaxMasterThreads(wanted);
		if (Nd4j.getEnvironment().maxMasterThreads() != wanted) {
			Nd4j.getEnvironment().setMaxMasterThreads(before);
			throw UserError.of("%s=%d is more than the %d threads that this machine runs: give fewer, or none.", key,
					wanted, Nd4j.getEnvironment().maxThreads());
		}
		SET.incrementAndGet();
	}

	private static int threads(final String given) {
		if (given.matches("[1-9]\\d{0,3}")) return Integer.parseInt(given);
		throw UserError.of("%s=%s is not a whole number from 1 up: correct it where Java is started.", THREADS, given);
	}

	private static void setThreads(final int count) {
		NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(count);
	}

	/** {@return the number of threads of native arithmetic; another number gives other last bits} */
	public static int threads() {
		prepare();
		return Nd4j.getEnvironment().maxMasterThreads();
	}

	/**
	 * {@return how many networks to train at once, each by its own thread that calls {@link #share} first. Small
	 * networks leave most of a processor's threads waiting; several at once use them. The result is limited by the
	 * number of threads and by half of the memory. It is 1 if ND4J's own operations compute, because their order among
	 * callers, and so their last bits, differ between runs}
	 *
	 * @param bytes memory for training one of them, see {@link Architecture#trainingBytes}
	 */
	public static int sideBySide(final long bytes) {
		if (!isDirect()) return 1;
		return (int) Math.max(1, Math.min(threads(), physicalMemory() / 2 / bytes));
	}

	/**
	 * Limits native arithmetic of this Java thread to its share of the threads; other Java threads keep theirs.
	 *
	 * @param parts number of networks trained in parallel, which share the threads
	 * @return the number of threads
	 */
	public static int share(final int parts) {
		final int share = Math.max(1, threads() / parts);
		// ND4J passes this call to OpenMP.
		if (isDirect()) setThreads(share);
		return share;
	}

	/**
	 * {@return the backend, device and threads for run.json; empty as long as ND4J was not needed}
	 */
	public static Map<String, String> facts() {
		if (!PREPARED.get()) return Map.of();
		final Map<String, String> out = new LinkedHashMap<>();
		out.put("backend", Nd4j.getBackend().getClass().getSimpleName());
		out.put("device",
				Nd4j.getAffinityManager().getNumberOfDevices() > 0 && Nd4j.getExecutioner().type().name().equals("CUDA")
						? "GPU"
						: "CPU");
		out.put("threads", Integer.toString(threads()));
		out.put(INSTRUCTIONS, instructions());
		return out;
	}

	/**
	 * {@return the instruction set of native arithmetic, such as "AVX2", or "not known"; another set changes the last bits}
	 */
	public static String instructions() {
		return isDirect() ? OneDnn.instructions() : "not known";
	}

	/** True if the suite's own calls of oneDNN run float networks here. */
	static boolean isDirect() {
		prepare();
		final boolean direct = !"nd4j".equals(System.getProperty(PROPERTY)) && NativeFloats.isHost()
				&& OneDnnExecutor.available();
		if (direct) ShortWaits.begin();
		return direct;
	}

	/** True if the processor multiplies bfloat16 numbers, and the executor uses that. */
	static boolean hasBf16() {
		return isDirect() && OneDnn.hasBf16();
	}

	private static void setIfAbsent(final String property, final String value) {
		if (System.getProperty(property) == null) System.setProperty(property, value);
	}

	/** Memory of the machine in bytes; Java's heap if the machine does not report it. */
	static long physicalMemory() {
		final java.lang.management.OperatingSystemMXBean system = java.lang.management.ManagementFactory
				.getOperatingSystemMXBean();
		return system instanceof com.sun.management.OperatingSystemMXBean
				? ((com.sun.management.OperatingSystemMXBean) system).getTotalPhysicalMemorySize()
				: Runtime.getRuntime().maxMemory();
	}
}
