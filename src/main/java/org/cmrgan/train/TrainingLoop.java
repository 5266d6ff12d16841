/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.run.CancelledException;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/**
 * Takes a {@link Trainee} through its {@link Schedule}. It writes losses.csv and samples.tif, saves checkpoints at
 * intervals and resumes from the last one. It returns to the last snapshot when figures become NaN or infinite, or when
 * the trainee reports a failure. When the user cancels, it saves a checkpoint and stops at once.
 */
public final class TrainingLoop {
	/** The table of the figures of every step, in the folder of a training. */
	public static final String LOSSES = "losses.csv";
	/** The montages of its snapshots, see {@link SampleFilm}. */
	public static final String SAMPLES = "samples.tif";
	/** After this many returns to the last snapshot, the settings are the cause. */
	static final int MOST_SETBACKS = 3;

	private final Schedule schedule;
	private final Path folder;
	private final CheckpointStore checkpoints;
	private final StepTable losses;
	private final SampleStack samples;
	private final List<TrainingListener> listeners;
	private final RunContext context;
	private final int width;
	private final int height;
	private final List<String> setbacks = new ArrayList<>();

	/**
	 * @param schedule length of the training, snapshots and checkpoints
	 * @param folder receives losses.csv, samples.tif and checkpoint/
	 * @param identity what must be equal to resume; see {@link CheckpointStore}
	 * @param width of the images, pixels
	 * @param height of the images, pixels
	 * @param spacing of the images, mm
	 * @param listeners watch the training
	 * @param context receives progress and messages, and checks for a request to stop
	 */
	public TrainingLoop(final Schedule schedule, final Path folder, final String identity, final int width,
			final int height, final double spacing, final List<TrainingListener> listeners, final RunContext context) {
		this.schedule = schedule;
		this.folder = folder;
		this.width = width;
		this.height = height;
		this.checkpoints = new CheckpointStore(folder.resolve("checkpoint"), identity);
		this.losses = new StepTable(folder.resolve(LOSSES));
		this.samples = new SampleStack(folder.resolve(SAMPLES), spacing);
		this.listeners = List.copyOf(listeners);
		this.context = context;
	}

	/** {@return true if there is a checkpoint to continue from} */
	public boolean goesOn() {
		return checkpoints.step(CheckpointStore.STATE).isPresent();
	}

	/**
	 * Trains to the end, from the last checkpoint or, if there is none, from the start.
	 *
	 * @param trainee what to train
	 */
	public void run(final Trainee trainee) {
		long step = begin(trainee);
		long saved = System.nanoTime();
		losses.cutAfter(step);
		samples.cutAfter(step);
		for (final TrainingListener listener : listeners) listener.started(schedule, step);
		try (Progress progress = context.start(schedule.label(), schedule.unit(), schedule.steps())) {
			while (step < schedule.steps()) {
				if (context.isCancelled()) {
					checkpoint(trainee, step);
					context.warn(schedule.label() + " was cancelled after " + schedule.unit() + " " + step
							+ "; run the command again to continue from there.");
					throw new CancelledException();
				}
				progress.done(step);
				final Map<String, Double> figures = new HashMap<>(trainee.step(step + 1));
				Optional<String> failure = failure(trainee, step + 1, figures);
				final boolean last = step + 1 < schedule.steps()
						&& listeners.stream().anyMatch(TrainingListener::wantsEnd);
				List<float[]> images = List.of();
				if (failure.isEmpty() && (last || schedule.snapshotAfter(step + 1))) {
					images = trainee.snapshot(step + 1);
					figures.putAll(trainee.judgement());
					failure = failure(trainee, step + 1, figures);
				}
				if (failure.isPresent()) {
					step = goBack(trainee, step + 1, failure.get());
					saved = System.nanoTime();
					continue;
				}
				step++;
				report(trainee, step, figures, images);
				if (last) {
					context.warn(schedule.label() + " was ended after " + schedule.unit() + " " + step + " of "
							+ schedule.steps() + " by the user; the current state is kept as the result.");
					context.record(schedule.label() + " ended after " + schedule.unit(), step);
					break;
				}
				if (System.nanoTime() - saved >= schedule.checkpointEvery().toNanos()) {
					checkpoint(trainee, step);
					saved = System.nanoTime();
				}
			}
			progress.done(step);
		} finally {
			losses.flush();
			for (final TrainingListener listener : listeners) listener.ended();
		}
	}

	/** Ends a finished training, whose result is in place: deletes its checkpoints. */
	public void discardCheckpoints() {
		checkpoints.delete();
	}

	/** The step from which to continue. */
	private long begin(final Trainee trainee) {
		setbacks.clear();
		if (goesOn()) {
			final CheckpointStore.Position at = checkpoints.load(CheckpointStore.STATE, trainee);
			if (at.step() > schedule.steps())
				throw UserError.of(
						"The checkpoint of %s is at %s %d, beyond the requested %d: delete the folder %s to start again.",
						schedule.label(), schedule.unit(), at.step(), schedule.steps(), folder.resolve("checkpoint"));
			at.otherInstructions().ifPresent(words -> context.warn(schedule.label() + " began with the instruction set "
					+ words + ": its numbers will be those of neither processor alone."));
			setbacks.addAll(at.setbacks());
			if (!setbacks.isEmpty()) {
				trainee.soften(setbacks.size());
				setbacks.forEach(context::warn);
				recordSetbacks();
			}
			context.info(schedule.label() + " continues after " + schedule.unit() + " " + at.step() + ".");
			return at.step();
		}
		checkpoints.save(CheckpointStore.ANCHOR, 0, setbacks, trainee);
		return 0;
	}

	/** @param images of the snapshot; empty if the step has none */
	private void report(final Trainee trainee, final long step, final Map<String, Double> figures,
			final List<float[]> images) {
		losses.add(schedule.unit(), step, trainee.columns(), figures);
		final Map<String, Double> row = new LinkedHashMap<>();
		for (final String column : trainee.columns()) row.put(column, figures.getOrDefault(column, Double.NaN));
		for (final TrainingListener listener : listeners) listener.stepped(step, row);
		if (images.isEmpty()) return;
		samples.add(schedule.unit(), step, images, width, height);
		losses.flush();
		checkpoints.save(CheckpointStore.ANCHOR, step, setbacks, trainee);
		for (final TrainingListener listener : listeners) listener.snapshot(step, images, width, height);
	}

	private void checkpoint(final Trainee trainee, final long step) {
		losses.flush();
		checkpoints.save(CheckpointStore.STATE, step, setbacks, trainee);
	}

	/** The reason to return to the last snapshot, if there is one. */
	private Optional<String> failure(final Trainee trainee, final long step, final Map<String, Double> figures) {
		final boolean may = setbacks.size() < MOST_SETBACKS;
		if (finite(figures)) return may ? trainee.failure() : Optional.empty();
		if (!may)
			throw UserError.of(
					"%s diverged at %s %d (%s) after %d returns to a snapshot: lower the learning rate or turn on a stabiliser; %s holds the curves.",
					schedule.label(), schedule.unit(), step, figures, setbacks.size(), folder.resolve(LOSSES));
		return Optional.of("diverged");
	}

	/**
	 * Returns to the last snapshot, to continue more gently.
	 *
	 * @return the step of that snapshot
	 */
	private long goBack(final Trainee trainee, final long failed, final String failure) {
		final long step = checkpoints.load(CheckpointStore.ANCHOR, trainee).step();
		setbacks.add(String.format(Locale.ROOT,
				"%s %s at %s %d; it returned to %s and continues with %s of the learning rate.", schedule.label(),
				failure, schedule.unit(), failed,
				step == 0 ? "the beginning" : "the snapshot of " + schedule.unit() + " " + step,
				List.of("half", "a quarter", "an eighth").get(setbacks.size())));
		context.warn(setbacks.get(setbacks.size() - 1));
		recordSetbacks();
		trainee.soften(setbacks.size());
		losses.flush();
		losses.cutAfter(step);
		samples.cutAfter(step);
		// The next snapshot replaces the anchor, so no state from before the return may remain that needs the old one.
		checkpoint(trainee, step);
		return step;
	}

	private void recordSetbacks() {
		context.record(schedule.label() + " went back", List.copyOf(setbacks));
	}

	private static boolean finite(final Map<String, Double> figures) {
		for (final double value : figures.values()) if (Double.isNaN(value) || Double.isInfinite(value)) return false;
		return true;
	}
}
