package org.cmrgan.egan;

import java.util.List;

import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Architecture;
import org.cmrgan.nn.Networks;
import org.cmrgan.nn.Parameter;
import org.cmrgan.run.RunContext;

/**
 * The linear model of a few images that a generator begins as: their mean, and so many principal components that most of
 * the variance is in them, each moved by one number of the latent vector. Evolution starts from hearts, not from grey, and
 * the convolutions learn what the model lacks. All is done before the tanh.
 */
final class LinearStart implements Start {
	/** Share of the variance that the components hold. The last ones hold single images' noise, which mixed gives a texture that no image has. */
	private static final double SHARE = 0.9;
	/** Beyond this the inverse of tanh runs away; much below it black and white areas, which are flat in real images, get a texture. */
	private static final double MOST = 0.99;

	private final PatchSet real;

	LinearStart(final PatchSet real) {
		this.real = real;
	}

	@Override
	public Architecture generator(final EGanConfig config) {
		return Networks.linearGenerator(config.latent(), config.width(), real.width());
	}

	@Override
	public void applyTo(final AdversarialGraph generator, final RunContext context) {
		final PrincipalComponents model = PrincipalComponents.of(logits(real), SHARE);
		final List<Parameter> path = Networks.linearPath(generator.architecture());
		final int latent = (int) path.get(0).shape()[0];
		final int length = (int) path.get(1).length();
		final float[] weights = new float[latent * length];
		// A latent number is uniform in [-1, 1], whose standard deviation is 1/sqrt(3).
		for (int m = 0; m < Math.min(latent, model.modes().length); m++)
			for (int j = 0; j < length; j++)
				weights[m * length + j] = (float) (Math.sqrt(3) * model.modes()[m][j]);
		final float[] offsets = new float[length];
		for (int j = 0; j < length; j++) offsets[j] = (float) model.mean()[j];
		Start.set(generator, path.get(0), weights);
		Start.set(generator, path.get(1), offsets);
	}

	/** What the tanh must be given to make each image. */
	static double[][] logits(final PatchSet real) {
		final double[][] x = new double[real.size()][real.width() * real.height()];
		for (int i = 0; i < x.length; i++)
			for (int j = 0; j < x[i].length; j++) {
				final double value = Math.max(-MOST, Math.min(MOST, real.pixels(i)[j]));
				x[i][j] = 0.5 * Math.log((1 + value) / (1 - value));
			}
		return x;
	}
}
