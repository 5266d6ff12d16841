package org.cmrgan.nn;

import java.util.Arrays;

import org.cmrgan.nn.Node.Kind;

/**
 * An operation without parameters that is computed in Java, and so the same on both executors: every operand and the result
 * are the numbers of several images, one image after another, as doubles in c-order.
 */
interface PlainOperation {
	/** What comes out for all images. */
	double[] forward(double[]... in);

	/** The error at one operand, from that at the output. */
	double[] error(int operand, double[] error, double[]... in);

	/** Whether an operation is one of these. */
	static boolean is(final Kind kind) {
		return kind == Kind.WARP || kind == Kind.MIXING || kind == Kind.MOSAIC;
	}

	/** The operation of a node of such a kind. */
	static PlainOperation of(final Architecture architecture, final int index) {
		final Node node = architecture.nodes().get(index);
		final long[] in = architecture.shape(node.input(0));
		switch (node.kind()) {
			case WARP :
				return new WarpBatch(in, architecture.shape(node.input(1)));
			case MIXING :
				return new Mixing(in);
			case MOSAIC :
				final long[] out = architecture.shape(index);
				return new Mosaic((int) in[1], (int) in[2], (int) out[1], (int) out[2]);
			default :
				throw new IllegalStateException(node.name());
		}
	}

	/** The numbers of one image. */
	static double[] part(final double[] all, final int image, final int length) {
		return Arrays.copyOfRange(all, image * length, (image + 1) * length);
	}
}
