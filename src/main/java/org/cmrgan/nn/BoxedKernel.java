package org.cmrgan.nn;

import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Nearest upsampling by 2 and then a 3x3 convolution is the same as one transposed convolution of stride 2 whose 4x4 kernel
 * is the 3x3 kernel convolved with a 2x2 box: k4[q] = k3[2 - q] + k3[3 - q] along each axis. It multiplies 4/9 as often.
 */
final class BoxedKernel {
	private final long out;
	private final long in;
	private final INDArray kernels;
	private final INDArray box;

	/** @param kernels [out · in, 16], filled later */
	BoxedKernel(final long out, final long in, final INDArray kernels) {
		this.out = out;
		this.in = in;
		this.kernels = kernels;
		box = box();
	}

	/** [9, 16]: which of the 3x3 weights take part in which of the 4x4. */
	static INDArray box() {
		final float[][] t = new float[9][16];
		for (int k = 0; k < 3; k++)
			for (int l = 0; l < 3; l++)
				for (int q = 0; q < 4; q++)
					for (int r = 0; r < 4; r++)
						if ((k == 2 - q || k == 3 - q) && (l == 2 - r || l == 3 - r)) t[3 * k + l][4 * q + r] = 1;
		return Nd4j.createFromArray(t);
	}

	INDArray kernels() {
		return kernels;
	}

	/** As weights of the convolution that the transposed one is the gradient of: [in, out, 4, 4]. */
	memory.desc description() {
		return description(out, in);
	}

	static memory.desc description(final long out, final long in) {
		return OneDnn.strided(new long[] { in, out, 4, 4 }, 16, in * 16, 4, 1);
	}

	void fill(final INDArray weights) {
		weights.reshape('c', out * in, 9).mmuli(box, kernels);
	}
}
