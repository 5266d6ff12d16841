/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.ModelCard;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.Backend;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.cmrgan.train.StepCurves;
import org.cmrgan.train.StepTable;
import org.cmrgan.train.TrainingListener;
import org.cmrgan.train.TrainingLoop;

/** Trains refiners and refines images with them. */
public final class SimGan {
	/** File name of a trained refiner in its folder. */
	public static final String MODEL = Refiner.MODEL;
	/** Column of a refined set: the id of the synthetic image it was made of. */
	static final String PARENT = "parent";
	/** Column of a refined set: SHA-256 of the refiner's model.zip. */
	public static final String REFINER = "refiner";
	/** Mean |R(x) - x| below which a refiner counts as changing nothing: a thousandth of the range [-1, 1]. */
	public static final double NOTHING = 0.002;
	/** Fraction of changed decisions above which refining counts as changing labels. */
	private static final double MOST_FLIPS = 0.05;

	private SimGan() {}

	/**
	 * Trains one refiner for all labels, or one per label. It writes model.zip, losses.csv and samples.tif to
	 * {@code folder}; with one refiner per label, to a folder for each label inside it, and models.csv, losses.csv and
	 * samples.tif in {@code folder} are their index. It continues from a checkpoint that an interrupted training left.
	 *
	 * @param config settings of the training
	 * @param synthetic the images to refine; their labels are those of {@code real}
	 * @param real the target: the training part of the fold, without test images
	 * @param pairs pairs of images from codes and their training images; none if the generators have no codes
	 * @param folder of the fold's refiner
	 * @param seeds of the run
	 * @param context receives progress and messages, and checks for a request to stop
	 * @param listeners watch the training
	 * @throws UserError if the sets do not fit together, or if training diverges
	 */
	public static void train(final SimGanConfig config, final PatchSet synthetic, final PatchSet real,
			final Pairs pairs, final Path folder, final Seeds seeds, final RunContext context,
			final List<TrainingListener> listeners) {
		train(config, synthetic, real, pairs, folder, seeds, ModelCard.blank(), context, listeners);
	}

	/**
	 * As {@link #train(SimGanConfig, PatchSet, PatchSet, Pairs, Path, Seeds, RunContext, List)}.
	 *
	 * @param config settings of the training
	 * @param synthetic the images to refine
	 * @param real the target: the training part of the fold, without test images
	 * @param pairs pairs of images from codes and their training images; none if the generators have no codes
	 * @param folder of the fold's refiner
	 * @param seeds of the run
	 * @param study describes the study; written into each model.zip
	 * @param context receives progress and messages, and checks for a request to stop
	 * @param listeners watch the training
	 */
	public static void train(final SimGanConfig config, final PatchSet synthetic, final PatchSet real,
			final Pairs pairs, final Path folder, final Seeds seeds, final ModelCard study, final RunContext context,
			final List<TrainingListener> listeners) {
		Backend.prepare(context);
		final ModelCard card = study.of(ModelCard.Kind.REFINER, config.settings().asText()).holding(false);
		final List<RefinerTraining> trainings = new ArrayList<>();
		if (config.perLabel()) {
			for (final String label : synthetic.labels())
				trainings.add(new RefinerTraining(config, synthetic.ofLabel(label), real.ofLabel(label),
						pairs.ofLabel(label), folder.resolve(label), "SimGAN " + label, seeds, context, listeners));
		} else {
			trainings.add(
					new RefinerTraining(config, synthetic, real, pairs, folder, "SimGAN", seeds, context, listeners));
		}
		for (int i = 0; i < trainings.size(); i++)
			trainings.get(i).run(config.perLabel() ? card.ofLabel(synthetic.labels().get(i)) : card);
		if (config.perLabel()) Parts.index(folder, synthetic.labels());
		assess(config, synthetic, real, folder, seeds, context);
		for (final RefinerTraining training : trainings) training.discardCheckpoints();
	}

	/** Records the effect of the refiners on a part of the synthetic images, compared with the real training images. */
	private static void assess(final SimGanConfig config, final PatchSet synthetic, final PatchSet real,
			final Path folder, final Seeds seeds, final RunContext context) {
		final PatchSet sample = Assessment.sample(synthetic);
		final List<float[]> refined = refine(folder, sample, context).pixels();
		final Map<String, Object> facts = new Assessment(real, sample, refined, seeds.random("simgan.assessment", 0))
				.facts();
		if (config.labelSteps() > 0 && real.labels().size() == 2) {
			try (LabelCheck check = new LabelCheck(real, config.labelSteps(), seeds, context)) {
				final double flips = check.flips(sample.pixels(), refined);
				facts.put("flipped_decisions", flips);
				facts.put("label_check_accuracy", check.accuracy(real));
				if (flips > MOST_FLIPS)
					context.warn(String.format(java.util.Locale.ROOT,
							"Refining changed %.0f %% of a classifier's decisions: raise lambda%s.", 100 * flips,
							config.perLabel() ? "" : ", or give per_label=true"));
			}
		}
		context.record("refinement", facts);
	}

	/**
	 * Refines every image, in order. If there is a refiner per label, each image is refined by that of its label.
	 *
	 * @param model a model.zip, or the folder that {@link #train} filled
	 * @param synthetic the images to refine
	 * @param context receives progress and messages, and checks for a request to stop
	 * @return as many images; id and label kept, with the columns {@link #PARENT} and {@link #REFINER}
	 * @throws UserError if there is no refiner
	 */
	public static PatchSet refine(final Path model, final PatchSet synthetic, final RunContext context) {
		Backend.prepare(context);
		final Map<String, Path> models = new HashMap<>();
		for (final String label : synthetic.labels()) models.put(label, modelFor(model, label));
		final Map<String, String> hashes = new HashMap<>();
		final float[][] pixels = new float[synthetic.size()][];
		try (Progress progress = context.start("Refining", "image", synthetic.size())) {
			int done = 0;
			for (final Path file : new java.util.TreeSet<>(models.values())) {
				hashes.put(file.toString(), Hashes.of(file));
				final List<Integer> places = new ArrayList<>();
				final List<float[]> images = new ArrayList<>();
				for (int i = 0; i < synthetic.size(); i++) {
					if (!models.get(synthetic.patch(i).label()).equals(file)) continue;
					places.add(i);
					images.add(synthetic.pixels(i));
				}
				try (Refiner refiner = Refiner.load(file)) {
					final List<float[]> refined = refiner.refine(images, synthetic.width(), synthetic.height(),
							context);
					for (int i = 0; i < refined.size(); i++) pixels[places.get(i)] = refined.get(i);
				}
				done += images.size();
				progress.done(done);
			}
		}
		final List<Patch> patches = new ArrayList<>();
		for (final Patch p : synthetic.patches())
			patches.add(p.with(PARENT, p.id()).with(REFINER, hashes.get(models.get(p.label()).toString())));
		return new PatchSet(synthetic.width(), synthetic.height(), synthetic.spacing(), patches, List.of(pixels));
	}

	/**
	 * {@return the mean |R(x) - x| over all pixels, in the networks' range [-1, 1]}
	 *
	 * @param synthetic the images to refine
	 * @param refined of the synthetic images, in their order; may be fewer
	 */
	public static double change(final PatchSet synthetic, final PatchSet refined) {
		double sum = 0;
		final int count = Math.min(synthetic.size(), refined.size());
		for (int i = 0; i < count; i++) {
			final float[] x = synthetic.pixels(i);
			final float[] y = refined.pixels(i);
			for (int k = 0; k < x.length; k++) sum += Math.abs(y[k] - x[k]) / x.length;
		}
		return count == 0 ? 0 : sum / count;
	}

	/**
	 * Tells whether images were made by the refiner in a folder.
	 *
	 * @param folder filled by {@link #train}
	 * @param refined an image that does not name its refiner counts as made by it
	 * @return true also if the folder has no refiner to compare with
	 */
	public static boolean made(final Path folder, final PatchSet refined) {
		if (!isTrained(folder, refined.labels())) return true;
		final Map<String, String> hashes = new HashMap<>();
		for (final String label : refined.labels()) hashes.put(label, Hashes.of(modelFor(folder, label)));
		return refined.patches().stream()
				.allMatch(p -> p.get(REFINER).isEmpty() || p.get(REFINER).equals(hashes.get(p.label())));
	}

	private static Path modelFor(final Path model, final String label) {
		if (Files.isRegularFile(model)) return model;
		if (Files.isRegularFile(model.resolve(MODEL))) return model.resolve(MODEL);
		final Path own = model.resolve(label).resolve(MODEL);
		if (Files.isRegularFile(own)) return own;
		throw UserError.of("%s has no refiner (neither %s nor %s): run Train SimGAN first.", model, MODEL,
				label + "/" + MODEL);
	}

	/**
	 * {@return the figures of a finished training of one refiner}
	 *
	 * @param folder of that refiner: that of its label if there is one for each
	 * @throws UserError naming the file, and the column or row that is not valid
	 */
	public static StepCurves curves(final Path folder) {
		return StepTable.read(folder.resolve(TrainingLoop.LOSSES), RoundFigure.UNIT, RoundFigure.always(),
				RoundFigure.later(), Menu.TRAIN_SIMGAN);
	}

	/**
	 * {@return true if a folder contains a refiner for each label, and itself only the index of their curves}
	 *
	 * @param folder filled by {@link #train}
	 */
	public static boolean isPerLabel(final Path folder) {
		return Files.exists(folder.resolve(Parts.MODELS));
	}

	/** True if {@link #refine} finds a refiner for every one of these labels. */
	static boolean isTrained(final Path folder, final List<String> labels) {
		return Files.isRegularFile(folder.resolve(MODEL)) || !labels.isEmpty()
				&& labels.stream().allMatch(l -> Files.isRegularFile(folder.resolve(l).resolve(MODEL)));
	}
}
