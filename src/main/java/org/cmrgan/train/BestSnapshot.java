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

	/** Whether none was kept yet. */
	public boolean isEmpty() {
		return parameters.length == 0;
	}

	/** Keeps a copy in place of what it had. */
	public void keep(final INDArray snapshot) {
		try (INDArray copy = snapshot.dup()) {
			parameters = copy.data().asFloat();
		}
	}

	/** Gives a network's parameters the values of the snapshot. */
	public void applyTo(final INDArray network) {
		try (INDArray kept = Nd4j.createFromArray(parameters)) {
			network.assign(kept.reshape(network.shape()));
		}
	}

	/** Writes what {@link #load} reads. */
	public void save(final DataOutput out) throws IOException {
		SavedFloats.write(parameters, out);
	}

	/** Takes what {@link #save} wrote in place of what it had. */
	public void load(final DataInput in) throws IOException {
		parameters = SavedFloats.read(in);
	}
}
