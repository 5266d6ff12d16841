/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.ModelCard;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Shuffle;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.cmrgan.train.RandomStreams;
import org.cmrgan.train.Schedule;
import org.cmrgan.train.TrainingIdentity;
import org.cmrgan.train.TrainingListener;
import org.cmrgan.train.TrainingLoop;

/** The training of the generator of one class. */
final class GeneratorTraining implements AutoCloseable {
	/** Number of latent vectors by which every snapshot is judged. */
	private static final int JUDGED = 64;
	/**
	 * Version of the training. Raise it when the same settings would train differently: a checkpoint of another version
	 * is not continued.
	 */
	private static final int VERSION = 8;

	private final String label;
	private final Path folder;
	private final RunContext context;
	private final PatchSet inner;
	private final PatchSet train;
	private final Selection selection;
	private final TrainingLoop loop;
	private final Start start;
	private final Snapshots snapshots;
	private final Evolution evolution;

	/** @param card what is already known of the network */
	GeneratorTraining(final EGanConfig config, final PatchSet real, final String label, final Path folder,
			final Seeds seeds, final ModelCard card, final Duration checkpointEvery,
			final List<TrainingListener> listeners, final RunContext context) {
		this.label = label;
		this.folder = folder;
		this.context = context;
		Backend.prepare(context);
		final String name = "egan." + label;
		inner = heldOut(real, seeds, name);
		train = real.filter(p -> !inner.subjects().contains(p.subject()));
		final Schedule schedule = new Schedule("E-GAN " + label, GenerationFigure.UNIT, config.steps(),
				config.snapshotEvery(), checkpointEvery);
		loop = new TrainingLoop(schedule, folder,
				TrainingIdentity.of("E-GAN", VERSION, config.settings().asText(), seeds,
						List.of(Map.entry("images", real.contentHash()))),
				real.width(), real.height(), real.spacing(), listeners, context);
		start = Starts.of(config, train, inner, seeds.random(name + ".start", 0), context);
		final PatchSet evolving = start.whole(config).isPresent() ? Detail.coarse(train) : train;
		final Optimiser adam = start.optimiser(config);
		final AdversarialGraph generator = AdversarialGraph.create(start.generator(config), adam,
				seeds.of(name + ".generator"), config.precision());
		selection = new Selection(train, inner, Latents.of(start.whole(config).orElse(generator.architecture()))
				.draw(JUDGED, seeds.random(name + ".selection", 0)));
		final Optional<AdversarialGraph> whole = start.whole(config)
				.map(w -> AdversarialGraph.create(w, adam, seeds.of(name + ".detail"), config.precision()));
		if (!loop.goesOn()) {
			start.applyTo(generator, context);
			if (!config.learns()) selection.consider(0, generator);
		}
		final AdversarialGraph discriminator = AdversarialGraph.create(start.discriminator(config, evolving.width()),
				adam, seeds.of(name + ".discriminator"), config.precision());
		snapshots = new Snapshots(folder, start, card.holding(start.holdsImages()));
		evolution = new Evolution(config, evolving, name, seeds, generator, discriminator, start.anchor(),
				whole.map(w -> detail(config, w, adam, seeds, name)), folder, selection, Optional.of(snapshots),
				context);
	}

	private Detail detail(final EGanConfig config, final AdversarialGraph whole, final Optimiser adam,
			final Seeds seeds, final String name) {
		return new Detail(config, train, whole,
				AdversarialGraph.create(
						Networks.textureDiscriminator(Networks.DETAIL_CHANNELS * config.width(), train.width()), adam,
						seeds.of(name + ".texture"), config.precision()),
				new RandomStreams(seeds, name + ".detail"));
	}

	void run() {
		loop.run(evolution);
	}

	/** Writes the best snapshot as model.zip, and its description. */
	void export() {
		for (final Alarms.Alarm alarm : evolution.alarms().standing())
			context.warn("E-GAN " + label + ": " + alarm.message() + ".");
		if (selection.isEarly())
			context.warn("E-GAN " + label
					+ ": training ended during regression, before any adversarial step: train with anew=true to complete it.");
		if (selection.isEmpty())
			throw UserError.of(
					"E-GAN %s collapsed to nearly one image at each of its %d snapshots, so no generator was kept: use start=mosaic, train for more generations, or raise gamma.",
					label, selection.seen().size());
		// Written before the model, whose presence marks a training as complete.
		if (start.anchor().isPresent()) redrawn().write(folder.resolve(Redrawn.FOLDER));
		evolution.export(snapshots);
		context.record(label + ".start", start.description());
		context.record(label + ".chosen", selection.reason());
		context.record(label + ".snapshots", selection.seen());
		context.record(label + ".wins", words(evolution.wins()));
		context.record(label + ".alarms", evolution.alarms().verdict());
		context.record(label + ".diversity_of_real", evolution.alarms().relativeDiversity());
		context.record(label + ".held_out_subjects", inner.subjects());
		loop.discardCheckpoints();
	}

	/**
	 * Makes another snapshot the generator of a finished training, and writes the images that it makes from the codes
	 * of the training images.
	 *
	 * @param step of the snapshot
	 */
	static void choose(final EGanConfig config, final PatchSet real, final String label, final Path folder,
			final Seeds seeds, final long step, final RunContext context) {
		Backend.prepare(context);
		final String name = "egan." + label;
		final PatchSet inner = heldOut(real, seeds, name);
		final PatchSet train = real.filter(p -> !inner.subjects().contains(p.subject()));
		final Optional<Anchor> anchor = Starts.of(config, train, inner, seeds.random(name + ".start", 0), context)
				.anchor();
		if (anchor.isPresent()) try (AdversarialGraph generator = AdversarialGraph.load(Snapshots.file(folder, step))) {
			final List<float[]> images = Evolution.redrawn(generator, anchor.get().codes(),
					new RandomStreams(seeds, name));
			redrawn(train, images).write(folder.resolve(Redrawn.FOLDER));
		}
		Snapshots.choose(folder, step);
	}

	/** The images that the selected generator makes from the codes of its training images, in their order. */
	private PatchSet redrawn() {
		return redrawn(train, evolution.redrawn());
	}

	private static PatchSet redrawn(final PatchSet train, final List<float[]> images) {
		final List<Patch> rows = new ArrayList<>();
		for (final Patch p : train.spread(LearnedStart.MOST).patches())
			rows.add(
					new Patch(p.id() + "-redrawn", p.subject(), p.label(), p.fold(), Map.of(Redrawn.ORIGINAL, p.id())));
		return new PatchSet(train.width(), train.height(), train.spacing(), rows, images);
	}

	@Override
	public void close() {
		evolution.close();
	}

	private static Map<String, Long> words(final Map<Mutation, Long> wins) {
		final Map<String, Long> out = new LinkedHashMap<>();
		wins.forEach((mutation, count) -> out.put(mutation.key(), count));
		return out;
	}

	/**
	 * About a seventh of the subjects, whose images score the snapshots; none if there are fewer than four subjects.
	 */
	private static PatchSet heldOut(final PatchSet real, final Seeds seeds, final String name) {
		final List<String> subjects = new ArrayList<>(real.subjects());
		if (subjects.size() < 4) return real.subset();
		final RandomGenerator random = seeds.random(name + ".inner", 0);
		Shuffle.of(subjects, random);
		final List<String> spared = subjects.subList(0, Math.max(1, Math.round(subjects.size() / 7f)));
		return real.filter(p -> spared.contains(p.subject()));
	}
}
