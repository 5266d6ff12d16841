/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.cmrgan.nn.graph.Architecture;

/**
 * A leaky ReLU whose branch is that of the first part of a batch, for all parts: the factor is 1 where the number in
 * the first part is above 0, otherwise the slope. The same rule applies to an error. See {@link Architecture#inParts}.
 */
final class NativeGate {
	/** Numbers per chunk. */
	private static final int CHUNK = 1 << 12;

	private final int parts;
	private final float slope;

	/** @param parts of a batch */
	NativeGate(final int parts, final double slope) {
		this.parts = parts;
		this.slope = (float) slope;
	}

	/**
	 * Works on floats in any layout in which images follow each other.
	 *
	 * @param values of all parts, or their errors
	 * @param deciding the numbers of the first part's sign, of the same length
	 * @param length of all of them
	 */
	public void apply(final memory values, final memory deciding, final memory to, final long length) {
		final long part = length / parts;
		final float[] x = new float[CHUNK];
		final float[] by = new float[CHUNK];
		for (long at = 0; at < part; at += CHUNK) {
			final int n = (int) Math.min(CHUNK, part - at);
			new FloatPointer(deciding.get_data_handle()).position(at).get(by, 0, n);
			for (int k = 0; k < n; k++) by[k] = by[k] > 0 ? 1 : slope;
			for (int p = 0; p < parts; p++) {
				new FloatPointer(values.get_data_handle()).position(p * part + at).get(x, 0, n);
				for (int k = 0; k < n; k++) x[k] *= by[k];
				new FloatPointer(to.get_data_handle()).position(p * part + at).put(x, 0, n);
			}
		}
	}
}
