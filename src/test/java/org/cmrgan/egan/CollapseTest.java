/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.train.Schedule;
import org.cmrgan.train.Trainee;
import org.cmrgan.train.TrainingLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A population whose generators are forced in the middle of a training to give one image for all latent vectors. */
class CollapseTest {
	private static final int SEED = 3;
	private static final double RATE = 1e-6;
	/** With a rate of 1, weight decay sets the weights to 0. */
	private static final double DECAY = 1000;

	@TempDir
	Path folder;

	private final EGanConfig config = EGanConfig
			.of(Map.of("preset", "quick", "generations", "8", "batch", "4", "width", "2", "latent", "8", "evaluations",
					"8", "snapshots", "4", "start", "mosaic", "learning_rate", Double.toString(RATE)));
	private final PatchSet real = Discs.of(20, 16);

	/** The outcome of a training. */
	private static final class Outcome {
		private final List<Integer> softened = new ArrayList<>();
		private float[] exported;
		private double diversity;
		private String verdict;
		private String reason;
	}

	/** Evolution that loses its weights at a generation, as long as it was softened fewer than so many times. */
	private static final class Sabotage implements Trainee {
		private final Evolution evolution;
		private final AdversarialGraph generator;
		private final long at;
		private final int times;
		private final List<Integer> softened;

		Sabotage(final Evolution evolution, final AdversarialGraph generator, final long at, final int times,
				final List<Integer> softened) {
			this.evolution = evolution;
			this.generator = generator;
			this.at = at;
			this.times = times;
			this.softened = softened;
		}

		@Override
		public List<String> columns() {
			return evolution.columns();
		}

		@Override
		public Map<String, Double> judgement() {
			return evolution.judgement();
		}

		@Override
		public Map<String, Double> step(final long step) {
			if (step == at && softened.size() < times) generator.learningRate(1 / DECAY);
			return evolution.step(step);
		}

		@Override
		public Optional<String> failure() {
			return evolution.failure();
		}

		@Override
		public List<float[]> snapshot(final long step) {
			return evolution.snapshot(step);
		}

		@Override
		public void save(final DataOutputStream out) throws IOException {
			evolution.save(out);
		}

		@Override
		public void load(final DataInputStream in) throws IOException {
			evolution.load(in);
		}

		@Override
		public void soften(final int count) {
			softened.add(count);
			evolution.soften(count);
		}
	}

	private Outcome train(final String name, final long at, final int times) {
		final Path to = folder.resolve(name);
		final Seeds seeds = new Seeds(SEED);
		final Start start = Starts.of(config, real, real.subset(), seeds.random("start", 0), RunContext.quiet());
		final AdversarialGraph generator = AdversarialGraph.create(start.generator(config),
				Optimiser.adam(RATE, 0.5, 0.999).weightDecay(DECAY), seeds.of("generator"));
		start.applyTo(generator, RunContext.quiet());
		final AdversarialGraph discriminator = AdversarialGraph.create(
				Networks.discriminator(config.width(), real.width(), false, false), Optimiser.adam(RATE, 0.5, 0.999),
				seeds.of("discriminator"));
		final Selection selection = new Selection(real, real.subset(),
				Latents.uniform(32, config.latent(), seeds.random("selection", 0)));
		final Outcome out = new Outcome();
		try (Evolution evolution = new Evolution(config, real, "egan", seeds, generator, discriminator,
				java.util.Optional.empty(), java.util.Optional.empty(), to, selection, java.util.Optional.empty(),
				RunContext.quiet())) {
			new TrainingLoop(new Schedule("E-GAN", "generation", config.generations(), config.snapshotEvery()), to, "",
					real.width(), real.height(), 1, List.of(), RunContext.quiet())
					.run(new Sabotage(evolution, generator, at, times, out.softened));
			selection.applyTo(generator);
			out.exported = generator.parameters().dup().data().asFloat();
			out.diversity = Fitness.pairwiseDiversity(
					Tensors.toPixels(generator.output(Latents.uniform(32, config.latent(), seeds.random("judged", 0)))))
					/ Fitness.pairwiseDiversity(real.pixels());
			out.verdict = evolution.alarms().verdict();
			out.reason = selection.reason();
		}
		return out;
	}

	@Test
	void evolutionGoesBackToTheLastSnapshotAndComesOutDiverse() {
		final Outcome undisturbed = train("undisturbed", 0, 0);
		assertEquals(List.of(), undisturbed.softened);
		final Outcome once = train("once", 6, 1);
		assertEquals(List.of(1), once.softened);
		assertEquals(Alarms.NONE, once.verdict);
		assertTrue(once.diversity > Alarms.DIVERSE, "diversity " + once.diversity);
		assertArrayEquals(once.exported, train("again", 6, 1).exported);
	}

	@Test
	void whatStaysCollapsedIsNotExported() {
		final Outcome out = train("always", 5, Integer.MAX_VALUE);
		assertEquals(List.of(1, 2, 3), out.softened);
		assertEquals("collapse", out.verdict);
		assertTrue(out.diversity > Alarms.DIVERSE, "diversity " + out.diversity);
		assertTrue(out.reason.matches("the snapshot at generation [24], of 4,.*"), out.reason);
	}
}
