/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import org.bytedeco.dnnl.memory;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.NativeFloats;
import org.cmrgan.nn.operation.Parameter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A loss whose gradient a backward pass writes: the place of the gradient, and the weight of each image. */
final class OneDnnLoss {
	private final OneDnnStore store;
	private final INDArray gradient;
	private final INDArray factors;

	private OneDnnLoss(final OneDnnStore store, final INDArray gradient, final INDArray factors) {
		this.store = store;
		this.gradient = gradient;
		this.factors = factors;
	}

	/**
	 * The loss whose error is passed back.
	 *
	 * @param gradient [parameters]; lives as long as the store
	 */
	static OneDnnLoss whole(final OneDnnStore store, final INDArray gradient) {
		return new OneDnnLoss(store, gradient, null);
	}

	/** A loss with a weight per image, set by {@link #count}. */
	static OneDnnLoss weighted(final OneDnnStore store, final INDArray gradient, final long images) {
		return new OneDnnLoss(store, gradient, store.array(images));
	}

	/** Sets the weights of the images. */
	void count(final float... by) {
		NativeFloats.of(factors).put(by);
	}

	/** The place of a parameter in the gradient. */
	memory place(final Parameter p, final memory.desc description) {
		return store.at(gradient, p.offset(), description);
	}

	/** The same place, in the parameter's shape. */
	INDArray view(final Parameter p) {
		return p.view(gradient);
	}

	/** An error or value in a layout, each image multiplied by its weight; the caller drops it. */
	Value weighted(final OneDnnScript script, final Value v, final memory.desc layout) {
		return factors == null
				? script.as(v, layout)
				: script.scaled(v, layout, store.at(factors, 0, OneDnn.plain(memory.data_type.f32, factors.length())));
	}

	/**
	 * Writes the gradient of a vector parameter: the weighted sum over images. Plain loops, because BLAS sums in a
	 * different order on another processor.
	 *
	 * @param ofImages [images, length of the parameter]
	 * @param scale factor of the sum
	 */
	void sum(final INDArray ofImages, final double scale, final Parameter p) {
		final float[] all = NativeFloats.copy(ofImages);
		final float[] by = factors == null ? null : NativeFloats.copy(factors);
		final float[] sums = new float[Math.toIntExact(p.length())];
		for (int j = 0; j < sums.length; j++) {
			double sum = 0;
			for (int i = 0; i < all.length / sums.length; i++)
				sum += (by == null ? 1 : by[i]) * (double) all[i * sums.length + j];
			sums[j] = (float) (scale * sum);
		}
		NativeFloats.of(view(p)).put(sums);
	}
}
