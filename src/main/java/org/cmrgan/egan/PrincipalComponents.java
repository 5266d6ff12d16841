package org.cmrgan.egan;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** The linear model of a few vectors of many numbers: their mean, and the directions in which they vary most. */
final class PrincipalComponents {
	private final double[] mean;
	private final double[][] modes;

	private PrincipalComponents(final double[] mean, final double[][] modes) {
		this.mean = mean;
		this.modes = modes;
	}

	/**
	 * @param rows a vector each; their mean is subtracted from them
	 * @param share of the variance that the components hold, so many as that needs
	 */
	static PrincipalComponents of(final double[][] rows, final double share) {
		final double[] mean = new double[rows[0].length];
		for (final double[] row : rows) for (int j = 0; j < mean.length; j++) mean[j] += row[j] / rows.length;
		for (final double[] row : rows) for (int j = 0; j < mean.length; j++) row[j] -= mean[j];
		return new PrincipalComponents(mean, modes(rows, share));
	}

	/** From the small matrix of inner products: far fewer rows than columns. */
	private static double[][] modes(final double[][] x, final double share) {
		final int n = x.length;
		final double[][] products = new double[n][n];
		for (int i = 0; i < n; i++)
			for (int k = 0; k <= i; k++) products[i][k] = products[k][i] = dot(x[i], x[k]) / n;
		final EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(products, false));
		final double[] variances = eigen.getRealEigenvalues();
		double all = 0;
		for (final double v : variances) all += Math.max(0, v);
		int count = 0;
		for (double held = 0; count < n - 1 && held < share * all; count++) held += Math.max(0, variances[count]);
		final double[][] modes = new double[count][x[0].length];
		for (int m = 0; m < count; m++) {
			final double[] weights = eigen.getEigenvector(m).toArray();
			// The sum of weights times rows has length sqrt(n variance): over sqrt(n) it is deviation times direction.
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

	double[] mean() {
		return mean;
	}

	/** Each a direction times the standard deviation along it, that of the greatest variance first. */
	double[][] modes() {
		return modes;
	}
}
