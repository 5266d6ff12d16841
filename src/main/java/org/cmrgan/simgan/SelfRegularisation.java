package org.cmrgan.simgan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The self-regularisation of the refiner: lambda times the mean of |R(x) - x| over all pixels of the batch (Fu et al.
 * 2021, second term of eq. 3, with the identity as psi).
 * <p>
 * The papers add up pixels on one side and patches on the other, so that their lambda depends on the image size, and in
 * ports on the batch size as well. Here both terms are means; {@link #lambdaOfSums} gives the papers' number.
 */
final class SelfRegularisation {
	private final double change;
	private final INDArray gradient;

	private SelfRegularisation(final double change, final INDArray gradient) {
		this.change = change;
		this.gradient = gradient;
	}

	/**
	 * @param refined R(x), any shape
	 * @param synthetic x, of the same shape
	 */
	static SelfRegularisation of(final INDArray refined, final INDArray synthetic, final double lambda) {
		final INDArray difference = refined.sub(synthetic);
		final INDArray gradient = Transforms.sign(difference, true).muli(lambda / difference.length());
		return new SelfRegularisation(Transforms.abs(difference, false).sumNumber().doubleValue() / difference.length(),
				gradient);
	}

	/** The lambda of eq. 3 as printed (sums over the pixels and over the patches of one image) that weighs as {@code lambda} does here. */
	static double lambdaOfSums(final double lambda, final int pixels, final int patches) {
		return lambda * patches / pixels;
	}

	/** Mean |R(x) - x|, without lambda, in units of the networks' intensity [-1, 1]. */
	double change() {
		return change;
	}

	/** Derivative of lambda times {@link #change()} with respect to R(x); 0 where R(x) = x. */
	INDArray gradient() {
		return gradient;
	}
}
