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
	/**
	 * Takes one step.
	 *
	 * @param step from 1
	 * @return named figures of this step, one row of losses.csv; the same names, in the same order, at every step
	 */
	Map<String, Double> step(long step);

	/**
	 * Shows what was learned so far, always from the same inputs; also the moment to judge and keep the best so far.
	 *
	 * @param step the last step taken
	 * @return images for the montage, row-major, x fastest, in [-1, 1], all of the size of the training images
	 */
	List<float[]> snapshot(long step);

	/**
	 * Asked after each step: what has gone wrong although all figures are finite. An answer sends training back to the last
	 * snapshot, as NaN or infinite figures do; after so many returns that no more are made, training goes on as it is.
	 *
	 * @return a verb in the past tense and what goes with it, to follow the name of the training; empty while all is well
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
	 * Called after a step failed and the state went back to the last snapshot: train more gently from here, by other random
	 * numbers.
	 *
	 * @param times how often this has happened in this run, from 1
	 */
	void soften(int times);
}
