/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;

/**
 * Times generations and the reference scheme alternately; {@code mvnw test-compile exec:exec@bench-generation}.
 * Arguments: preset, number of measured generations.
 */
final class GenerationBenchmark {
	private static final int WARM = 5;
	private static final int SIZE = 80;

	private GenerationBenchmark() {}

	static EGanConfig config(final Map<String, String> more) {
		final Map<String, String> given = new LinkedHashMap<>(more);
		for (int i = 0; i < ReferenceScheme.KEYS.size(); i += 2)
			given.put(ReferenceScheme.KEYS.get(i), ReferenceScheme.KEYS.get(i + 1));
		given.putIfAbsent("start", "mosaic");
		return EGanConfig.of(given);
	}

	static AdversarialGraph generator(final EGanConfig config, final PatchSet real) {
		final Start start = Starts.of(config, real, real.subset(), new Seeds(1).random("start", 0), RunContext.quiet());
		final AdversarialGraph generator = AdversarialGraph.create(start.generator(config), adam(config), 1);
		start.applyTo(generator, RunContext.quiet());
		return generator;
	}

	static AdversarialGraph discriminator(final EGanConfig config, final int size) {
		return AdversarialGraph.create(Networks.discriminator(config.width(), size, config.spectralNorm(), false),
				adam(config), 2);
	}

	private static Optimiser adam(final EGanConfig config) {
		return Optimiser.adam(config.learningRate(), 0.5, 0.999);
	}

	static Evolution evolution(final EGanConfig config, final PatchSet real, final Path folder) {
		return new Evolution(config, real, "benchmark", new Seeds(1), generator(config, real),
				discriminator(config, real.width()), Optional.empty(), Optional.empty(), folder,
				new Selection(real, real.subset(),
						Latents.uniform(4, config.latent(), new Seeds(1).random("selection", 0))),
				Optional.empty(), RunContext.quiet());
	}

	static ReferenceScheme reference(final EGanConfig config, final PatchSet real) {
		return new ReferenceScheme(config, real, "benchmark", new Seeds(1), generator(config, real),
				discriminator(config, real.width()));
	}

	private static double processorSeconds() {
		return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
				.getProcessCpuTime() * 1e-9;
	}

	private static double median(final double... values) {
		Arrays.sort(values);
		return values[values.length / 2];
	}

	public static void main(final String... arguments) throws IOException {
		Backend.prepare();
		final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		final int counted = Integer.parseInt(arguments[1]);
		final EGanConfig config = config(Map.of("preset", arguments[0]));
		final PatchSet real = Discs.of(60, SIZE);
		final double[][] wall = new double[2][counted];
		final double[][] processor = new double[2][counted];
		try (Evolution ours = evolution(config, real, Files.createTempDirectory("generation"));
				ReferenceScheme alone = reference(config, real)) {
			for (int step = 1; step <= WARM + counted; step++) for (int who = 0; who < 2; who++) {
				final double cpu = processorSeconds();
				final long begin = System.nanoTime();
				if (who == 0) ours.step(step);
				else
					alone.step(step);
				if (step <= WARM) continue;
				wall[who][step - WARM - 1] = (System.nanoTime() - begin) * 1e-9;
				processor[who][step - WARM - 1] = processorSeconds() - cpu;
			}
		}
		out.printf(Locale.ROOT,
				"preset %s: a generation takes %.3f s (%.3f s of processor time), each child alone %.3f s (%.3f s): %.2f (%.2f)%n",
				arguments[0], median(wall[0].clone()), median(processor[0].clone()), median(wall[1].clone()),
				median(processor[1].clone()), median(wall[0]) / median(wall[1]),
				median(processor[0]) / median(processor[1]));
	}
}
