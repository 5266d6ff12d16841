/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ForwardingContext;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every job that needs the native libraries, cancelled in a process of its own as soon as they begin to load. */
@Tag("slow")
class CancelledLoadingTest {
	private static final int CANCELLED = 3;
	private static final long MOST_MILLIS = 2000;
	private static final String CANCEL = "cancelled ";
	private static final String LOADED = "loaded ";

	@TempDir
	static Path folder;

	/** The program that is cancelled. */
	public static final class Run {
		private Run() {}

		/** @param args the job, and the folder of the test */
		public static void main(final String[] args) {
			final AtomicLong at = new AtomicLong();
			try {
				job(args[0], Path.of(args[1])).run(new ForwardingContext(RunContext.quiet()) {
					@Override
					public boolean isCancelled() {
						if (loads()) at.compareAndSet(0, System.currentTimeMillis());
						return at.get() != 0;
					}
				});
			} catch (final CancelledException e) {
				System.out.println(LOADED + !loads());
				System.out.println(CANCEL + at.get());
				System.exit(CANCELLED);
			}
		}

		private static boolean loads() {
			return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("cmrgan-load"));
		}

		private static Job job(final String name, final Path folder) {
			final String study = folder.resolve("study").toString();
			final String model = folder.resolve("model.zip").toString();
			final String output = folder.resolve("out").toString();
			switch (name) {
				case "train" :
					return TrainEGanJob.of(Map.of("study", study));
				case "threads" :
					return TrainEGanJob.of(Map.of("study", study, "threads", "1"));
				case "evaluate" :
					return EvaluateJob.of(Map.of("study", study, "arms", "none", "multiples", "0"));
				case "pipeline" :
					return FullPipelineJob.of(Map.of("input", folder.resolve("raw").toString(), "study", study));
				case "synthesize" :
					return SynthesizeModelJob.of(Map.of("model", model, "output", output));
				case "refine" :
					return RefineStackJob.of(Map.of("model", model), List.of(new float[256]), 16, 16,
							OptionalDouble.of(1));
				case "export" :
					return ExportModelJob.of(Map.of("model", model, "output", output + ".onnx"));
				default :
					return BackendReportJob.of(Map.of());
			}
		}
	}

	@BeforeAll
	static void write() throws IOException {
		MakePhantomJob.of(Map.of("output", folder.resolve("raw").toString(), "subjects", "8", "slices", "2", "patients",
				"0.5", "seed", "2")).run(RunContext.quiet());
		PreprocessJob.of(Map.of("input", folder.resolve("raw").toString(), "study", folder.resolve("study").toString()))
				.run(RunContext.quiet());
		try (AdversarialGraph graph = AdversarialGraph.create(Networks.refiner(2, 1, 16, Networks.Head.SKIP),
				Optimiser.sgd(1e-3), 1)) {
			graph.save(folder.resolve("model.zip"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "train", "threads", "evaluate", "pipeline", "synthesize", "refine", "export", "report" })
	void endsWithoutWaitingForTheLibraries(final String job) throws IOException, InterruptedException {
		final Path log = folder.resolve("log");
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				// Libraries that must be unpacked first take longest.
				"-Dorg.bytedeco.javacpp.cachedir=" + Files.createTempDirectory(folder, "cache"), "-cp",
				System.getProperty("java.class.path"), Run.class.getName(), job, folder.toString())
				.redirectErrorStream(true).redirectOutput(log.toFile()).start();
		final int exit = process.waitFor();
		final long end = System.currentTimeMillis();
		final String printed = Files.readString(log);
		assertEquals(CANCELLED, exit, printed);
		assertTrue(printed.contains(LOADED + false), "cancelled too late: " + printed);
		final long cancelled = printed.lines().filter(line -> line.startsWith(CANCEL))
				.mapToLong(line -> Long.parseLong(line.substring(CANCEL.length()))).findFirst().orElseThrow();
		System.out.println(job + " ended " + (end - cancelled) + " ms after the cancel");
		assertTrue(end - cancelled <= MOST_MILLIS, end - cancelled + " ms");
	}
}
