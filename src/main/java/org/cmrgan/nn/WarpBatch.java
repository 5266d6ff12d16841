package org.cmrgan.nn;

/**
 * The warp of several images, each by its own controls: maps [C, H, W], then controls [2, g, g].
 */
final class WarpBatch implements PlainOperation {
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

	@Override
	public double[] forward(final double[]... in) {
		final double[] y = new double[in[0].length];
		for (int i = 0; i < y.length / maps; i++)
			System.arraycopy(warp.sample(PlainOperation.part(in[0], i, maps), field(in[1], i)), 0, y, i * maps, maps);
		return y;
	}

	@Override
	public double[] error(final int operand, final double[] error, final double[]... in) {
		final double[] out = new double[in[operand].length];
		for (int i = 0; i < error.length / maps; i++) {
			final double[] e = PlainOperation.part(error, i, maps);
			final double[] field = field(in[1], i);
			if (operand == 0) System.arraycopy(warp.sampleAdjoint(e, field), 0, out, i * maps, maps);
			else
				System.arraycopy(
						warp.fieldAdjoint(warp.fieldError(PlainOperation.part(in[0], i, maps), e, field)), 0, out,
						i * controls, controls);
		}
		return out;
	}

	private double[] field(final double[] u, final int image) {
		return warp.field(PlainOperation.part(u, image, controls));
	}
}
