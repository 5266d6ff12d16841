/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.nn.operation.NativeFloats;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Reports the hardware that computes, and how fast one convolution is. */
public final class BackendReport {
	private static final int IMAGES = 8;
	private static final int CHANNELS = 64;
	private static final int SIZE = 80;
	private static final int REPEATS = 7;
	/** The libraries that compute; the others only connect them to Java. */
	private static final Pattern LIBRARIES = Pattern.compile("(lib)?(nd4j(cpu|cuda)|dnnl|openblas)\\..*");

	private BackendReport() {}

	/** {@return facts by name, as text for people; takes about a second to measure} */
	public static Map<String, String> facts() {
		Backend.prepare();
		final Map<String, String> out = new LinkedHashMap<>(Backend.facts());
		final Architecture convolution = ArchitectureBuilder.image(CHANNELS, SIZE, SIZE).startHe(1).conv(CHANNELS, 3, 1)
				.build();
		try (AdversarialGraph graph = AdversarialGraph.create(convolution, Optimiser.sgd(0), 1)) {
			out.put("networks run by", graph.describe());
			out.put("instruction set", instructions());
			out.put("native libraries", libraries());
			out.put("Java memory limit", megabytes(Runtime.getRuntime().maxMemory()));
			out.put("native memory limit", Pointer.maxBytes() > 0 ? megabytes(Pointer.maxBytes()) : "none");
			out.put("memory in use", megabytes(Pointer.physicalBytes()) + " in all");
			out.put("memory of the machine", megabytes(Backend.physicalMemory()));
			out.put("3x3 convolution, " + CHANNELS + " channels, " + SIZE + "x" + SIZE,
					String.format(Locale.ROOT, "%.0f GFLOP/s", gigaflops(graph)));
		}
		out.put("GPU", Gpu.ofThisMachine().words(!NativeFloats.isHost()));
		return out;
	}

	/** Median over a few forward passes: 2 operations per weight, pixel and image. */
	private static double gigaflops(final AdversarialGraph graph) {
		final double[] seconds = new double[REPEATS];
		try (INDArray x = Nd4j.zeros(DataType.FLOAT, IMAGES, CHANNELS, SIZE, SIZE)) {
			graph.output(x).close();
			for (int i = 0; i < REPEATS; i++) {
				final long begin = System.nanoTime();
				graph.output(x).close();
				seconds[i] = (System.nanoTime() - begin) * 1e-9;
			}
		}
		Arrays.sort(seconds);
		return 2.0 * IMAGES * SIZE * SIZE * CHANNELS * CHANNELS * 9 / seconds[REPEATS / 2] * 1e-9;
	}

	/** File names, each with the platform for which it was built, and the folder to which they were unpacked. */
	private static String libraries() {
		return Loader.getLoadedLibraries().values().stream().map(Path::of)
				.filter(file -> LIBRARIES.matcher(file.getFileName().toString()).matches())
				.map(file -> file.getFileName() + " (" + file.getParent().getFileName() + ")").sorted()
				.collect(Collectors.joining(", ")) + " in " + cache();
	}

	private static String cache() {
		try {
			return Loader.getCacheDir().toString();
		} catch (final IOException e) {
			return "a folder that cannot be read (" + e.getMessage() + ")";
		}
	}

	private static String instructions() {
		if (!NativeFloats.isHost()) return "the GPU's";
		// 0 generic, 1 AVX, 2 AVX2, 3 AVX-512: the level for which ND4J was built, and the level of the processor.
		final String[] levels = { "generic", "AVX", "AVX2", "AVX-512" };
		final int built = NativeOpsHolder.getInstance().getDeviceNativeOps().binaryLevel();
		final int best = NativeOpsHolder.getInstance().getDeviceNativeOps().optimalLevel();
		return "ND4J " + level(levels, built) + ", processor " + level(levels, best)
				+ (Backend.hasBf16() ? " with bfloat16" : "");
	}

	private static String level(final String[] levels, final int i) {
		return i >= 0 && i < levels.length ? levels[i] : "level " + i;
	}

	private static String megabytes(final long bytes) {
		return String.format(Locale.ROOT, "%d MB", bytes >> 20);
	}
}
