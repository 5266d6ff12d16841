/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The parameters of the best snapshot of a training so far. */
public final class BestSnapshot {
	private float[] parameters = new float[0];

	/** {@return true if no snapshot was kept yet} */
	public boolean isEmpty() {
		return parameters.length == 0;
	}

	/**
	 * Keeps a copy of a snapshot, and drops the one before.
	 *
	 * @param snapshot the parameters
	 */
	public void keep(final INDArray snapshot) {
		try (INDArray copy = snapshot.dup()) {
			parameters = copy.data().asFloat();
		}
	}

	/**
	 * Copies the snapshot into the parameters of a network.
	 *
	 * @param network the parameters to overwrite
	 */
	public void applyTo(final INDArray network) {
		try (INDArray kept = Nd4j.createFromArray(parameters)) {
			network.assign(kept.reshape(network.shape()));
		}
	}

	/**
	 * Writes the snapshot.
	 *
	 * @param out receives the data
	 * @throws IOException if writing fails
	 */
	public void save(final DataOutput out) throws IOException {
		SavedFloats.write(parameters, out);
	}

	/**
	 * Restores the snapshot that {@link #save} wrote.
	 *
	 * @param in positioned at the data
	 * @throws IOException if reading fails, or the data are not valid
	 */
	public void load(final DataInput in) throws IOException {
		parameters = SavedFloats.read(in);
	}
}
