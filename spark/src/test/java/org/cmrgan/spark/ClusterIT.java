/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cluster jar, submitted to two executors in separate processes, one of which is killed during its work. Spark's
 * home is a folder of links to the jars of the class path.
 */
@Tag("cluster")
class ClusterIT {
	private static final int MINUTES = 8;
	/** Jars whose classes the cluster jar contains, or that only tests need. */
	private static final List<String> NOT_SPARKS = List.of("org/cmrgan", "CMR_GAN", "org/nd4j", "org/deeplearning4j",
			"org/bytedeco", "org/junit", "com/tngtech", "org/scijava", "net/imagej", "net/imglib2", "ca/mcgill");

	@TempDir
	Path folder;

	@Test
	void aKilledExecutorChangesNoByte() throws IOException, InterruptedException {
		final Path jar = Path.of(System.getProperty("cmrgan.cluster"));
		assertTrue(Files.isRegularFile(jar), jar + " is made by the phase package");
		final TinyStudy study = new TinyStudy(folder);
		final Map<String, String> keys = study.keys("cluster");
		final Process driver = submit(jar, keys);
		try {
			final ProcessHandle executor = working(driver, Path.of(keys.get("study")));
			assertTrue(executor.destroyForcibly());
			assertTrue(driver.waitFor(MINUTES, TimeUnit.MINUTES), log());
		} finally {
			driver.descendants().forEach(ProcessHandle::destroyForcibly);
			driver.destroyForcibly().waitFor();
		}
		assertEquals(0, driver.exitValue(), log());
		assertTrue(log().contains("Lost executor"), log());
		study.runAlone("alone");
		study.assertSame("alone", "cluster");
	}

	private String log() throws IOException {
		return Files.readString(folder.resolve("log"));
	}

	private Process submit(final Path jar, final Map<String, String> keys) throws IOException {
		final Path home = home(jar.resolveSibling("spark-home"));
		final List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g"));
		command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
		command.addAll(List.of("-cp", home.resolve("jars") + "/*", "org.apache.spark.deploy.SparkSubmit", "--master",
				"local-cluster[2,1,1024]", "--conf", "spark.ui.enabled=false", "--class",
				SparkEvaluation.class.getName(), jar.toString()));
		keys.forEach((key, value) -> command.add(key + "=" + value));
		final ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
				.redirectOutput(folder.resolve("log").toFile());
		process.environment().putAll(Map.of("SPARK_HOME", home.toString(), "SPARK_SCALA_VERSION", "2.13",
				"SPARK_LOCAL_IP", "127.0.0.1", "SPARK_TESTING", "0", "OMP_WAIT_POLICY", "passive"));
		return process.start();
	}

	private static Path home(final Path home) throws IOException {
		final Path jars = Files.createDirectories(home.resolve("jars"));
		Files.writeString(home.resolve("RELEASE"), "Spark\n");
		for (final String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
			final Path jar = Path.of(entry);
			final String name = jar.toString().replace('\\', '/');
			if (name.endsWith(".jar") && NOT_SPARKS.stream().noneMatch(name::contains)) {
				Files.deleteIfExists(jars.resolve(jar.getFileName()));
				Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
			}
		}
		return home;
	}

	/** An executor, while a network of a fold is being trained. */
	private ProcessHandle working(final Process driver, final Path study) throws IOException, InterruptedException {
		final long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
		while (System.nanoTime() < end && driver.isAlive()) {
			final Optional<ProcessHandle> executor = driver.descendants()
					.filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
					.findFirst();
			if (executor.isPresent() && trains(study)) return executor.get();
			TimeUnit.MILLISECONDS.sleep(50);
		}
		throw new AssertionError("No executor began to train:\n" + log());
	}

	private static boolean trains(final Path study) throws IOException {
		final Path egan = study.resolve("fold-1/egan");
		if (!Files.isDirectory(egan)) return false;
		try (Stream<Path> labels = Files.list(egan)) {
			return labels.anyMatch(label -> Files.exists(label.resolve("run.json")));
		}
	}
}
