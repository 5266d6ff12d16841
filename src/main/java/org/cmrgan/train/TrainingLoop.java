package org.cmrgan.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.CancelledException;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/**
 * Takes a {@link Trainee} through its {@link Schedule}: writes losses.csv and samples.tif, saves checkpoints by the
 * clock, resumes from the last one, goes back to the last snapshot when figures stop being finite, and stops at once
 * when the user cancels, leaving a checkpoint.
 */
public final class TrainingLoop {
	/** After so many returns to the last snapshot the settings are to blame. */
	static final int MOST_SOFTENINGS = 3;

	private final Schedule schedule;
	private final Path folder;
	private final CheckpointStore checkpoints;
	private final StepTable losses;
	private final SampleStack samples;
	private final List<TrainingListener> listeners;
	private final RunContext context;
	private final int width;
	private final int height;

	/**
	 * @param folder gets losses.csv, samples.tif and checkpoint/
	 * @param identity what must be the same to resume; see {@link CheckpointStore}
	 * @param width of the images, pixels
	 * @param height of the images, pixels
	 * @param spacing of the images, mm
	 */
	public TrainingLoop(final Schedule schedule, final Path folder, final String identity, final int width,
			final int height,
			final double spacing, final List<TrainingListener> listeners, final RunContext context) {
		this.schedule = schedule;
		this.folder = folder;
		this.width = width;
		this.height = height;
		this.checkpoints = new CheckpointStore(folder.resolve("checkpoint"), identity);
		this.losses = new StepTable(folder.resolve("losses.csv"));
		this.samples = new SampleStack(folder.resolve("samples.tif"), spacing);
		this.listeners = List.copyOf(listeners);
		this.context = context;
	}

	/** Trains from the last checkpoint, or from the start where there is none, to the end. */
	public void run(final Trainee trainee) {
		CheckpointStore.Position at = begin(trainee);
		long step = at.step();
		int softened = at.softened();
		long saved = System.nanoTime();
		losses.cutAfter(step);
		samples.cutAfter(step);
		for (final TrainingListener listener : listeners) listener.started(schedule, step);
		try (Progress progress = context.start(schedule.label(), schedule.unit(), schedule.steps())) {
			while (step < schedule.steps()) {
				if (context.isCancelled()) {
					checkpoint(trainee, step, softened);
					context.warn(schedule.label() + " was cancelled after " + schedule.unit() + " " + step
							+ "; resume goes on from there.");
					throw new CancelledException();
				}
				progress.done(step);
				final Map<String, Double> figures = trainee.step(step + 1);
				if (!finite(figures)) {
					softened = softened(softened, step + 1, figures);
					at = checkpoints.load(CheckpointStore.ANCHOR, trainee);
					step = at.step();
					trainee.soften(softened);
					losses.flush();
					losses.cutAfter(step);
					samples.cutAfter(step);
					continue;
				}
				step++;
				final boolean last = step < schedule.steps()
						&& listeners.stream().anyMatch(TrainingListener::wantsEnd);
				report(trainee, step, softened, figures, last);
				if (last) {
					context.warn(schedule.label() + " was ended after " + schedule.unit() + " " + step + " of "
							+ schedule.steps() + " by its user; what it had learned is kept as its result.");
					context.record(schedule.label() + " ended after " + schedule.unit(), step);
					break;
				}
				if (System.nanoTime() - saved >= schedule.checkpointEvery().toNanos()) {
					checkpoint(trainee, step, softened);
					saved = System.nanoTime();
				}
			}
			progress.done(step);
		} finally {
			losses.flush();
			for (final TrainingListener listener : listeners) listener.ended();
		}
	}

	/** Ends a finished training whose result is in place: its checkpoints are no longer needed. */
	public void discardCheckpoints() {
		checkpoints.delete();
	}

	private CheckpointStore.Position begin(final Trainee trainee) {
		if (checkpoints.step(CheckpointStore.STATE).isPresent()) {
			final CheckpointStore.Position at = checkpoints.load(CheckpointStore.STATE, trainee);
			if (at.softened() > 0) trainee.soften(at.softened());
			context.info(schedule.label() + " goes on after " + schedule.unit() + " " + at.step() + ".");
			return at;
		}
		checkpoints.save(CheckpointStore.ANCHOR, 0, 0, trainee);
		return new CheckpointStore.Position(0, 0);
	}

	private void report(final Trainee trainee, final long step, final int softened, final Map<String, Double> figures,
			final boolean last) {
		losses.add(schedule.unit(), step, figures.keySet(), figures.values());
		for (final TrainingListener listener : listeners) listener.stepped(step, figures);
		if (!last && !schedule.snapshotAfter(step)) return;
		final List<float[]> images = trainee.snapshot(step);
		samples.add(schedule.unit(), step, images, width, height);
		losses.flush();
		checkpoints.save(CheckpointStore.ANCHOR, step, softened, trainee);
		for (final TrainingListener listener : listeners) listener.snapshot(step, images, width, height);
	}

	private void checkpoint(final Trainee trainee, final long step, final int softened) {
		losses.flush();
		checkpoints.save(CheckpointStore.STATE, step, softened, trainee);
	}

	private int softened(final int before, final long step, final Map<String, Double> figures) {
		if (before >= MOST_SOFTENINGS)
			throw UserError.of(
					"%s diverged at %s %d for the %dth time (%s): lower the learning rate or the batch, or turn a stabiliser on; %s holds the curves.",
					schedule.label(), schedule.unit(), step, before + 1, figures, folder.resolve("losses.csv"));
		context.warn(schedule.label() + " diverged at " + schedule.unit() + " " + step
				+ "; it went back to the last snapshot and goes on at half the learning rate.");
		return before + 1;
	}

	private static boolean finite(final Map<String, Double> figures) {
		for (final double value : figures.values())
			if (Double.isNaN(value) || Double.isInfinite(value)) return false;
		return true;
	}
}
