/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.ModelCard;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Backend;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Preset;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.train.Schedule;
import org.cmrgan.train.StepCurves;
import org.cmrgan.train.StepTable;
import org.cmrgan.train.TrainingListener;
import org.cmrgan.train.TrainingLoop;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Trains generators, and makes synthetic images with them. */
public final class EGan {
	/** File name of a trained generator. */
	public static final String MODEL = GeneratorFile.NAME;
	/** Folder beside a trained generator of {@code start=learned}: its images of the codes of its training images. */
	public static final String REDRAWN = Redrawn.FOLDER;
	/** Column of a redrawn set: the id of the training image. */
	public static final String ORIGINAL = Redrawn.ORIGINAL;
	/** Column of a synthetic set: hash of the subjects that the generator's fold was trained on. */
	public static final String TRAINING_SUBJECTS = "trainingsubjects";
	/** Column of a synthetic set: SHA-256 of the generator's model.zip. */
	public static final String GENERATOR = "generator";
	/** Fewest images of a class on which a generator can be trained. */
	public static final int FEWEST = 4;
	/** The side of an image is a multiple of this, because the generator doubles its first maps four times. */
	private static final int SIDE = 16;
	private static final int CHUNK = 64;

	private EGan() {}

	/**
	 * Trains the generator of one class, and continues from a checkpoint if there is one.
	 *
	 * @param config settings of the training
	 * @param real images of that class, of training subjects only
	 * @param label the class, for names and seeds
	 * @param folder receives model.zip, losses.csv, fitness.csv, samples.tif and, during training, checkpoint/
	 * @param seeds of the run
	 * @param listeners watch the training
	 * @param context receives progress and messages, and checks for a request to stop
	 * @throws UserError if there are too few images
	 */
	public static void train(final EGanConfig config, final PatchSet real, final String label, final Path folder,
			final Seeds seeds, final List<TrainingListener> listeners, final RunContext context) {
		train(config, real, label, folder, seeds, ModelCard.blank(), listeners, context);
	}

	/**
	 * As {@link #train(EGanConfig, PatchSet, String, Path, Seeds, List, RunContext)}.
	 *
	 * @param config settings of the training
	 * @param real training images of the class
	 * @param label the class
	 * @param folder receives model.zip, losses.csv, fitness.csv, samples.tif and, during training, checkpoint/
	 * @param seeds of the run
	 * @param study describes the study; written into model.zip
	 * @param listeners watch the training
	 * @param context receives progress and messages, and checks for a request to stop
	 */
	public static void train(final EGanConfig config, final PatchSet real, final String label, final Path folder,
			final Seeds seeds, final ModelCard study, final List<TrainingListener> listeners,
			final RunContext context) {
		train(config, real, label, folder, seeds, study, Schedule.CHECKPOINT_INTERVAL, listeners, context);
	}

	static void train(final EGanConfig config, final PatchSet real, final String label, final Path folder,
			final Seeds seeds, final ModelCard study, final Duration checkpointEvery,
			final List<TrainingListener> listeners, final RunContext context) {
		if (real.size() < FEWEST)
			throw UserError.of("Class %s has only %d training images, but E-GAN needs %d: add images of this class.",
					label, real.size(), FEWEST);
		if (real.width() != real.height() || real.width() % SIDE != 0)
			throw UserError.of(
					"The patches are %dx%d, but E-GAN needs square patches whose side is a multiple of %d: preprocess again, e.g. with size=80.",
					real.width(), real.height(), SIDE);
		try (GeneratorTraining training = new GeneratorTraining(config, real, label, folder, seeds,
				card(study, config, label), checkpointEvery, listeners, context)) {
			training.run();
			training.export();
		}
	}

	/**
	 * {@return the curves of a finished training}
	 *
	 * @param folder filled by {@link #train}
	 * @throws UserError naming the file, and the column or row that is not valid
	 */
	public static StepCurves curves(final Path folder) {
		final StepCurves read = StepTable.read(folder.resolve(TrainingLoop.LOSSES), GenerationFigure.UNIT,
				GenerationFigure.always(), GenerationFigure.ofLearning(), Menu.TRAIN_EGAN);
		return read.has(GenerationFigure.PHASE)
				? read.withoutZeros(GenerationFigure.PHASE, GenerationFigure.REGRESSION)
				: read;
	}

	/**
	 * {@return the steps of the snapshots that a finished training keeps, in ascending order} Each can become its
	 * generator.
	 *
	 * @param folder filled by {@link #train}
	 */
	public static List<Long> snapshots(final Path folder) {
		return Snapshots.steps(folder);
	}

	/**
	 * {@return the model file of a snapshot}
	 *
	 * @param folder filled by {@link #train}
	 * @param step of a snapshot that was kept
	 */
	public static Path snapshot(final Path folder, final long step) {
		return Snapshots.file(folder, step);
	}

	/**
	 * {@return the step of the snapshot that is the generator of a finished training; empty if that snapshot was not
	 * kept}
	 *
	 * @param folder filled by {@link #train}
	 */
	public static OptionalLong chosen(final Path folder) {
		return Snapshots.chosen(folder);
	}

	/**
	 * Makes another snapshot the generator of a finished training: writes model.zip, and the images that this generator
	 * makes from the codes of the training images.
	 *
	 * @param config of the training, like {@code real}, {@code label} and {@code seeds}
	 * @param real of the training
	 * @param label of the training
	 * @param folder filled by {@link #train}
	 * @param seeds of the training
	 * @param step of the snapshot
	 * @param context receives progress and messages, and checks for a request to stop
	 * @throws UserError if that snapshot was not kept
	 */
	public static void choose(final EGanConfig config, final PatchSet real, final String label, final Path folder,
			final Seeds seeds, final long step, final RunContext context) {
		if (!snapshots(folder).contains(step))
			throw UserError.of("%s keeps no snapshot of generation %d: give one of %s.", folder, step,
					snapshots(folder).stream().map(String::valueOf).collect(Collectors.joining(", ")));
		GeneratorTraining.choose(config, real, label, folder, seeds, step, context);
	}

	/**
	 * {@return the number of generations of a finished training in which each mutation had the fittest child}
	 *
	 * @param folder filled by {@link #train}
	 * @throws UserError naming the file, and the column or row that is not valid
	 */
	public static Map<Mutation, Integer> wins(final Path folder) {
		return FitnessTable.wins(folder);
	}

	/**
	 * Makes a generator of mosaics of registered images of one class, the initial generator of {@code start=mosaic},
	 * without training it. Its images are augmentation by registration: the baseline that a trained generator has to
	 * beat.
	 *
	 * @param preset the preset whose defaults apply
	 * @param real images of that class, of training subjects only; model.zip holds them
	 * @param label the class
	 * @param folder receives model.zip
	 * @param seeds of the run
	 * @param study describes the study; written into model.zip
	 * @param context receives progress and messages, and checks for a request to stop
	 */
	public static void register(final Preset preset, final PatchSet real, final String label, final Path folder,
			final Seeds seeds, final ModelCard study, final RunContext context) {
		Backend.prepare(context);
		final EGanConfig config = EGanConfig.of(Map.of(Settings.PRESET.name(), preset.key(), "start", "mosaic"));
		final String name = "mosaic." + label;
		final Start start = Starts.of(config, real, real.subset(), seeds.random(name, 0), context);
		try (AdversarialGraph generator = AdversarialGraph.create(start.generator(config), start.optimiser(config),
				seeds.of(name + ".generator"))) {
			start.applyTo(generator, context);
			GeneratorFile.write(generator, folder.resolve(MODEL),
					card(study, config, label).holding(start.holdsImages()));
		}
	}

	/**
	 * Trains like {@link #train} to measure the time. It selects no generator, so that it cannot fail because none is
	 * usable.
	 *
	 * @param config settings of the training
	 * @param real training images of the class
	 * @param folder receives the files of a running training, to be deleted
	 * @param listener called after every generation; ends the training
	 * @param context receives progress and messages, and checks for a request to stop
	 */
	public static void time(final EGanConfig config, final PatchSet real, final Path folder,
			final TrainingListener listener, final RunContext context) {
		try (GeneratorTraining training = new GeneratorTraining(config, real, "timed", folder, new Seeds(1),
				ModelCard.blank(), Schedule.CHECKPOINT_INTERVAL, List.of(listener), context)) {
			training.run();
		}
	}

	/**
	 * Makes synthetic images of one class. Image i depends only on the generator, the seed and i, so that a smaller set
	 * is the start of a larger one.
	 *
	 * @param model the generator's model.zip
	 * @param label the class
	 * @param count number of images
	 * @param like a set with the size and spacing of the images
	 * @param trainingSubjects hash of the subjects on which the fold's generators were trained
	 * @param seeds of the run
	 * @param context receives progress and messages, and checks for a request to stop
	 * @return {@code count} patches without a subject, each with its provenance
	 */
	public static PatchSet synthesize(final Path model, final String label, final int count, final PatchSet like,
			final String trainingSubjects, final Seeds seeds, final RunContext context) {
		Backend.prepare(context);
		final String sha = Hashes.of(model);
		final String name = "egan." + label + ".synthesis";
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		try (AdversarialGraph generator = AdversarialGraph.load(model);
				Progress progress = context.start("Synthetic images " + label, "image", count)) {
			final Latents latents = Latents.of(generator.architecture());
			for (int begin = 0; begin < count; begin += CHUNK) {
				final List<INDArray> z = new ArrayList<>();
				// Chunks always have the full size, because an image must not depend on how many images are requested.
				for (int i = begin; i < begin + CHUNK; i++) z.add(latents.draw(1, seeds.random(name, i)));
				final List<float[]> images;
				try (INDArray all = Nd4j.vstack(z.toArray(new INDArray[0]))) {
					images = Latents.images(generator, all);
				}
				for (int i = begin; i < Math.min(count, begin + CHUNK); i++) {
					pixels.add(images.get(i - begin));
					final Map<String, String> more = new LinkedHashMap<>();
					more.put(GENERATOR, sha);
					more.put("zseed", Long.toString(seeds.of(name, i)));
					more.put(TRAINING_SUBJECTS, trainingSubjects);
					rows.add(new Patch(String.format(Locale.ROOT, "%s-synthetic-%05d", label, i + 1), "", label, 0,
							more));
				}
				progress.done(Math.min(count, begin + CHUNK));
			}
		}
		return new PatchSet(like.width(), like.height(), like.spacing(), rows, pixels);
	}

	/**
	 * {@return the card of a generator's file}
	 *
	 * @param model a model.zip
	 * @throws UserError if there is no such file, if it is not a generator of one class, or if it has no card
	 */
	public static ModelCard cardOf(final Path model) {
		try (AdversarialGraph network = AdversarialGraph.load(model)) {
			final ModelCard card = network.card().orElseThrow(() -> UserError.of(
					"The model %s was written by an early version and lacks the description of its images: synthesize with study=, or train again.",
					model));
			final long[] out = network.architecture().outputShape();
			if (card.kind().orElse(null) != ModelCard.Kind.GENERATOR || card.label().isEmpty()
					|| network.architecture().inputShape().length != 1 || out.length != 3 || out[0] != 1)
				throw UserError.of("The model %s is not a generator%s: give the model.zip of an egan folder.", model,
						card.kind().map(k -> " but a " + k.name().toLowerCase(Locale.ROOT)).orElse(""));
			return card;
		}
	}

	/**
	 * Makes synthetic images from a generator's file alone. They are the same as those of {@link #synthesize(Path,
	 * String, int, PatchSet, String, Seeds, RunContext)} in its study.
	 *
	 * @param model a model.zip
	 * @param count number of images
	 * @param seeds of the run
	 * @param context receives progress and messages, and checks for a request to stop
	 * @return {@code count} patches without a subject, each with its provenance
	 * @throws UserError as {@link #cardOf}
	 */
	public static PatchSet synthesize(final Path model, final int count, final Seeds seeds, final RunContext context) {
		final ModelCard card = cardOf(model);
		final PatchSet like = new PatchSet(card.size(), card.size(), card.spacing(), List.of(), List.of());
		return synthesize(model, card.label().orElseThrow(), count, like, card.trainingSubjects(), seeds, context);
	}

	/**
	 * Tells whether images were made by the generator in a folder.
	 *
	 * @param folder filled by {@link #train}
	 * @param images of one class; an image that does not name its generator counts as made by it
	 * @return true also if the folder has no generator to compare with
	 */
	public static boolean made(final Path folder, final PatchSet images) {
		final Path model = folder.resolve(MODEL);
		if (!Files.isRegularFile(model)) return true;
		final String sha = Hashes.of(model);
		return images.patches().stream().map(p -> p.get(GENERATOR)).allMatch(g -> g.isEmpty() || g.equals(sha));
	}

	private static ModelCard card(final ModelCard study, final EGanConfig config, final String label) {
		return study.of(ModelCard.Kind.GENERATOR, config.settings().asText()).ofLabel(label);
	}
}
