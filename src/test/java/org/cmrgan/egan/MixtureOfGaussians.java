/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.awt.Color;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.nd4j.linalg.api.ndarray.INDArray;

import ij.gui.Plot;
import ij.io.FileSaver;

/**
 * The toy of the E-GAN paper (Wang et al. 2019, section IV-A): points in the plane around 8 centres on a circle, or 25 on
 * a grid, each "image" being one point of two pixels. A mode counts as found if at least 20 of 2500 samples lie within
 * three standard deviations of its centre.
 *
 * <pre>
 * java -cp &lt;test class path&gt; org.cmrgan.egan.MixtureOfGaussians 25 10000 pictures 1 2 3 4 5
 * </pre>
 *
 * prints a line for E-GAN and for each single mutation and seed, and draws the samples.
 */
final class MixtureOfGaussians {
	private static final int SAMPLES = 2500;
	private static final int POINTS = 4096;
	/** Number of samples near its centre by which a mode is found; an equal share is 100 of 25 modes, 312 of 8. */
	private static final int ENOUGH = 20;
	private static final int HIDDEN = 64;
	private static final double RATE = 1e-3;
	/** Generations between two changes of the learning rate. */
	private static final int SLOWING = 200;
	private static final List<String> VARIANTS = List.of("minimax,heuristic,least_squares", "minimax", "heuristic",
			"least_squares");

	private final double[][] centres;
	private final double deviation;
	private final String fitness;
	private final double gamma;
	private final int batch;
	private final int evaluations;
	private final double mixup;
	/**
	 * Standard deviation of the discriminator's initial weights, as a multiple of He's, which sets its initial
	 * resolution.
	 */
	private final double gain;
	/** Fraction of the generations before the learning rate falls. */
	private final double steady;
	/** True if generators are initialised as a linear map that spreads points as wide as the real ones. */
	private final boolean linear;
	private final PatchSet points;

	private MixtureOfGaussians(final double[][] centres, final double deviation, final String fitness,
			final double gamma, final int batch, final int evaluations, final double mixup, final double gain,
			final double steady, final boolean linear) {
		this.centres = centres;
		this.deviation = deviation;
		this.fitness = fitness;
		this.gamma = gamma;
		this.batch = batch;
		this.evaluations = evaluations;
		this.mixup = mixup;
		this.gain = gain;
		this.steady = steady;
		this.linear = linear;
		final RandomGenerator random = new MersenneTwister(5);
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < POINTS; i++) {
			final double[] c = centres[i % centres.length];
			rows.add(new Patch("p" + i, "s" + i, "point", 1, Map.of()));
			pixels.add(new float[] { (float) (c[0] + deviation * random.nextGaussian()),
					(float) (c[1] + deviation * random.nextGaussian()) });
		}
		points = new PatchSet(2, 1, 1, rows, pixels);
	}

	/** Centres and deviations, drawn into [-1, 1]; the deviation of the ring of eight is twice the paper's for its radius. */
	static MixtureOfGaussians of(final int modes) {
		final double[][] centres = new double[modes][];
		if (modes == 25) {
			for (int i = 0; i < 25; i++) centres[i] = new double[] { 0.4 * (i % 5 - 2), 0.4 * (i / 5 - 2) };
			return new MixtureOfGaussians(centres, 0.01, "pairwise", 1, 128, 256, 0.05, 2, 0.5, true);
		}
		for (int i = 0; i < modes; i++)
			centres[i] = new double[] { 0.8 * Math.cos(2 * Math.PI * i / modes),
					0.8 * Math.sin(2 * Math.PI * i / modes) };
		return new MixtureOfGaussians(centres, 0.016, "gradient", 0.5, 64, 64, 0.2, 2, 0.4, false);
	}

	/** The outcome of a training. */
	static final class Result {
		private final List<float[]> samples;
		private final int found;
		private final double good;
		private final Map<Mutation, Long> wins;

		Result(final List<float[]> samples, final int found, final double good, final Map<Mutation, Long> wins) {
			this.samples = samples;
			this.found = found;
			this.good = good;
			this.wins = new LinkedHashMap<>(wins);
		}

		/** Modes that were found. */
		int found() {
			return found;
		}

		/** Share of samples within three deviations of any centre. */
		double good() {
			return good;
		}

		/** How often each mutation's child survived. */
		Map<Mutation, Long> wins() {
			return wins;
		}
	}

	Result train(final String mutations, final int generations, final long seed, final Path folder) {
		Backend.prepare();
		final Map<String, String> given = new LinkedHashMap<>(Map.of("preset", "paper", "generations",
				Integer.toString(generations), "batch", Integer.toString(batch), "evaluations",
				Integer.toString(evaluations), "latent", "2", "mutations", mutations, "mixup", Double.toString(mixup),
				"augment", "none", "discriminator_steps", "1"));
		given.put("fitness", fitness);
		given.put("gamma", Double.toString(gamma));
		given.put("batch_norm", "false");
		final EGanConfig config = EGanConfig.of(given);
		final Architecture d = ArchitectureBuilder.image(1, 1, 2).startHe(gain).dense(HIDDEN).leakyRelu(0.2).startHe(1)
				.dense(HIDDEN).leakyRelu(0.2).dense(HIDDEN).leakyRelu(0.2).dense(1).build();
		final Seeds seeds = new Seeds(seed);
		final AdversarialGraph generator = AdversarialGraph.create(generator(), Optimiser.adam(RATE, 0.5, 0.999),
				seeds.of("g"));
		final AdversarialGraph discriminator = AdversarialGraph.create(d, Optimiser.adam(2 * RATE, 0.5, 0.999),
				seeds.of("d"));
		if (linear) spread(generator);
		spreadHinges(generator, seeds.random("hinges.g", 0));
		spreadHinges(discriminator, seeds.random("hinges.d", 0));
		try (Evolution evolution = new Evolution(config, points, "toy", seeds, generator, discriminator,
				java.util.Optional.empty(), java.util.Optional.empty(), folder, null, java.util.Optional.empty(),
				RunContext.quiet())) {
			for (int step = 1; step <= generations; step++) {
				if (step % SLOWING == 1) {
					final double rate = RATE * slowed((step - 1.0) / generations);
					generator.learningRate(rate);
					discriminator.learningRate(2 * rate);
				}
				evolution.step(step);
			}
			return judge(Tensors.toPixels(generator.output(Latents.uniform(SAMPLES, 2, seeds.random("judged", 0)))),
					evolution.wins());
		}
	}

	/** Three layers, to which a linear path may be added before the tanh. */
	private Architecture generator() {
		final ArchitectureBuilder net = ArchitectureBuilder.vector(2);
		final ArchitectureBuilder.Place z = net.here();
		net.startHe(1).dense(HIDDEN).relu().dense(HIDDEN).relu().dense(HIDDEN).relu();
		if (!linear) return net.dense(2).tanh().reshape(1, 1, 2).build();
		final ArchitectureBuilder.Place details = net.startHe(0.1).dense(2).reshape(1, 1, 2).here();
		return net.startHe(0).from(z).dense(2).reshape(1, 1, 2).add(details).tanh().build();
	}

	/** The linear path gives each coordinate one latent number, scaled to the standard deviation of the real points. */
	private void spread(final AdversarialGraph generator) {
		double squares = 0;
		for (final float[] point : points.pixels())
			for (final float x : point) squares += Math.pow(FastMath.atanh(Math.max(-0.99, Math.min(0.99, x))), 2);
		// A latent number is uniform in [-1, 1], whose standard deviation is 1/sqrt(3).
		final float wide = (float) Math.sqrt(3 * squares / (2 * points.size()));
		final Parameter path = generator.architecture().parameters().stream()
				.filter(p -> p.name().endsWith(".W") && p.length() == 4).findFirst().orElseThrow();
		generator.set(path, wide, 0, 0, wide);
	}

	/** The learning rate as a fraction of the first one: constant for a while, then falling linearly to a hundredth. */
	private double slowed(final double done) {
		return done < steady ? 1 : Math.max(0.01, (1 - done) / (1 - steady));
	}

	/**
	 * Moves the kink of each unit of the first layer through a random point of the square; without biases, all kinks
	 * would meet in its middle, and the discriminator could not separate points far from there.
	 */
	private static void spreadHinges(final AdversarialGraph network, final RandomGenerator random) {
		final Parameter weights = named(network, ".W");
		final Parameter offsets = named(network, ".b");
		final INDArray flat = network.parameters().reshape(network.parameters().length());
		for (int unit = 0; unit < HIDDEN; unit++) {
			double offset = 0;
			for (int axis = 0; axis < 2; axis++)
				offset -= flat.getDouble(weights.offset() + (long) axis * HIDDEN + unit)
						* (2 * random.nextDouble() - 1);
			flat.putScalar(offsets.offset() + unit, offset);
		}
	}

	private static Parameter named(final AdversarialGraph network, final String end) {
		return network.architecture().parameters().stream().filter(p -> p.name().endsWith(end)).findFirst()
				.orElseThrow();
	}

	private Result judge(final List<float[]> samples, final Map<Mutation, Long> wins) {
		final int[] near = new int[centres.length];
		int good = 0;
		for (final float[] p : samples)
			for (int c = 0; c < centres.length; c++)
				if (Math.hypot(p[0] - centres[c][0], p[1] - centres[c][1]) < 3 * deviation) {
					near[c]++;
					good++;
				}
		int found = 0;
		for (final int n : near) if (n >= ENOUGH) found++;
		return new Result(samples, found, good / (double) SAMPLES, wins);
	}

	/** The real points in light grey, the samples in red. */
	private void draw(final Result result, final String title, final Path file) {
		final Plot plot = new Plot(title, "x", "y");
		plot.setSize(360, 360);
		plot.setLimits(-1.05, 1.05, -1.05, 1.05);
		plot.setColor(Color.LIGHT_GRAY);
		plot.add("circle", axis(points.pixels(), 0), axis(points.pixels(), 1));
		plot.setColor(Color.RED);
		plot.add("dot", axis(result.samples, 0), axis(result.samples, 1));
		plot.setLineWidth(1);
		new FileSaver(plot.getImagePlus()).saveAsPng(file.toString());
	}

	private static double[] axis(final List<float[]> points, final int axis) {
		return points.stream().mapToDouble(p -> p[axis]).toArray();
	}

	/** @param arguments modes, generations, a folder for pictures, seeds */
	public static void main(final String... arguments) throws IOException {
		final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		final MixtureOfGaussians toy = of(Integer.parseInt(arguments[0]));
		final Path pictures = Files.createDirectories(Path.of(arguments[2]));
		out.println("modes,generations,seed,mutations,found,good,wins,seconds");
		for (final String mutations : VARIANTS) for (int i = 3; i < arguments.length; i++) {
			final long begin = System.nanoTime();
			final Result r = toy.train(mutations, Integer.parseInt(arguments[1]), Long.parseLong(arguments[i]),
					Files.createTempDirectory("toy"));
			final String name = mutations.contains(",") ? "egan" : mutations;
			out.printf(Locale.ROOT, "%s,%s,%s,%s,%d,%.2f,%s,%.0f%n", arguments[0], arguments[1], arguments[i], name,
					r.found, r.good, r.wins.values().toString().replace(",", ""), (System.nanoTime() - begin) * 1e-9);
			toy.draw(r, name, pictures.resolve(arguments[0] + "-" + name + "-" + arguments[i] + ".png"));
		}
	}
}
