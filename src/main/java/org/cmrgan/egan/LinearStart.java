package org.cmrgan.egan;

import java.util.List;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Architecture;
import org.cmrgan.nn.Networks;
import org.cmrgan.nn.Parameter;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The linear model of a few images that a generator begins as: their mean, and so many principal components that most of
 * the variance is in them, each moved by one number of the latent vector. Evolution starts from blurred hearts, not from
 * grey, and the convolutions learn what the linear model lacks. All is done before the tanh.
 */
final class LinearStart {
	/** Share of the variance that the components hold. The last ones hold single images' noise, which mixed gives a texture that no image has. */
	private static final double SHARE = 0.9;
	/** Beyond this the inverse of tanh runs away; much below it black and white areas, which are flat in real images, get a texture. */
	private static final double MOST = 0.99;

	private final double[] mean;
	private final double[][] modes;

	private LinearStart(final double[] mean, final double[][] modes) {
		this.mean = mean;
		this.modes = modes;
	}

	static LinearStart of(final PatchSet real) {
		final int n = real.size();
		final int pixels = real.width() * real.height();
		final double[][] x = new double[n][pixels];
		final double[] mean = new double[pixels];
		for (int i = 0; i < n; i++) {
			for (int j = 0; j < pixels; j++) {
				final double value = Math.max(-MOST, Math.min(MOST, real.pixels(i)[j]));
				x[i][j] = 0.5 * Math.log((1 + value) / (1 - value));
				mean[j] += x[i][j] / n;
			}
		}
		for (final double[] row : x)
			for (int j = 0; j < pixels; j++) row[j] -= mean[j];
		return new LinearStart(mean, modes(x));
	}

	/**
	 * Principal components, each times the standard deviation along it, from the small matrix of inner products: far fewer
	 * images than pixels.
	 */
	private static double[][] modes(final double[][] x) {
		final int n = x.length;
		final double[][] products = new double[n][n];
		for (int i = 0; i < n; i++)
			for (int k = 0; k <= i; k++) products[i][k] = products[k][i] = dot(x[i], x[k]) / n;
		final EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(products, false));
		final double[] variances = eigen.getRealEigenvalues();
		double all = 0;
		for (final double v : variances) all += Math.max(0, v);
		int count = 0;
		for (double held = 0; count < n - 1 && held < SHARE * all; count++) held += Math.max(0, variances[count]);
		final double[][] modes = new double[count][x[0].length];
		for (int m = 0; m < count; m++) {
			final double[] weights = eigen.getEigenvector(m).toArray();
			// The sum of weights times images has length sqrt(n variance): over sqrt(n) it is deviation times direction.
			for (int i = 0; i < n; i++)
				for (int j = 0; j < modes[m].length; j++) modes[m][j] += weights[i] * x[i][j] / Math.sqrt(n);
		}
		return modes;
	}

	private static double dot(final double[] a, final double[] b) {
		double sum = 0;
		for (int j = 0; j < a.length; j++) sum += a[j] * b[j];
		return sum;
	}

	/** Sets the linear path of a generator. */
	void applyTo(final AdversarialGraph generator) {
		final List<Parameter> path = Networks.linearPath(generator.architecture());
		final int latent = (int) path.get(0).shape()[0];
		final float[] weights = new float[latent * mean.length];
		// A latent number is uniform in [-1, 1], whose standard deviation is 1/sqrt(3).
		for (int m = 0; m < Math.min(latent, modes.length); m++)
			for (int j = 0; j < mean.length; j++) weights[m * mean.length + j] = (float) (Math.sqrt(3) * modes[m][j]);
		final float[] offsets = new float[mean.length];
		for (int j = 0; j < mean.length; j++) offsets[j] = (float) mean[j];
		set(generator, path.get(0), weights);
		set(generator, path.get(1), offsets);
	}

	private static void set(final AdversarialGraph generator, final Parameter parameter,
			final float[] values) {
		final INDArray flat = generator.parameters().reshape(generator.parameters().length());
		flat.get(NDArrayIndex.interval(parameter.offset(), parameter.offset() + parameter.length()))
				.assign(org.nd4j.linalg.factory.Nd4j.createFromArray(values));
	}
}
