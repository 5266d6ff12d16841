/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Says in plain words why a GPU is used or not. ND4J's CUDA 11.6 build contains machine code for compute capability 3.7
 * to 8.6, and nothing that newer GPUs could compile; 8.9 runs the code of 8.6.
 */
final class Gpu {
	private static final double OLDEST = 3.7;
	private static final double NEWEST = 8.9;
	private static final int SECONDS = 5;

	private final boolean build;
	private final Optional<String> name;
	private final double capability;

	/**
	 * @param build true if ND4J's CUDA build is on the class path
	 * @param name the driver's name of the GPU; empty without a driver
	 * @param capability its compute capability; NaN if the driver does not report it
	 */
	Gpu(final boolean build, final Optional<String> name, final double capability) {
		this.build = build;
		this.name = name;
		this.capability = capability;
	}

	/** Asks the NVIDIA driver's own tool about this machine. */
	static Gpu ofThisMachine() {
		boolean build;
		try {
			Class.forName("org.nd4j.linalg.jcublas.JCublasBackend", false, Gpu.class.getClassLoader());
			build = true;
		} catch (final ClassNotFoundException e) {
			build = false;
		}
		final Optional<String> answer = ask("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader");
		if (answer.isEmpty()) return new Gpu(build, Optional.empty(), Double.NaN);
		final String[] cells = answer.get().split(",");
		double capability = Double.NaN;
		try {
			if (cells.length > 1) capability = Double.parseDouble(cells[1].trim());
		} catch (final NumberFormatException e) {
			// An old driver does not know the query; the sentence then omits the number.
		}
		return new Gpu(build, Optional.of(cells[0].trim()), capability);
	}

	private static Optional<String> ask(final String... command) {
		try {
			final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				return Optional.empty();
			}
			final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
			return process.exitValue() == 0 && !text.isEmpty() ? Optional.of(text.split("\n")[0]) : Optional.empty();
		} catch (final IOException e) {
			return Optional.empty(); // no such program: no driver
		} catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
	}

	/** @param used whether ND4J computes on it */
	String words(final boolean used) {
		if (name.isEmpty()) return "No GPU is used: this machine has no NVIDIA driver.";
		final String gpu = name.get();
		if (capability > NEWEST)
			return String.format(Locale.ROOT,
					"The GPU %s is not used: its compute capability %.1f is newer than ND4J's CUDA 11.6 build supports (%.1f to %.1f).",
					gpu, capability, OLDEST, NEWEST);
		if (capability < OLDEST)
			return String.format(Locale.ROOT,
					"The GPU %s is not used: its compute capability %.1f is older than ND4J's CUDA 11.6 build supports (%.1f to %.1f).",
					gpu, capability, OLDEST, NEWEST);
		if (!build)
			return "The GPU " + gpu + " is not used: this build of the suite has no CUDA part; build it with -Pcuda.";
		return used
				? "The GPU " + gpu + " is used."
				: "The GPU " + gpu + " is not used: ND4J could not start its CUDA backend; is CUDA 11.6 installed?";
	}
}
