package org.cmrgan.nn;

import java.util.Arrays;

/**
 * The warp of several images, each by its own controls, as both executors run it: maps x, [images, C, H, W], and controls u,
 * [images, 2, g, g], as doubles in c-order.
 */
final class WarpBatch {
	private final FreeFormWarp warp;
	private final int maps;
	private final int controls;

	/**
	 * @param maps shape of one image's maps
	 * @param controls shape of one image's controls
	 */
	WarpBatch(final long[] maps, final long... controls) {
		warp = new FreeFormWarp((int) maps[1], (int) maps[2], (int) controls[1]);
		this.maps = Math.toIntExact(Node.product(maps));
		this.controls = Math.toIntExact(Node.product(controls));
	}

	double[] forward(final double[] x, final double... u) {
		final double[] y = new double[x.length];
		for (int i = 0; i < x.length / maps; i++)
			System.arraycopy(warp.sample(of(x, i, maps), field(u, i)), 0, y, i * maps, maps);
		return y;
	}

	/** The error at the maps from that at the output. */
	double[] mapsError(final double[] u, final double... error) {
		final double[] dx = new double[error.length];
		for (int i = 0; i < error.length / maps; i++)
			System.arraycopy(warp.sampleAdjoint(of(error, i, maps), field(u, i)), 0, dx, i * maps, maps);
		return dx;
	}

	/** The error at the controls from that at the output. */
	double[] controlsError(final double[] x, final double[] u, final double... error) {
		final double[] du = new double[u.length];
		for (int i = 0; i < x.length / maps; i++) {
			final double[] atField = warp.fieldError(of(x, i, maps), of(error, i, maps), field(u, i));
			System.arraycopy(warp.fieldAdjoint(atField), 0, du, i * controls, controls);
		}
		return du;
	}

	private double[] field(final double[] u, final int image) {
		return warp.field(of(u, image, controls));
	}

	private static double[] of(final double[] all, final int image, final int length) {
		return Arrays.copyOfRange(all, image * length, (image + 1) * length);
	}
}
