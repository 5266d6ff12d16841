/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trainings of every kind in separate processes: the same seed and number of threads give the same bits, whatever else
 * differs. For another Java: {@code -Dcmrgan.java=HOME}. ND4J's operations, where they replace oneDNN's, train equally
 * well.
 */
@Tag("slow")
class ReproducibilityTest {
	private static final String OTHER = "cmrgan.java";
	/** A step's losses. */
	private static final Pattern ROW = Pattern.compile("= \\S*losses\\.csv (\\d+),.*");
	/**
	 * Number of steps in which two trainings that differ in rounding stay together; after that, the difference may
	 * triple at each step.
	 */
	private static final int TOGETHER = 7;
	private static final double ROUNDING = 0.001;
	private static final String LOSSES = "losses.csv";
	private static final Path JAVA = Path.of(System.getProperty("java.home"));

	@TempDir
	static Path folder;

	/** What a plain run gives, by its number of threads. */
	private static final Map<Integer, List<String>> PLAIN = new HashMap<>();

	/** What is run: all trainings on a few phantoms; prints the hash of each model and each set of images, the losses and the predictions. */
	public static final class Run {
		private Run() {}

		/** @param args an empty folder */
		public static void main(final String[] args) throws IOException {
			final Path study = Path.of(args[1]).resolve("study");
			PreprocessJob
					.of(Map.of("input", args[0], "study", study.toString(), "size", "48", "spacing", "2", "folds", "2"))
					.run(RunContext.quiet());
			TrainEGanJob.of(Map.of("study", study.toString(), "preset", "quick", "generations", "3", "spectral_norm",
					"true", "batch_norm", "true", "seed", "5")).run(RunContext.quiet());
			EvaluateJob.of(Map.of("study", study.toString(), "preset", "quick", "arms", "none,egan,simgan", "multiples",
					"1", "epochs", "2", "capacity", "0.06", "seed", "5")).run(RunContext.quiet());
			final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
			try (Stream<Path> files = Files.walk(study)) {
				for (final Path file : files.sorted().collect(Collectors.toList())) {
					final String name = "= " + study.relativize(file) + " ";
					if (file.endsWith("model.zip")) out.println(name + hash(file));
					if (file.endsWith("images.mha")) out.println(name + PatchSet.read(file.getParent()).contentHash());
					if (file.endsWith("predictions.csv") || file.endsWith(LOSSES))
						Files.readAllLines(file).forEach(line -> out.println(name + line));
				}
			}
		}

		private static String hash(final Path model) {
			try (AdversarialGraph network = AdversarialGraph.load(model)) {
				final float[] values = network.parameters().data().asFloat();
				final ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
				bytes.asFloatBuffer().put(values);
				return new java.math.BigInteger(1, MessageDigest.getInstance("SHA-256").digest(bytes.array()))
						.toString(16);
			} catch (final NoSuchAlgorithmException e) {
				throw new IllegalStateException(e);
			}
		}
	}

	@BeforeAll
	static void scans() {
		MakePhantomJob.of(Map.of("output", folder.resolve("raw").toString(), "subjects", "8", "slices", "2", "patients",
				"0.5", "seed", "2")).run(RunContext.quiet());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void twoRunsDoTheSame(final int threads) throws Exception {
		final List<String> first = plain(threads);
		assertTrue(first.stream().filter(line -> line.contains("model.zip")).count() >= 8, first::toString);
		assertEquals(first, run(JAVA, threads, Map.of()));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void anotherJavaDoesTheSame(final int threads) throws Exception {
		final String other = System.getProperty(OTHER, "");
		assumeTrue(!other.isEmpty(), "set -D" + OTHER + "=home of another Java to run this test");
		assertEquals(plain(threads), run(Path.of(other), threads, Map.of()));
	}

	/** OpenBLAS uses different code on each kind of processor, so no result may depend on it. */
	@Test
	void blasForAnotherProcessorDoesTheSame() throws Exception {
		assertEquals(plain(2), run(JAVA, 2, Map.of("OPENBLAS_CORETYPE", "Nehalem")));
	}

	@Test
	void nd4jsOperationsTrainTheSameTwiceAndNearlyWhatOneDnnTrains() throws Exception {
		final String[] nd4j = { "-Dorg.cmrgan.nn.executor=nd4j" };
		final List<String> slow = run(JAVA, 1, Map.of(), nd4j);
		assertEquals(slow, run(JAVA, 1, Map.of(), nd4j));
		final List<String> fast = plain(1);
		assertNotEquals(fast, slow);
		assertEquals(fast.size(), slow.size());
		int compared = 0;
		for (int i = 0; i < fast.size(); i++) {
			final Matcher row = ROW.matcher(fast.get(i));
			if (!row.matches() || Integer.parseInt(row.group(1)) > TOGETHER) continue;
			final String[] expected = fast.get(i).split(",");
			final String[] actual = slow.get(i).split(",");
			assertEquals(expected.length, actual.length);
			for (int k = 1; k < expected.length; k++) {
				final double loss = Double.parseDouble(expected[k]);
				assertEquals(loss, Double.parseDouble(actual[k]), ROUNDING * (1 + Math.abs(loss)),
						fast.get(i) + "\n" + slow.get(i));
				compared++;
			}
		}
		assertTrue(compared > 100, compared + " numbers were compared");
	}

	private static List<String> plain(final int threads) throws IOException, InterruptedException {
		if (!PLAIN.containsKey(threads)) PLAIN.put(threads, run(JAVA, threads, Map.of()));
		return PLAIN.get(threads);
	}

	private static List<String> run(final Path java, final int threads, final Map<String, String> environment,
			final String... options) throws IOException, InterruptedException {
		final Path own = Files.createTempDirectory(folder, "run");
		final Path log = own.resolve("log");
		final List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString(), "-Xmx1g"));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), Run.class.getName(),
				folder.resolve("raw").toString(), own.toString()));
		final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(log.toFile());
		builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
		builder.environment().remove("OPENBLAS_CORETYPE");
		builder.environment().putAll(environment);
		final int exit = builder.start().waitFor();
		final List<String> lines = Files.readAllLines(log);
		assertEquals(0, exit, String.join("\n", lines));
		return lines.stream().filter(line -> line.startsWith("= ")).collect(Collectors.toList());
	}
}
