package org.cmrgan.metrics;

import java.util.Arrays;
import java.util.Optional;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Fréchet inception distance (Heusel et al. 2017): ‖μ_r − μ_g‖² + Tr(S_r + S_g − 2 (S_r S_g)^½), after a projection on the
 * first principal components of the real set, because a covariance needs far more images than dimensions.
 * It is biased upwards on small sets: {@link KernelDistance} is the figure to trust, this one is the figure others quote.
 */
public final class FrechetDistance {
	/** Below this many images per dimension the bias is of the size of usual differences. */
	private static final int IMAGES_PER_DIMENSION = 10;

	private final double value;
	private final int dimensions;
	private final int images;

	/**
	 * @param real features [n][d], at least 3 rows
	 * @param fake features [m][d], at least 3 rows
	 * @param most principal components to keep, 16 to 32 for some hundred images
	 */
	public FrechetDistance(final double[][] real, final double[][] fake, final int most) {
		Distances.check(real, fake, 3);
		final double[] mean = mean(real);
		final double[][] axes = principalAxes(real, mean, most);
		final double[][] r = project(real, mean, axes);
		final double[][] g = project(fake, mean, axes);
		dimensions = axes.length;
		images = Math.min(real.length, fake.length);
		value = distance(r, g);
	}

	/** In squared units of the features; 0 = equal means and covariances. */
	public double value() {
		return value;
	}

	/** Principal components kept. */
	public int dimensions() {
		return dimensions;
	}

	/** Said beside the figure when there are too few images to take it at its word. */
	public Optional<String> warning() {
		if (images >= IMAGES_PER_DIMENSION * dimensions) return Optional.empty();
		return Optional
				.of("only " + images + " images for " + dimensions + " dimensions: too few, FID is biased upwards");
	}

	/** The distance between Gaussians fitted to two sets, without a projection. */
	static double distance(final double[][] real, final double[][] fake) {
		final double[] meanR = mean(real);
		final double[] meanG = mean(fake);
		double sum = 0;
		for (int k = 0; k < meanR.length; k++) sum += (meanR[k] - meanG[k]) * (meanR[k] - meanG[k]);
		final RealMatrix sR = covariance(real, meanR);
		final RealMatrix sG = covariance(fake, meanG);
		// (S_r S_g)^½ has the trace of (S_r^½ S_g S_r^½)^½, which is symmetric.
		final RealMatrix root = root(sR);
		final RealMatrix product = root.multiply(sG).multiply(root);
		double traceOfRoot = 0;
		for (final double v : new EigenDecomposition(symmetric(product)).getRealEigenvalues())
			traceOfRoot += Math.sqrt(Math.max(0, v));
		return sum + sR.getTrace() + sG.getTrace() - 2 * traceOfRoot;
	}

	private static RealMatrix root(final RealMatrix s) {
		final EigenDecomposition e = new EigenDecomposition(s);
		final double[] values = e.getRealEigenvalues();
		final RealMatrix v = e.getV();
		final RealMatrix scaled = v.copy();
		for (int j = 0; j < values.length; j++) {
			final double factor = Math.sqrt(Math.max(0, values[j]));
			for (int i = 0; i < values.length; i++) scaled.multiplyEntry(i, j, factor);
		}
		return symmetric(scaled.multiply(v.transpose()));
	}

	/** Rounding leaves a trace of asymmetry, which would send the decomposition down its slow general path. */
	private static RealMatrix symmetric(final RealMatrix m) {
		return m.add(m.transpose()).scalarMultiply(0.5);
	}

	private static RealMatrix covariance(final double[][] x, final double[] mean) {
		final int d = mean.length;
		final double[][] out = new double[d][d];
		for (final double[] row : x)
			for (int i = 0; i < d; i++)
				for (int j = 0; j <= i; j++) out[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]);
		for (int i = 0; i < d; i++)
			for (int j = 0; j <= i; j++) out[i][j] = out[j][i] = out[i][j] / (x.length - 1);
		return new Array2DRowRealMatrix(out, false);
	}

	private static double[] mean(final double[][] x) {
		final double[] out = new double[x[0].length];
		for (final double[] row : x)
			for (int k = 0; k < out.length; k++) out[k] += row[k] / x.length;
		return out;
	}

	/** Unit vectors, strongest first; from the n×n Gram matrix when there are fewer images than features. */
	private static double[][] principalAxes(final double[][] x, final double[] mean, final int most) {
		final int n = x.length;
		final int d = mean.length;
		if (d <= n) {
			final EigenDecomposition e = new EigenDecomposition(covariance(x, mean));
			return strongest(e, Math.min(most, Math.min(d, n - 1)), j -> e.getEigenvector(j).toArray());
		}
		final double[][] gram = new double[n][n];
		for (int i = 0; i < n; i++)
			for (int j = 0; j <= i; j++) {
				double dot = 0;
				for (int k = 0; k < d; k++) dot += (x[i][k] - mean[k]) * (x[j][k] - mean[k]);
				gram[i][j] = gram[j][i] = dot / (n - 1);
			}
		final EigenDecomposition e = new EigenDecomposition(new Array2DRowRealMatrix(gram, false));
		return strongest(e, Math.min(most, n - 1), j -> {
			final double[] weights = e.getEigenvector(j).toArray();
			final double[] axis = new double[d];
			for (int i = 0; i < n; i++)
				for (int k = 0; k < d; k++) axis[k] += weights[i] * (x[i][k] - mean[k]);
			return unit(axis);
		});
	}

	private interface Axis {
		double[] of(int eigenvector);
	}

	private static double[][] strongest(final EigenDecomposition e, final int count, final Axis axis) {
		final double[] values = e.getRealEigenvalues();
		final Integer[] order = new Integer[values.length];
		Arrays.setAll(order, i -> i);
		Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
		final double least = 1e-12 * Math.max(values[order[0]], 0);
		int kept = 0;
		while (kept < count && values[order[kept]] > least) kept++;
		final double[][] out = new double[Math.max(kept, 1)][];
		for (int i = 0; i < out.length; i++) out[i] = axis.of(order[i]);
		return out;
	}

	private static double[] unit(final double[] v) {
		double norm = 0;
		for (final double c : v) norm += c * c;
		if (norm > 0) for (int k = 0; k < v.length; k++) v[k] /= Math.sqrt(norm);
		return v;
	}

	private static double[][] project(final double[][] x, final double[] mean, final double[][] axes) {
		final double[][] out = new double[x.length][axes.length];
		for (int i = 0; i < x.length; i++)
			for (int a = 0; a < axes.length; a++)
				for (int k = 0; k < mean.length; k++) out[i][a] += (x[i][k] - mean[k]) * axes[a][k];
		return out;
	}
}
