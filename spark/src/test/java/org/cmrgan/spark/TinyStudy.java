/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.pipeline.EvaluateJob;
import org.cmrgan.pipeline.MakePhantomJob;
import org.cmrgan.pipeline.PreprocessJob;
import org.cmrgan.run.RunContext;

/** The smallest experiment with every kind of task, and its results in one process. */
final class TinyStudy {
	private static final List<String> TABLES = List.of("predictions.csv", "metrics.csv", "table.csv", "ratio.csv",
			"comparisons.csv");

	private final Path folder;

	/** @param folder new or empty */
	TinyStudy(final Path folder) {
		this.folder = folder;
		MakePhantomJob.of(Map.of("output", path("raw"), "subjects", "8", "slices", "2", "patients", "0.5", "seed", "2"))
				.run(RunContext.quiet());
		PreprocessJob
				.of(Map.of("input", path("raw"), "study", path("fresh"), "size", "48", "spacing", "2", "folds", "2"))
				.run(RunContext.quiet());
	}

	private String path(final String name) {
		return folder.resolve(name).toString();
	}

	/** Keys of the experiment on a copy of the study, without trained networks. */
	Map<String, String> keys(final String name) {
		copy(folder.resolve("fresh"), folder.resolve(name));
		final Map<String, String> keys = new LinkedHashMap<>();
		keys.put("study", path(name));
		keys.put("preset", "quick");
		keys.put("classifiers", "resnet50");
		keys.put("arms", "none,egan,simgan");
		keys.put("multiples", "1");
		keys.put("epochs", "2");
		keys.put("capacity", "0.06");
		keys.put("seed", "5");
		keys.put("Train E-GAN.generations", "3");
		keys.put("Train SimGAN.rounds", "3");
		return keys;
	}

	/** Runs it in this process, on one thread. */
	void runAlone(final String name) {
		final Map<String, String> keys = keys(name);
		keys.put("threads", "1");
		EvaluateJob.of(keys).run(RunContext.quiet());
	}

	/** Tables, cells, networks and images are identical; times and hosts are left out. */
	void assertSame(final String expected, final String actual) throws IOException {
		final Path one = folder.resolve(expected);
		final Path other = folder.resolve(actual);
		for (final String table : TABLES) same(one, other, Path.of("evaluation", table));
		final TreeSet<Path> made = made(one);
		assertEquals(made, made(other));
		for (final Path file : made) same(one, other, file);
	}

	private static void same(final Path one, final Path other, final Path file) throws IOException {
		assertArrayEquals(Files.readAllBytes(one.resolve(file)), Files.readAllBytes(other.resolve(file)),
				file.toString());
	}

	private static TreeSet<Path> made(final Path study) throws IOException {
		try (Stream<Path> files = Files.walk(study)) {
			return files.filter(Files::isRegularFile).map(study::relativize)
					.filter(file -> file.startsWith("fold-1") || file.startsWith("fold-2")
							|| file.startsWith(Path.of("evaluation", "cells")))
					.filter(file -> !file.endsWith("run.json") && !file.endsWith(".lock"))
					.collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private static void copy(final Path from, final Path to) {
		try (Stream<Path> files = Files.walk(from)) {
			for (final Path file : files.collect(Collectors.toList()))
				Files.copy(file, to.resolve(from.relativize(file).toString()));
		} catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
