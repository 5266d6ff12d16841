package org.cmrgan.egan;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Architecture;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;

/**
 * The toy of the E-GAN paper (Wang et al. 2019, section IV-A): points in the plane around 8 centres on a circle, or 25 on
 * a grid, each "image" being one point of two pixels. A mode counts as found if at least a fifth of its fair share of
 * 2500 samples lies within three standard deviations of its centre.
 *
 * <pre>
 * java -cp &lt;test class path&gt; org.cmrgan.egan.MixtureOfGaussians 25 6000 1 2 3 4 5
 * </pre>
 *
 * prints a line for E-GAN and for each single mutation and seed.
 */
final class MixtureOfGaussians {
	private static final int SAMPLES = 2500;
	private static final int POINTS = 4096;
	private static final int HIDDEN = 128;
	private static final double RATE = 1e-3;
	private static final List<String> VARIANTS = List.of("minimax,heuristic,leastsquares", "minimax", "heuristic",
			"leastsquares");

	private final double[][] centres;
	private final double deviation;
	private final PatchSet points;

	private MixtureOfGaussians(final double[][] centres, final double deviation) {
		this.centres = centres;
		this.deviation = deviation;
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
			return new MixtureOfGaussians(centres, 0.01);
		}
		for (int i = 0; i < modes; i++)
			centres[i] = new double[] { 0.8 * Math.cos(2 * Math.PI * i / modes),
					0.8 * Math.sin(2 * Math.PI * i / modes) };
		return new MixtureOfGaussians(centres, 0.016);
	}

	/** What a training came to. */
	static final class Result {
		final int found;
		/** Share of samples within three deviations of any centre. */
		final double good;
		final Map<Mutation, Long> wins;

		Result(final int found, final double good, final Map<Mutation, Long> wins) {
			this.found = found;
			this.good = good;
			this.wins = wins;
		}
	}

	Result train(final String mutations, final int generations, final long seed, final Path folder) {
		Backend.prepare();
		final Map<String, String> given = new LinkedHashMap<>(Map.of("preset", "paper", "generations",
				Integer.toString(generations), "batch", "64", "evaluations", "256", "latent", "2", "mutations",
				mutations, "mixup", "0", "augment", "none", "criticsteps", "1"));
		given.put("gamma", "0.5");
		final EGanConfig config = EGanConfig.of(given);
		final Optimiser adam = Optimiser.adam(RATE, 0.5, 0.999);
		final Architecture g = Architecture.vector(2).startHe(1).dense(HIDDEN).relu().dense(HIDDEN).relu().dense(2)
				.tanh().reshape(1, 1, 2).build();
		final Architecture d = Architecture.image(1, 1, 2).startHe(1).dense(HIDDEN).relu().dense(HIDDEN).relu().dense(1)
				.build();
		final Seeds seeds = new Seeds(seed);
		final AdversarialGraph generator = AdversarialGraph.create(g, adam, seeds.of("g"));
		try (Evolution evolution = new Evolution(config, points, "toy", seeds, generator,
				AdversarialGraph.create(d, adam, seeds.of("d")), folder, null, RunContext.quiet())) {
			for (int step = 1; step <= generations; step++) evolution.step(step);
			return judge(Tensors.toPixels(generator.output(Latents.of(SAMPLES, 2, seeds.random("judged", 0)))),
					evolution.wins());
		}
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
		for (final int n : near) if (n >= SAMPLES / centres.length / 5) found++;
		return new Result(found, good / (double) SAMPLES, new LinkedHashMap<>(wins));
	}

	public static void main(final String... arguments) throws java.io.IOException {
		final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		final MixtureOfGaussians toy = of(Integer.parseInt(arguments[0]));
		for (int i = 2; i < arguments.length; i++)
			for (final String mutations : VARIANTS) {
				final long begin = System.nanoTime();
				final Result r = toy.train(mutations, Integer.parseInt(arguments[1]),
						Long.parseLong(arguments[i]),
						java.nio.file.Files.createTempDirectory("toy"));
				out.printf(Locale.ROOT,
						"%s modes, %s generations, seed %s, %s: %d found, %.2f near a centre, %s, %.0f s%n",
						arguments[0], arguments[1], arguments[i], mutations, r.found, r.good, r.wins,
						(System.nanoTime() - begin) * 1e-9);
			}
	}
}
