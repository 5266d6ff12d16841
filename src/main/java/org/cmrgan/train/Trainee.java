/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link TrainingLoop} trains. All that {@link #step} draws must come from the seeds by step number, and its whole
 * state must pass through {@link #save} and {@link #load}. Then a resumed run equals an uninterrupted one.
 */
public interface Trainee {
	/** {@return the names of all figures that a step or a snapshot may measure: the columns of losses.csv, in order} */
	List<String> columns();

	/**
	 * Takes one step.
	 *
	 * @param step from 1
	 * @return the figures that this step measured, by column
	 */
	Map<String, Double> step(long step);

	/**
	 * Shows the current state, always from the same inputs; also the moment to judge it and keep the best so far.
	 *
	 * @param step the last step taken
	 * @return images for the montage, row-major, x fastest, in [-1, 1], all of the size of the training images
	 */
	List<float[]> snapshot(long step);

	/** {@return the figures that the last snapshot measured, by column; they belong to the row of its step} */
	default Map<String, Double> judgement() {
		return Map.of();
	}

	/**
	 * Called after each step to report a failure although all figures are finite. A failure sends training back to the
	 * last snapshot, as NaN or infinite figures do; after the maximum number of returns, training continues
	 * nevertheless.
	 *
	 * @return a predicate in the past tense that follows the name of the training; empty without a failure
	 */
	default Optional<String> failure() {
		return Optional.empty();
	}

	/**
	 * Writes the whole state.
	 *
	 * @param out receives the data
	 * @throws IOException if writing fails
	 */
	void save(DataOutputStream out) throws IOException;

	/**
	 * Restores a state that {@link #save} wrote.
	 *
	 * @param in positioned at the data
	 * @throws IOException if reading fails, or the data are not valid
	 */
	void load(DataInputStream in) throws IOException;

	/**
	 * Called after a step failed and the last snapshot was restored: training must continue more gently, with other
	 * random numbers.
	 *
	 * @param times how often this has happened in this run, from 1
	 */
	void soften(int times);
}
