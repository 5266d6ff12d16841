/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.time.Duration;
import java.util.List;

/** How long a training is, how often it is looked at and how often it is saved. Immutable. */
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

	/** @param checkpointEvery time between checkpoints; zero saves after every step */
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

	/** The same schedule, whose snapshots are equally many images of each of these kinds, one kind after the other. */
	public Schedule showing(final String... kinds) {
		return new Schedule(label, unit, steps, snapshotEvery, checkpointEvery, List.of(kinds));
	}

	/** The same schedule under another label. */
	public Schedule named(final String other) {
		return new Schedule(other, unit, steps, snapshotEvery, checkpointEvery, groups);
	}

	/** What the images of a snapshot are, as {@link #showing} says. */
	public List<String> groups() {
		return groups;
	}

	public String label() {
		return label;
	}

	public String unit() {
		return unit;
	}

	public long steps() {
		return steps;
	}

	public Duration checkpointEvery() {
		return checkpointEvery;
	}

	/** True if a snapshot follows this step. */
	public boolean snapshotAfter(final long step) {
		return step == steps || step % snapshotEvery == 0;
	}
}
