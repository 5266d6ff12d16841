package org.cmrgan.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The largest singular value of a weight matrix (rows: the first axis; columns: the others), found by one power iteration
 * from the direction that the last step left (Miyato et al. 2018, arXiv 1802.05957, algorithm 1).
 */
final class SpectralNorm {
	private final INDArray u;
	private final INDArray v;
	private final double sigma;

	private SpectralNorm(final INDArray u, final INDArray v, final double sigma) {
		this.u = u;
		this.v = v;
		this.sigma = sigma;
	}

	static SpectralNorm of(final INDArray weights, final INDArray direction) {
		final INDArray w = weights.reshape('c', weights.size(0), -1);
		final INDArray v = unit(direction.reshape(1, direction.length()).mmul(w));
		final INDArray u = w.mmul(v.reshape(v.length(), 1));
		// Never 0, so that weights of nothing stay nothing.
		final double sigma = Math.max(u.norm2Number().doubleValue(), 1e-12);
		return new SpectralNorm(unit(u).reshape(direction.length()), v.reshape(v.length()), sigma);
	}

	/** Turns a direction towards that of the largest singular value. */
	static void settle(final INDArray weights, final INDArray direction, final int iterations) {
		for (int i = 0; i < iterations; i++) direction.assign(of(weights, direction).u);
	}

	/**
	 * Turns dL/d(W/sigma) into dL/dW = (G - sum(G · W/sigma) u vᵀ) / sigma, in place.
	 *
	 * @param g dL/d(W/sigma), then dL/dW
	 */
	static void backward(final INDArray g, final INDArray weights, final SpectralNorm norm) {
		final double along = Nd4j.getBlasWrapper().dot(g.reshape(g.length()), weights.reshape(weights.length()))
				/ norm.sigma;
		// One pass over G: a product of two vectors, added to what there is.
		final INDArray rows = g.reshape('c', g.size(0), -1);
		Nd4j.gemm(norm.v.reshape('f', norm.v.length(), 1), norm.u.reshape('f', 1, norm.u.length()), rows.transpose(),
				false,
				false, -along / norm.sigma, 1 / norm.sigma);
	}

	INDArray u() {
		return u;
	}

	INDArray v() {
		return v;
	}

	double sigma() {
		return sigma;
	}

	private static INDArray unit(final INDArray x) {
		return x.divi(Math.max(x.norm2Number().doubleValue(), 1e-12));
	}
}
