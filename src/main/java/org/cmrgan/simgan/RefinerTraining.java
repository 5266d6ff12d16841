/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.ModelCard;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.train.CheckpointStore;
import org.cmrgan.train.Schedule;
import org.cmrgan.train.TrainingIdentity;
import org.cmrgan.train.TrainingListener;
import org.cmrgan.train.TrainingLoop;

/**
 * The training of one refiner from its images to its files, including the choice of lambda if that is auto. A finished
 * part keeps its last checkpoint until {@link #discardCheckpoints}, so that a run that is interrupted later need not
 * repeat it.
 */
final class RefinerTraining {
	private static final int SHOWN = 8;
	/**
	 * Version of the training. Raise it when the same settings would train differently: a checkpoint of another version
	 * is not continued.
	 */
	private static final int VERSION = 3;

	private final SimGanConfig config;
	private final PatchSet synthetic;
	private final PatchSet real;
	private final Pairs pairs;
	private final Path folder;
	private final String title;
	private final String name;
	private final Seeds seeds;
	private final RunContext context;
	private final List<TrainingListener> listeners;
	private final List<Path> checkpoints = new ArrayList<>();

	/** @param title name in the status line; it also names the seeds */
	RefinerTraining(final SimGanConfig config, final PatchSet synthetic, final PatchSet real, final Pairs pairs,
			final Path folder, final String title, final Seeds seeds, final RunContext context,
			final List<TrainingListener> listeners) {
		this.config = config;
		this.synthetic = synthetic;
		this.real = real;
		this.pairs = pairs;
		this.folder = folder;
		this.title = title;
		this.name = title.toLowerCase(Locale.ROOT).replace(' ', '.');
		this.seeds = seeds;
		this.context = context;
		this.listeners = listeners;
	}

	/**
	 * Trains and writes the files; continues an interrupted run.
	 *
	 * @param card what is already known of the network
	 */
	void run(final ModelCard card) {
		final Map<String, Object> facts = new LinkedHashMap<>();
		final SimGanConfig chosen = config.sweepsLambda() ? sweep(facts) : config;
		final Optional<Selection> selection = config.keepsBest()
				? Optional.of(new Selection(synthetic, real, "the real training images"))
				: Optional.empty();
		try (Refinement training = train(chosen, real, selection, folder, title)) {
			training.export(folder.resolve(Refiner.MODEL), card);
			final long[] in = training.refiner().architecture().inputShape();
			final long[] map = training.discriminator().architecture().outputShape();
			facts.put("lambda", chosen.lambda());
			facts.put("lambda_of_sums",
					SelfRegularisation.lambdaOfSums(chosen.lambda(), (int) (in[1] * in[2]), (int) (map[1] * map[2])));
			selection.filter(s -> !s.isEmpty()).ifPresent(s -> note(s, facts));
			facts.put("health", training.health().verdict());
			facts.put("refiner_parameters", training.refiner().architecture().trainableLength());
			facts.put("discriminator_parameters", training.discriminator().architecture().trainableLength());
			facts.put("runs_on", training.refiner().describe());
			for (final Health.Alarm alarm : training.health().standing())
				context.warn(title + ": " + alarm.message() + ".");
		}
		context.record(title, facts);
	}

	private void note(final Selection selection, final Map<String, Object> facts) {
		facts.put("selected", selection.reason());
		facts.put("snapshots", selection.seen());
		if (selection.broughtNothing())
			context.warn(title
					+ ": no snapshot brought the images closer to the real training images; lower lambda or train longer.");
	}

	/** Deletes what only an interrupted run needs. */
	void discardCheckpoints() {
		for (final Path checkpoint : checkpoints) new CheckpointStore(checkpoint, "").delete();
	}

	private Refinement train(final SimGanConfig settings, final PatchSet reals, final Optional<Selection> selection,
			final Path into, final String label) {
		final Batches batches = new Batches(synthetic, reals, pairs, settings.crop(), settings.flips());
		final PatchSet shown = synthetic
				.subset(batches.pick(Math.min(SHOWN, synthetic.size()), seeds.random(name + ".shown", 0)));
		final Schedule schedule = new Schedule(label, RoundFigure.UNIT, settings.steps(),
				Math.max(1, settings.steps() / settings.snapshots())).showing("synthetic", "refined");
		final String identity = identity(settings, reals);
		final Refinement training = new Refinement(settings, settings.lambda(), batches, shown, selection, name, seeds,
				context);
		try {
			new TrainingLoop(schedule, into, identity, synthetic.width(), synthetic.height(), synthetic.spacing(),
					listeners, context).run(training);
			checkpoints.add(into.resolve("checkpoint"));
			new CheckpointStore(into.resolve("checkpoint"), identity).save(CheckpointStore.STATE, settings.steps(),
					List.of(), training);
			return training;
		} catch (final RuntimeException e) {
			training.close();
			throw e;
		}
	}

	private SimGanConfig sweep(final Map<String, Object> facts) {
		final List<String> heldOut = LambdaSweep.heldOut(real, seeds, name);
		if (heldOut.isEmpty())
			context.warn(title + ": too few subjects to hold any out, so lambda is chosen on the training images.");
		final PatchSet inner = heldOut.isEmpty() ? real : real.filter(p -> !heldOut.contains(p.subject()));
		final PatchSet judges = heldOut.isEmpty() ? real : real.filter(p -> heldOut.contains(p.subject()));
		final PatchSet sample = Assessment.sample(synthetic);
		final List<LambdaSweep.Trial> trials = new ArrayList<>();
		final int rounds = (int) Math.max(1, Math.round(LambdaSweep.SHARE * config.rounds()));
		for (final double lambda : LambdaSweep.CANDIDATES) {
			final SimGanConfig trial = config.forTrial(rounds, lambda);
			final Path into = folder.resolve("sweep").resolve("lambda-" + lambda);
			try (Refinement training = train(trial, inner, Optional.empty(), into, title + ", lambda " + lambda);
					Refiner refiner = training.result()) {
				final List<float[]> refined = refiner.refine(sample.pixels(), sample.width(), sample.height(), context);
				trials.add(new LambdaSweep.Trial(lambda,
						new Assessment(judges, sample, refined, seeds.random(name + ".sweep", 0)),
						training.health().verdict()));
			}
		}
		AtomicFiles.writeText(folder.resolve("sweep.csv"), LambdaSweep.table(trials));
		final LambdaSweep.Trial best = LambdaSweep.best(trials);
		if (!best.isHealthy())
			context.warn(title + ": no value of lambda in the sweep gave a healthy training; see sweep.csv.");
		facts.put("lambda_choice", "the smallest KID to "
				+ (heldOut.isEmpty() ? "the training images" : "the images of " + heldOut.size() + " subjects held out")
				+ ", see sweep.csv");
		return config.withLambda(best.lambda());
	}

	private String identity(final SimGanConfig settings, final PatchSet reals) {
		return TrainingIdentity.of("SimGAN", VERSION, settings.settings().asText(), seeds,
				List.of(Map.entry("synthetic images", synthetic.contentHash()),
						Map.entry("real images", reals.contentHash()), Map.entry("pairs", pairs.contentHash())));
	}
}
