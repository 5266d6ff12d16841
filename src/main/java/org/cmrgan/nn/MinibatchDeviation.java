package org.cmrgan.nn;

/**
 * Minibatch standard deviation, see {@link ArchitectureBuilder#minibatchDeviation}: unlike a {@link PlainOperation} it is given
 * a whole batch, as doubles in c-order. Immutable.
 */
final class MinibatchDeviation {
	private static final int GROUP = 8;
	private static final double EPSILON = 1e-8;

	private final int images;
	private final int size;
	private final int pixels;
	/** Images of a group. */
	private final int members;

	/**
	 * @param images of the batch
	 * @param maps shape of one image's
	 */
	MinibatchDeviation(final int images, final long... maps) {
		this.images = images;
		size = Math.toIntExact(Node.product(maps));
		pixels = Math.toIntExact(maps[1] * maps[2]);
		members = images % GROUP == 0 ? GROUP : images;
	}

	/** Each image's maps and one more: mean_p sqrt(var_p + 1e-8) over all numbers p of its group's images. */
	double[] forward(final double... x) {
		final double[] out = new double[images * (size + pixels)];
		final int groups = images / members;
		for (int b = 0; b < groups; b++) {
			double sum = 0;
			for (int p = 0; p < size; p++) sum += deviation(x, b, p, mean(x, b, p));
			for (int i = b; i < images; i += groups) {
				System.arraycopy(x, i * size, out, i * (size + pixels), size);
				java.util.Arrays.fill(out, i * (size + pixels) + size, (i + 1) * (size + pixels), sum / size);
			}
		}
		return out;
	}

	/** The error at the maps; of the deviation d: ∂d/∂x_ip = (x_ip - mean_p) / (members · sqrt(var_p + 1e-8) · numbers). */
	double[] errors(final double[] error, final double... x) {
		final double[] dx = new double[x.length];
		final int groups = images / members;
		for (int b = 0; b < groups; b++) {
			double sum = 0;
			for (int i = b; i < images; i += groups) {
				final int from = i * (size + pixels);
				System.arraycopy(error, from, dx, i * size, size);
				for (int p = 0; p < pixels; p++) sum += error[from + size + p];
			}
			for (int p = 0; p < size; p++) {
				final double mean = mean(x, b, p);
				final double factor = sum / (members * deviation(x, b, p, mean) * size);
				for (int i = b; i < images; i += groups) dx[i * size + p] += factor * (x[i * size + p] - mean);
			}
		}
		return dx;
	}

	private double mean(final double[] x, final int group, final int p) {
		double sum = 0;
		for (int i = group; i < images; i += images / members) sum += x[i * size + p];
		return sum / members;
	}

	private double deviation(final double[] x, final int group, final int p, final double mean) {
		double sum = 0;
		for (int i = group; i < images; i += images / members) {
			final double d = x[i * size + p] - mean;
			sum += d * d;
		}
		return Math.sqrt(sum / members + EPSILON);
	}
}
