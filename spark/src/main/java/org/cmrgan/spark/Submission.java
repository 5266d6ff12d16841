/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.spark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.spark.SparkConf;
import org.cmrgan.egan.EGanConfig;
import org.cmrgan.evaluate.Share;
import org.cmrgan.nn.Pin;
import org.cmrgan.pipeline.EvaluateJob;
import org.cmrgan.pipeline.JobKeys;
import org.cmrgan.pipeline.StageValues;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Problems;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.SimGanConfig;

/** The arguments, checked before the cluster is used, and the resources to request from Spark. Immutable. */
final class Submission {
	private static final String TASK_CPUS = "spark.task.cpus";
	private static final String EXECUTOR_CORES = "spark.executor.cores";
	private static final String JAVA_OPTIONS = "spark.executor.extraJavaOptions";
	private static final String ENVIRONMENT = "spark.executorEnv.";
	/**
	 * Memory of an executor besides its heap and its networks: Java itself, and the native libraries with their
	 * buffers.
	 */
	private static final long NATIVE_MEGABYTES = 768;

	private final Map<String, String> given;
	private final EvaluateJob job;
	private final SparkConf conf;

	private Submission(final Map<String, String> given, final EvaluateJob job, final SparkConf conf) {
		this.given = given;
		this.job = job;
		this.conf = conf;
	}

	/**
	 * @param given text by key of Evaluate Augmentation; those of a fold's networks as in {@link StageValues}
	 * @param asked the configuration given to spark-submit, which takes precedence
	 * @throws UserError naming every value that is not valid
	 */
	static Submission of(final Map<String, String> given, final SparkConf asked) {
		final Problems problems = new Problems();
		for (final String name : given.keySet()) problems.check(() -> requireKey(name));
		problems.check(() -> refuse(given, Share.KEY, "all")).check(() -> refuse(given, JobKeys.ANEW, "false"))
				.check(() -> refuse(given, JobKeys.RESUME, "true"));
		final Map<String, String> values = new LinkedHashMap<>(given);
		// Executors have other working directories, so paths are made absolute.
		values.computeIfPresent(JobKeys.STUDY.name(), (key, study) -> Path.of(study).toAbsolutePath().toString());
		final int threads = problems.of(() -> threads(given, asked)).orElse(1);
		values.put(Pin.THREADS.name(), Integer.toString(threads));
		final EvaluateJob job = problems.of(() -> EvaluateJob.of(values)).orElse(null);
		problems.raise();
		return new Submission(values, job, conf(asked, job, threads));
	}

	private static void requireKey(final String name) {
		if (isKey(EvaluateJob.KEYS, name) || isKeyOf(Menu.TRAIN_EGAN, EGanConfig.KEYS, name)
				|| isKeyOf(Menu.TRAIN_SIMGAN, SimGanConfig.KEYS, name))
			return;
		throw UserError.of("%s is not a key of %s: see docs/reference/commands.md.", name, Menu.EVALUATE);
	}

	private static boolean isKeyOf(final String leaf, final List<Key<?>> keys, final String name) {
		final String prefix = StageValues.name(leaf, "");
		return name.startsWith(prefix) && isKey(keys, name.substring(prefix.length()));
	}

	private static boolean isKey(final List<Key<?>> keys, final String name) {
		return keys.stream().anyMatch(key -> key.isNamed(name));
	}

	private static void refuse(final Map<String, String> given, final Key<?> key, final String only) {
		final String value = given.getOrDefault(key.name(), "");
		if (!value.isBlank() && !value.equalsIgnoreCase(only))
			throw UserError.of("%s=%s is not possible on Spark, which always keeps finished results: leave it out.",
					key.name(), value);
	}

	/** Threads of each task: the same on every computer, because they affect the last bits. */
	private static int threads(final Map<String, String> given, final SparkConf asked) {
		final String text = given.getOrDefault(Pin.THREADS.name(), "");
		final double threads = text.isBlank() ? Double.NaN : Pin.THREADS.parse(text);
		if (Double.isNaN(threads)) return asked.getInt(TASK_CPUS, 1);
		if (asked.getInt(TASK_CPUS, (int) threads) != (int) threads)
			throw UserError.of("threads=%.0f and %s=%s must be the same number: leave one of them out.", threads,
					TASK_CPUS, asked.get(TASK_CPUS));
		return (int) threads;
	}

	private static SparkConf conf(final SparkConf asked, final EvaluateJob job, final int threads) {
		final SparkConf conf = asked.clone();
		conf.setIfMissing("spark.app.name", "CMR GAN " + job.study().folder().getFileName());
		conf.setIfMissing(TASK_CPUS, Integer.toString(threads));
		// YARN and Kubernetes kill an executor that takes more native memory than requested.
		final long atOnce = Math.max(1, conf.getInt(EXECUTOR_CORES, threads) / threads);
		conf.setIfMissing("spark.executor.memoryOverhead",
				NATIVE_MEGABYTES + atOnce * Math.max(1, job.trainingBytes() >> 20) + "m");
		conf.setIfMissing(ENVIRONMENT + "OMP_NUM_THREADS", Integer.toString(threads));
		conf.setIfMissing(ENVIRONMENT + "OMP_WAIT_POLICY", "passive");
		conf.set(JAVA_OPTIONS, (conf.get(JAVA_OPTIONS, "") + " -Djava.awt.headless=true").trim());
		// A second copy of a task would be refused, because the first holds the lock of its results.
		conf.set("spark.speculation", "false");
		return conf;
	}

	/** Text by key, with the study as an absolute path and the number of threads. */
	Map<String, String> given() {
		return given;
	}

	/** The whole evaluation. */
	EvaluateJob job() {
		return job;
	}

	SparkConf conf() {
		return conf;
	}
}
