/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.time.Duration;
import java.util.List;

/** The length of a training, and how often it is sampled and saved. Immutable. */
public final class Schedule {
	/** How much of a killed run may be lost. */
	public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(60);

	private final String label;
	private final String unit;
	private final long steps;
	private final long snapshotEvery;
	private final Duration checkpointEvery;
	private final List<String> groups;

	/**
	 * @param label what is trained, for the status line: "E-GAN patient"
	 * @param unit the word for a step: "generation"
	 * @param steps number of steps
	 * @param snapshotEvery steps between snapshots; one is always taken after the last step
	 */
	public Schedule(final String label, final String unit, final long steps, final long snapshotEvery) {
		this(label, unit, steps, snapshotEvery, CHECKPOINT_INTERVAL);
	}

	/**
	 * Creates a schedule.
	 *
	 * @param label what is trained, such as "E-GAN patient"
	 * @param unit the word for one step, such as "generation"
	 * @param steps number of steps
	 * @param snapshotEvery steps between snapshots
	 * @param checkpointEvery time between checkpoints; zero saves after every step
	 */
	public Schedule(final String label, final String unit, final long steps, final long snapshotEvery,
			final Duration checkpointEvery) {
		this(label, unit, steps, snapshotEvery, checkpointEvery, List.of("synthetic"));
	}

	private Schedule(final String label, final String unit, final long steps, final long snapshotEvery,
			final Duration checkpointEvery, final List<String> groups) {
		this.groups = List.copyOf(groups);
		this.label = label;
		this.unit = unit;
		this.steps = steps;
		this.snapshotEvery = snapshotEvery;
		this.checkpointEvery = checkpointEvery;
	}

	/**
	 * {@return this schedule with several kinds of image in each snapshot: equally many of each, one kind after the
	 * other}
	 *
	 * @param kinds names of the kinds
	 */
	public Schedule showing(final String... kinds) {
		return new Schedule(label, unit, steps, snapshotEvery, checkpointEvery, List.of(kinds));
	}

	/**
	 * {@return this schedule with another label}
	 *
	 * @param other the label
	 */
	public Schedule named(final String other) {
		return new Schedule(other, unit, steps, snapshotEvery, checkpointEvery, groups);
	}

	/** {@return the kinds of image in a snapshot; see {@link #showing}} */
	public List<String> groups() {
		return groups;
	}

	/** {@return what is trained, such as "E-GAN patient"} */
	public String label() {
		return label;
	}

	/** {@return the word for one step, such as "generation"} */
	public String unit() {
		return unit;
	}

	/** {@return the number of steps} */
	public long steps() {
		return steps;
	}

	Duration checkpointEvery() {
		return checkpointEvery;
	}

	/** True if a snapshot follows this step. */
	boolean snapshotAfter(final long step) {
		return step == steps || step % snapshotEvery == 0;
	}
}
