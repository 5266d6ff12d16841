/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.cmrgan.data.PatchSet;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;

/**
 * The experiment of section 3 of Fu et al. 2021 (doi 10.1155/2021/3279563), without leaks: classifiers are trained on
 * each arm's images of a fold's training subjects, and tested on the real images of its test subjects.
 * <p>
 * Every finished cell is stored at once under {@code cells/}. A run that was killed or cancelled continues with the
 * missing cells, and a run with more arms, multiples, classifiers or repeats runs only the new ones. With the same
 * number of threads, predictions.csv is identical, however often the run was interrupted.
 * <p>
 * Blocks until done. The cells of a fold run in parallel, each on its own thread.
 */
public final class Experiment {
	/** Fact of run.json: the number of cells trained on each kind of machine. */
	static final String MACHINES = "cells_by_instructions";

	private final EvaluateConfig config;
	private final Seeds seeds;
	private final TrainingSets sets;
	private final Path folder;
	private final PatchSet real;
	private final CellRunner runner;

	/**
	 * @param folder the study's evaluation folder
	 * @throws UserError unless the real images have exactly two labels and at least two folds with both labels in each
	 */
	Experiment(final EvaluateConfig config, final Seeds seeds, final TrainingSets sets, final Path folder) {
		this(config, seeds, sets, folder, Optional.empty());
	}

	/**
	 * Creates an experiment that keeps the networks that it trains.
	 *
	 * @param config what to run
	 * @param seeds of the experiment
	 * @param sets provide the images
	 * @param folder of the evaluation
	 * @param keeper keeps the networks, if they are to be kept
	 */
	public Experiment(final EvaluateConfig config, final Seeds seeds, final TrainingSets sets, final Path folder,
			final Optional<ModelKeeper> keeper) {
		this(config, seeds, sets, folder, new ClassifierTraining(config, seeds, sets.positive(), sets.real().labels(),
				sets.real().width(), sets.isMeasured(), keeper));
	}

	Experiment(final EvaluateConfig config, final Seeds seeds, final TrainingSets sets, final Path folder,
			final CellRunner runner) {
		this.runner = runner;
		this.config = config;
		this.seeds = seeds;
		this.sets = sets;
		this.folder = folder;
		this.real = sets.real();
		check();
	}

	private void check() {
		if (real.labels().size() != 2 || !real.labels().contains(sets.positive()))
			throw UserError.of("Evaluation needs two labels, one of them %s, but the images have %s: preprocess again.",
					sets.positive(), String.join(", ", real.labels()));
		if (real.folds() < 2) throw new UserError("Evaluation needs at least 2 folds: preprocess with folds=4.");
		for (int fold = 1; fold <= real.folds(); fold++) {
			if (real.testOf(fold).labels().size() != 2 || real.trainingOf(fold).labels().size() != 2)
				throw UserError.of(
						"Fold %d has test or training images of one label only: preprocess again with fewer folds.",
						fold);
		}
		config.amount().requireOneOf(real.labels());
		if (config.multiples().equals(List.of(0)) && config.arms().stream().allMatch(Arm::hasMultiple))
			throw new UserError(
					"With multiples=0 none of the chosen arms can run, because all of them add images: give arms=none or multiples=3.");
	}

	/** The cells of a configuration, in the order in which they run. */
	static TreeSet<Cell> cells(final EvaluateConfig config, final int folds) {
		final TreeSet<Cell> cells = new TreeSet<>();
		for (int fold = 1; fold <= folds; fold++)
			for (final Classifier classifier : withYardstick(config))
				for (int repeat = 1; repeat <= config.repeats(); repeat++)
					for (final Arm arm : config.arms())
						for (final int multiple : arm.hasMultiple() ? config.multiples() : List.of(0))
							cells.add(new Cell(fold, arm, multiple, classifier, repeat));
		return cells;
	}

	/**
	 * {@return each cell of a configuration as a separate share, in the order in which they run}
	 *
	 * @param config what to run
	 * @param folds number of folds of the study
	 */
	public static List<CellShare> shares(final EvaluateConfig config, final int folds) {
		final TreeSet<Cell> cells = cells(config, folds);
		final List<CellShare> out = new ArrayList<>();
		for (final Cell cell : cells) out.add(new CellShare(cell, out.size() + 1 + "/" + cells.size()));
		return out;
	}

	/**
	 * {@return a generous estimate of the bytes of memory for training the largest of the networks}
	 *
	 * @param config what to run
	 * @param size pixels along each side of the images
	 */
	public static long trainingBytes(final EvaluateConfig config, final int size) {
		return ClassifierTraining.bytes(config, size);
	}

	private static List<Classifier> withYardstick(final EvaluateConfig config) {
		final List<Classifier> out = new ArrayList<>(config.classifiers());
		out.add(Classifier.YARDSTICK);
		return out;
	}

	/**
	 * Runs the cells that are missing and writes predictions.csv.
	 *
	 * @throws UserError if added images come from networks that saw a test subject, naming the subjects
	 * @throws org.cmrgan.run.CancelledException after a cancel; finished cells are kept
	 */
	Predictions run(final RunContext context) {
		return run(() -> List.of(), context);
	}

	/**
	 * Runs the experiment, and joins its results with those that an earlier run of the same configuration left for
	 * other arms, multiples or classifiers.
	 *
	 * @param earlier called when all cells are finished; a cell of this run takes precedence
	 * @param context receives progress and messages, and checks for a request to stop
	 * @return the predictions of all cells
	 */
	public Predictions run(final Supplier<List<CellResult>> earlier, final RunContext context) {
		final TreeSet<Cell> cells = cells(config, real.folds());
		runner.prepare(context);
		final List<CellResult> results = new ArrayList<>();
		int found = 0;
		try (Progress progress = context.start("Evaluation", "cell", cells.size())) {
			for (int fold = 1; fold <= real.folds(); fold++) found += fold(fold, cells, results, progress, context);
		}
		context.record("cells", cells.size());
		context.record("cells_kept", found);
		if (!runner.identity().isEmpty()) context.record("weights_sha256", runner.identity());
		context.record("cells_side_by_side", runner.sideBySide());
		final List<CellResult> all = new ArrayList<>(results);
		earlier.get().stream().filter(r -> !cells.contains(r.cell())).forEach(all::add);
		if (all.size() > results.size()) context.record("cells_of_earlier_evaluations", all.size() - results.size());
		final Predictions predictions = new Predictions(all);
		new Curves(results).writeWithEarlier(folder.resolve(Curves.FILE), all);
		predictions.write(folder.resolve(Predictions.FILE));
		for (final Classifier classifier : config.classifiers())
			context.record("recipe_" + classifier.key(), new Recipe(config, classifier).toString());
		new TrainingCheck(results).warn(context);
		final Map<String, Integer> machines = new TreeMap<>();
		results.stream().filter(r -> !r.machine().isEmpty()).forEach(r -> machines.merge(r.machine(), 1, Integer::sum));
		context.record(MACHINES, machines);
		if (machines.size() > 1)
			context.warn("The networks of the cells were trained with different instruction sets or threads ("
					+ machines.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue() + " cells")
							.collect(Collectors.joining("; "))
					+ "), so no single computer reproduces these tables: train all cells with the same isa= and threads=.");
		return predictions;
	}

	/**
	 * Runs and stores the missing cells of a share, and nothing else. Any number of processes may run shares of one
	 * experiment at once. A later run of the whole experiment uses their cells.
	 *
	 * @param share the cells to run
	 * @param context receives progress and messages, and checks for a request to stop
	 * @throws UserError as {@link #run(RunContext)}
	 */
	public void run(final Share share, final RunContext context) {
		final TreeSet<Cell> cells = share.of(cells(config, real.folds()));
		runner.prepare(context);
		final List<CellResult> results = new ArrayList<>();
		int found = 0;
		try (Progress progress = context.start("Evaluation, share " + share, "cell", cells.size())) {
			for (int fold = 1; fold <= real.folds(); fold++) found += fold(fold, cells, results, progress, context);
		}
		context.record("cells", cells.size());
		context.record("cells_kept", found);
		if (!runner.identity().isEmpty()) context.record("weights_sha256", runner.identity());
	}

	/**
	 * Makes the missing images that the cells of a fold add to the real ones, without training a cell.
	 *
	 * @param fold the test fold, from 1
	 * @param context receives progress and messages, and checks for a request to stop
	 * @throws UserError as {@link #run(RunContext)}
	 */
	public void images(final int fold, final RunContext context) {
		config.arms().stream().map(Arm::source).distinct().forEach(source -> added(source, fold, context));
	}

	/** Adds the results of a fold's cells; returns how many existed already. */
	private int fold(final int fold, final TreeSet<Cell> cells, final List<CellResult> results, final Progress progress,
			final RunContext context) {
		final CellStore store = new CellStore(this.folder.resolve("cells"),
				cell -> new Recipe(config, cell.classifier()).ofACell(sets.isMeasured()), "seed=" + seeds.master(),
				"positive=" + sets.positive(), real.contentHash(), "weights=" + runner.identity());
		final Map<Arm.Source, PatchSet> sources = new EnumMap<>(Arm.Source.class);
		final Map<Cell, PatchSet> missing = new TreeMap<>();
		final Map<Cell, String> hashes = new TreeMap<>();
		final int before = results.size();
		for (final Cell cell : cells) {
			if (cell.fold() != fold) continue;
			final PatchSet images = firstOf(
					sources.computeIfAbsent(cell.arm().source(), source -> added(source, fold, context)), cell);
			hashes.put(cell, images.isEmpty() ? "" : images.contentHash());
			final Optional<CellResult> stored = store.read(cell, hashes.get(cell));
			if (stored.isPresent()) results.add(stored.get());
			else
				missing.put(cell, images);
		}
		final int found = results.size() - before;
		progress.found(found);
		progress.done(results.size());
		new CellPool(runner, context).run(missing.keySet(),
				cell -> new CellImages(cell, sets.real(cell.fold()), sets.positive(), missing.get(cell), config, seeds),
				result -> {
					store.write(result, hashes.get(result.cell()));
					results.add(result);
					context.info(words(result));
				}, words -> {
					progress.doing(words);
					progress.done(results.size());
				});
		progress.doing("");
		progress.done(results.size());
		return found;
	}

	private static String words(final CellResult result) {
		if (!Double.isNaN(result.validation()))
			return String.format(Locale.ROOT, "%s: balanced accuracy %.1f %% on validation subjects, at epoch %d",
					result.cell().title(), 100 * result.validation(), result.epoch());
		return Double.isNaN(result.fit())
				? result.cell().title() + ": finished"
				: String.format(Locale.ROOT, "%s: %d steps, balanced accuracy %.1f %% on the training images",
						result.cell().title(), result.steps(), 100 * result.fit());
	}

	private PatchSet added(final Arm.Source source, final int fold, final RunContext context) {
		final List<String> labels = real.labels();
		final PatchSet training = real.trainingOf(fold);
		final int multiple = config.amount().multiple(config.highestGanMultiple(),
				training.ofLabel(labels.get(0)).size(), training.ofLabel(labels.get(1)).size());
		switch (source) {
			case SYNTHETIC :
				return checked(sets.synthetic(fold, multiple, context), fold, "The E-GAN images");
			case REFINED :
				return checked(sets.refined(fold, multiple, context), fold, "The refined images");
			case REGISTERED :
				return checked(sets.mosaics(fold, multiple, context), fold, "The mosaics");
			default :
				return real.subset();
		}
	}

	/** The first images of each label, as many as the multiple asks for: further images must not change the cell. */
	private PatchSet firstOf(final PatchSet images, final Cell cell) {
		PatchSet out = images.subset();
		for (final String label : images.labels()) {
			final PatchSet ofLabel = images.ofLabel(label);
			final PatchSet training = real.trainingOf(cell.fold());
			final int ofClass = training.ofLabel(label).size();
			// If some of its subjects are held out, a class may lack up to as many images as the other class has.
			final int wanted = config.amount().isBalance()
					? config.amount().takes(label) ? training.size() - ofClass : 0
					: config.amount().images(label, cell.multiple(), ofClass, training.size() - ofClass);
			out = out.plus(ofLabel.subset(IntStream.range(0, Math.min(wanted, ofLabel.size())).toArray()));
		}
		return out;
	}

	private PatchSet checked(final AddedImages added, final int fold, final String what) {
		added.requireNoneOf(real.testOf(fold), fold, what);
		final PatchSet images = added.images();
		if (images.width() != real.width() || images.height() != real.height())
			throw UserError.of(
					"%s for fold %d have %dx%d pixels, but the real images %dx%d: train the networks of this fold again.",
					what, fold, images.width(), images.height(), real.width(), real.height());
		return images;
	}
}
