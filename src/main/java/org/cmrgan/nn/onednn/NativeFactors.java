/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Multiplies maps by a factor per image and channel in oneDNN's memory: floats in c-order, or with channels in blocks,
 * as convolutions leave them. oneDNN's own multiplication is slow if images have different factors. Images are
 * independent, so the number of threads does not change a bit.
 */
final class NativeFactors {
	/** Numbers per chunk: a multiple of any block. */
	private static final int CHUNK = 1 << 10;

	private final int images;
	private final int channels;
	private final int pixels;
	/** Number of channels that are adjacent at a pixel. */
	private final int block;

	/**
	 * @param maps images, channels, height and width
	 * @param block number of adjacent channels, 1 for c-order
	 */
	NativeFactors(final int block, final long... maps) {
		this.block = block;
		images = Math.toIntExact(maps[0]);
		channels = Math.toIntExact(maps[1]);
		pixels = Math.toIntExact(maps[2] * maps[3]);
	}

	/**
	 * @param factors [images, channels]
	 * @param to in the layout of {@code maps}; may be the same memory
	 */
	void multiply(final memory maps, final memory factors, final memory to) {
		IntStream.range(0, images).parallel().forEach(i -> {
			final float[] f = factors(factors, i);
			final float[] pattern = new float[CHUNK];
			final float[] x = new float[CHUNK];
			final FloatPointer in = image(maps, i);
			final FloatPointer out = image(to, i);
			for (int b = 0; b < f.length; b += block) {
				fill(pattern, f, b);
				for (int at = 0; at < block * pixels; at += CHUNK) {
					final int n = Math.min(CHUNK, block * pixels - at);
					in.position((long) b * pixels + at).get(x, 0, n);
					for (int k = 0; k < n; k++) x[k] *= pattern[k];
					out.position((long) b * pixels + at).put(x, 0, n);
				}
			}
		});
	}

	/**
	 * The sum over the pixels of the products, for each channel.
	 *
	 * @param sums [images, channels], filled
	 */
	void products(final memory maps, final memory errors, final memory sums) {
		IntStream.range(0, images).parallel().forEach(i -> {
			final float[] x = new float[CHUNK];
			final float[] e = new float[CHUNK];
			final float[] sum = new float[CHUNK];
			final FloatPointer in = image(maps, i);
			final FloatPointer error = image(errors, i);
			final float[] all = new float[padded()];
			for (int b = 0; b < all.length; b += block) {
				Arrays.fill(sum, 0);
				for (int at = 0; at < block * pixels; at += CHUNK) {
					final int n = Math.min(CHUNK, block * pixels - at);
					in.position((long) b * pixels + at).get(x, 0, n);
					error.position((long) b * pixels + at).get(e, 0, n);
					for (int k = 0; k < n; k++) sum[k] += x[k] * e[k];
				}
				for (int c = 0; c < block; c++) {
					double total = 0;
					for (int k = c; k < CHUNK; k += block) total += sum[k];
					all[b + c] = (float) total;
				}
			}
			new FloatPointer(sums.get_data_handle()).position((long) i * channels).put(all, 0, channels);
		});
	}

	private void fill(final float[] pattern, final float[] factors, final int first) {
		for (int k = 0; k < CHUNK; k++) pattern[k] = factors[first + k % block];
	}

	/** An image's factors, with 0 for the channels that pad a block. */
	private float[] factors(final memory of, final int image) {
		final float[] all = new float[padded()];
		new FloatPointer(of.get_data_handle()).position((long) image * channels).get(all, 0, channels);
		return all;
	}

	private FloatPointer image(final memory maps, final int image) {
		return new FloatPointer(maps.get_data_handle()).getPointer((long) image * padded() * pixels);
	}

	private int padded() {
		return (channels + block - 1) / block * block;
	}
}
