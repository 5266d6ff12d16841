/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Training steps of the networks against the same steps in PyTorch, where there is one: medians of runs that take turns.
 * Each network runs in a process of its own, and so does its twin, twice: as PyTorch comes, and with glibc told to keep
 * large blocks ("tuned"), which spares PyTorch most of its page faults. Before that, how long Java takes from its start to the
 * begin and to the end of the first training step: the median of a few new processes. Arguments: networks, batch sizes, number
 * of rounds, the Python to compare with.
 */
final class Benchmark {
	private static final String[] PYTHONS = { "/usr/bin/python3", "python3" };
	private static final Map<String, String> TUNED = Map.of("MALLOC_MMAP_THRESHOLD_", "4294967296",
			"MALLOC_TRIM_THRESHOLD_", "4294967296", "MALLOC_TOP_PAD_", "268435456");
	/** Steps before anything is counted: just-in-time compilation, caches, first pages. */
	private static final int WARM = 2;
	/** Largest relative difference of the losses of the same weights that passes as rounding. */
	private static final double SAME = 1e-4;
	/** Java processes whose start is timed. */
	private static final int STARTS = 3;

	private final PrintStream out;
	private final Path twin;
	private final int rounds;
	private final double peak;

	private Benchmark(final PrintStream out, final Path twin, final int rounds, final double peak) {
		this.out = out;
		this.twin = twin;
		this.rounds = rounds;
		this.peak = peak;
	}

	/** A process that answers one line to each line. */
	private static final class Worker implements AutoCloseable {
		private final Process process;
		private final Writer to;
		private final BufferedReader from;
		private final String greeting;
		private final List<Double> seconds = new ArrayList<>();
		private final List<Double> losses = new ArrayList<>();

		private Worker(final Map<String, String> environment, final List<String> command) throws IOException {
			final ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
			// Both sides take OpenBLAS's own choice for this processor.
			builder.environment().remove("OPENBLAS_CORETYPE");
			builder.environment().putAll(environment);
			process = builder.start();
			to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
			from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
			greeting = answer();
		}

		private String answer() throws IOException {
			final String line = from.readLine();
			if (line == null) throw new IOException("the process ended: " + process.info().commandLine().orElse("?"));
			return line;
		}

		private String ask(final String line) throws IOException {
			to.write(line + "\n");
			to.flush();
			return answer();
		}

		private void step(final boolean counts) throws IOException {
			final String[] words = ask("step").split(" ");
			if (counts) seconds.add(Double.parseDouble(words[0]));
			losses.add(Double.parseDouble(words[2]));
		}

		private double median() {
			return Benchmark.median(seconds);
		}

		@Override
		public void close() throws IOException {
			to.close();
			try {
				process.waitFor();
			} catch (final InterruptedException e) {
				process.destroyForcibly();
				Thread.currentThread().interrupt();
			}
		}
	}

	private static double median(final List<Double> values) {
		final double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

	private static List<String> java(final String... arguments) {
		final List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx1g",
				"-classpath", System.getProperty("java.class.path"), BenchmarkWorker.class.getName()));
		command.addAll(List.of(arguments));
		return command;
	}

	/** A Python that has PyTorch. */
	private static Optional<String> python(final String... candidates) {
		return Stream.of(candidates).filter(p -> {
			try {
				final Process process = new ProcessBuilder(p, "-c", "import torch, numpy")
						.redirectError(ProcessBuilder.Redirect.DISCARD).start();
				return process.waitFor() == 0;
			} catch (final IOException e) {
				return false;
			} catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
				return false;
			}
		}).findFirst();
	}

	private void run(final String net, final int batch, final Optional<String> python) throws IOException {
		final Path folder = Files.createTempDirectory("benchmark");
		final String start = start(net, batch);
		try (Worker ours = new Worker(Map.of(), java(net, Integer.toString(batch)))) {
			ours.ask("export " + folder);
			final List<Worker> twins = new ArrayList<>();
			if (python.isPresent())
				for (final Map<String, String> environment : List.of(Map.<String, String>of(), TUNED)) {
					final Worker w = new Worker(environment,
							List.of(python.get(), twin.toString(), net, Integer.toString(batch)));
					twins.add(w);
					w.ask("load " + folder);
				}
			for (int i = -WARM; i < rounds; i++) {
				ours.step(i >= 0);
				for (final Worker w : twins) w.step(i >= 0);
			}
			final double s = ours.median();
			final double speed = Double.parseDouble(ours.ask("flops")) / s * 1e-9;
			out.printf(Locale.ROOT, "%-17s %5d %s %8.3f %8.1f %8.0f %5.0f %% %6s MB", net, batch, start, s, batch / s,
					speed, 100 * speed / peak, ours.ask("memory"));
			for (final Worker w : twins)
				out.printf(Locale.ROOT, " | %8.3f %6.2f %6s MB", w.median(), s / w.median(), w.ask("memory"));
			if (!twins.isEmpty()) out.print(" | " + difference(ours, twins.get(0)));
			out.println();
			for (final Worker w : twins) w.close();
		} finally {
			try (Stream<Path> files = Files.walk(folder)) {
				for (final Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator)
					Files.delete(file);
			}
		}
	}

	/** Relative differences of the loss of the same first weights, and after a step; whether rounding explains the first. */
	private static String difference(final Worker ours, final Worker twin) {
		final double first = difference(ours, twin, 0);
		return String.format(Locale.ROOT, "%.0e, %.0e%s", first, difference(ours, twin, 1),
				first <= SAME ? "" : " NOT THE SAME LOSSES");
	}

	private static double difference(final Worker ours, final Worker twin, final int step) {
		return Math.abs(ours.losses.get(step) / twin.losses.get(step) - 1);
	}

	public static void main(final String[] arguments) throws IOException {
		final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		final List<String> words = Arrays.asList(arguments);
		final List<String> nets = words.size() > 0 && !words.get(0).isEmpty()
				? List.of(words.get(0).split(","))
				: BenchmarkWorker.NETS;
		final int[] batches = words.size() > 1
				? Stream.of(words.get(1).split(",")).mapToInt(Integer::parseInt).toArray()
				: new int[] { 8, 16, 32 };
		final int rounds = words.size() > 2 ? Integer.parseInt(words.get(2)) : 11;
		final Optional<String> python = words.size() > 3 ? python(words.get(3)) : python(PYTHONS);
		final double peak;
		try (Worker w = new Worker(Map.of(), java("peak", "32"))) {
			peak = Double.parseDouble(w.ask("peak"));
			out.printf(Locale.ROOT, "peak %.0f GFLOP/s (largest of a few convolutions)%n", peak);
		}
		out.println(
				"network           batch  begin  first   s/step images/s  GFLOP/s  peak  memory" + (python.isPresent()
						? "   | PyTorch  ratio  memory    |   tuned  ratio  memory    | losses differ by"
						: "      (no python3 with torch: no comparison)"));
		final Benchmark benchmark = new Benchmark(out, Path.of("bench", "twin.py").toAbsolutePath(), rounds, peak);
		for (final String net : nets) for (final int batch : batches) benchmark.run(net, batch, python);
	}

	/** Seconds from the start of a Java process to the begin and to the end of its first training step. */
	private static String start(final String net, final int batch) throws IOException {
		final List<Double> begins = new ArrayList<>();
		final List<Double> ends = new ArrayList<>();
		for (int i = 0; i < STARTS; i++) {
			final long begin = System.nanoTime();
			try (Worker w = new Worker(Map.of(), java(net, Integer.toString(batch)))) {
				begins.add((System.nanoTime() - begin) * 1e-9);
				w.step(false);
				ends.add((System.nanoTime() - begin) * 1e-9);
			}
		}
		return String.format(Locale.ROOT, "%6.2f %6.2f", median(begins), median(ends));
	}
}
