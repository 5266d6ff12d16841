/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.stream.IntStream;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.cmrgan.nn.operation.NativeFloats;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Nearest upsampling by 2 and then a 3x3 convolution is the same as one transposed convolution of stride 2 whose 4x4
 * kernel is the 3x3 kernel convolved with a 2x2 box: k4[q] = k3[2 - q] + k3[3 - q] along each axis. It needs 4/9 of the
 * multiplications.
 * <p>
 * A product with a matrix of zeros and ones would also work, but takes ten times as long as these sums, which do not
 * depend on the number of threads.
 */
final class BoxedKernel {
	/** Number of kernels per chunk. */
	private static final int CHUNK = 1 << 11;
	private static final int SMALL = 9;
	private static final int LARGE = 16;

	private interface Change {
		void of(float[] from, float[] to, int kernels);
	}

	private BoxedKernel() {}

	/**
	 * Memory layout of the 4x4 kernels, as weights of the convolution whose gradient the transposed one is: [in, out,
	 * 4, 4].
	 */
	static memory.desc description(final long out, final long in) {
		return OneDnn.strided(new long[] { in, out, 4, 4 }, LARGE, in * LARGE, 4, 1);
	}

	/**
	 * The 4x4 kernels.
	 *
	 * @param weights [out, in, 3, 3]
	 * @param kernels [out · in, 16], filled
	 */
	static void box(final INDArray weights, final INDArray kernels) {
		change(weights, SMALL, kernels, LARGE, BoxedKernel::box);
	}

	/**
	 * The gradient at the 3x3 kernels.
	 *
	 * @param kernels dL/d(4x4 kernels), [out · in, 16]
	 * @param weights dL/d(3x3 kernels), [out, in, 3, 3], filled
	 */
	static void boxBackward(final INDArray kernels, final INDArray weights) {
		change(kernels, LARGE, weights, SMALL, BoxedKernel::boxBackward);
	}

	private static void change(final INDArray from, final int sizeFrom, final INDArray to, final int sizeTo,
			final Change change) {
		final int kernels = Math.toIntExact(from.length() / sizeFrom);
		final FloatPointer read = NativeFloats.of(from);
		final FloatPointer write = NativeFloats.of(to);
		final int chunks = (kernels + CHUNK - 1) / CHUNK;
		IntStream.range(0, chunks).parallel().forEach(c -> {
			final int first = c * CHUNK;
			final int n = Math.min(CHUNK, kernels - first);
			final float[] a = new float[n * sizeFrom];
			final float[] b = new float[n * sizeTo];
			read.getPointer((long) first * sizeFrom).get(a, 0, a.length);
			change.of(a, b, n);
			write.getPointer((long) first * sizeTo).put(b, 0, b.length);
		});
	}

	private static void box(final float[] small, final float[] large, final int kernels) {
		final float[] rows = new float[12];
		for (int k = 0; k < kernels; k++) {
			final int s = k * SMALL;
			for (int x = 0; x < 3; x++) {
				rows[x] = small[s + 6 + x];
				rows[3 + x] = small[s + 3 + x] + small[s + 6 + x];
				rows[6 + x] = small[s + x] + small[s + 3 + x];
				rows[9 + x] = small[s + x];
			}
			for (int y = 0; y < 4; y++) {
				final int l = k * LARGE + 4 * y;
				large[l] = rows[3 * y + 2];
				large[l + 1] = rows[3 * y + 1] + rows[3 * y + 2];
				large[l + 2] = rows[3 * y] + rows[3 * y + 1];
				large[l + 3] = rows[3 * y];
			}
		}
	}

	private static void boxBackward(final float[] large, final float[] small, final int kernels) {
		final float[] rows = new float[12];
		for (int k = 0; k < kernels; k++) {
			final int l = k * LARGE;
			for (int x = 0; x < 4; x++) {
				rows[x] = large[l + 8 + x] + large[l + 12 + x];
				rows[4 + x] = large[l + 4 + x] + large[l + 8 + x];
				rows[8 + x] = large[l + x] + large[l + 4 + x];
			}
			for (int y = 0; y < 3; y++) {
				final int s = k * SMALL + 3 * y;
				small[s] = rows[4 * y + 2] + rows[4 * y + 3];
				small[s + 1] = rows[4 * y + 1] + rows[4 * y + 2];
				small[s + 2] = rows[4 * y] + rows[4 * y + 1];
			}
		}
	}
}
