/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.phantom.PhantomConfig;
import org.cmrgan.phantom.Phantoms;
import org.cmrgan.run.RunContext;

/**
 * Time and memory from raw scans to a study, each time in a new Java process. Arguments: subjects, slices of each,
 * repeats, maximum heap, and more keys of Preprocess MHA ROI. Run it with
 * {@code mvnw test-compile exec:exec@bench-preprocess}.
 */
final class PreprocessBenchmark {
	private PreprocessBenchmark() {}

	public static void main(final String[] arguments) throws IOException, InterruptedException {
		if (arguments[0].equals("once")) once(arguments);
		else
			repeated(arguments);
	}

	private static void repeated(final String[] arguments) throws IOException, InterruptedException {
		final Path folder = Files.createTempDirectory("preprocess");
		try {
			Phantoms.write(
					PhantomConfig.of(Map.of("output", "scans", "subjects", arguments[0], "slices", arguments[1])),
					folder.resolve("scans"), RunContext.quiet());
			for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
				final List<String> command = new ArrayList<>(
						List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
								"-Djava.awt.headless=true", "-Xmx" + arguments[3], "-cp",
								System.getProperty("java.class.path"), PreprocessBenchmark.class.getName(), "once",
								"input=" + folder.resolve("scans"), "study=" + folder.resolve("study-" + i)));
				command.addAll(Arrays.asList(arguments).subList(4, arguments.length));
				if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) System.exit(1);
			}
		} finally {
			delete(folder);
		}
	}

	private static void once(final String[] arguments) throws IOException {
		final long start = System.nanoTime();
		final Map<String, String> keys = Stream.of(arguments).skip(1)
				.collect(Collectors.toMap(a -> a.substring(0, a.indexOf('=')), a -> a.substring(a.indexOf('=') + 1)));
		PreprocessJob.of(keys).run(RunContext.quiet());
		final double seconds = (System.nanoTime() - start) / 1e9;
		final long patches = patches(Study.open(Path.of(keys.get("study"))));
		System.out.printf("%d patches in %.2f s, at most %s resident%n", patches, seconds, mostResident());
	}

	/** Without the pixels, which would count as memory of the preprocessing. */
	private static long patches(final Study study) throws IOException {
		try (Stream<String> lines = Files.lines(study.realFolder().resolve("index.csv"))) {
			return lines.count() - 1;
		}
	}

	/** As Linux counts it; other systems do not tell. */
	private static String mostResident() throws IOException {
		final Path status = Path.of("/proc/self/status");
		if (!Files.exists(status)) return "?";
		return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:"))
				.map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB").findFirst().orElse("?");
	}

	private static void delete(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList()))
				Files.delete(file);
		}
	}
}
