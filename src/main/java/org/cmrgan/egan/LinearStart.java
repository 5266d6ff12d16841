package org.cmrgan.egan;

import java.util.Arrays;
import java.util.List;

import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Networks;
import org.cmrgan.nn.Parameter;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The linear model of a few images that a generator begins as: their mean, and so many principal components that most of
 * the variance is in them, each moved by one number of the latent vector. Evolution starts from hearts, not from grey, and
 * the convolutions learn what the model lacks. All is done before the tanh.
 * <p>
 * The model is one of brightness alone, or one of brightness and shape (Cootes et al. 2001, doi 10.1109/34.927467): the
 * components then move both the image of an aligned heart and the controls of the deformation that it is given, so that two
 * hearts of different size make one between them, not one with two walls.
 */
final class LinearStart {
	/** Share of the variance that the components hold. The last ones hold single images' noise, which mixed gives a texture that no image has. */
	private static final double SHARE = 0.9;
	/** Beyond this the inverse of tanh runs away; much below it black and white areas, which are flat in real images, get a texture. */
	private static final double MOST = 0.99;

	private final PrincipalComponents model;
	/** What the last numbers of a component are divided by to be controls. */
	private final double controlScale;

	private LinearStart(final PrincipalComponents model, final double controlScale) {
		this.model = model;
		this.controlScale = controlScale;
	}

	/** The model of brightness. */
	static LinearStart of(final PatchSet real) {
		return new LinearStart(PrincipalComponents.of(logits(real), SHARE), 1);
	}

	/** The model of brightness and shape. */
	static LinearStart ofShapes(final Alignment alignment) {
		final double[][] images = alignment.images();
		final double[][] controls = alignment.controls();
		// So that brightness and shape have the same say in what a component is.
		final double scale = Math.sqrt(variance(images) / Math.max(variance(controls), 1e-12));
		final double[][] rows = new double[images.length][];
		for (int i = 0; i < rows.length; i++) {
			rows[i] = Arrays.copyOf(images[i], images[i].length + controls[i].length);
			for (int j = 0; j < controls[i].length; j++) rows[i][images[i].length + j] = scale * controls[i][j];
		}
		return new LinearStart(PrincipalComponents.of(rows, SHARE), scale);
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

	private static double variance(final double[]... rows) {
		final double[] sum = new double[rows[0].length];
		double squares = 0;
		for (final double[] row : rows)
			for (int j = 0; j < row.length; j++) {
				sum[j] += row[j];
				squares += row[j] * row[j];
			}
		double means = 0;
		for (final double s : sum) means += s * s / rows.length;
		return (squares - means) / rows.length;
	}

	/** Sets the linear paths of a generator. */
	void applyTo(final AdversarialGraph generator) {
		final List<Parameter> image = Networks.linearPath(generator.architecture());
		set(generator, image, 0, 1);
		final List<Parameter> controls = Networks.controlPath(generator.architecture());
		if (!controls.isEmpty()) set(generator, controls, (int) image.get(1).length(), controlScale);
	}

	/** The numbers of the model from one on, as weights and offsets of a path. */
	private void set(final AdversarialGraph generator, final List<Parameter> path, final int from,
			final double scale) {
		final int latent = (int) path.get(0).shape()[0];
		final int length = (int) path.get(1).length();
		final double[][] modes = model.modes();
		final float[] weights = new float[latent * length];
		// A latent number is uniform in [-1, 1], whose standard deviation is 1/sqrt(3).
		for (int m = 0; m < Math.min(latent, modes.length); m++)
			for (int j = 0; j < length; j++)
				weights[m * length + j] = (float) (Math.sqrt(3) * modes[m][from + j] / scale);
		final float[] offsets = new float[length];
		for (int j = 0; j < length; j++) offsets[j] = (float) (model.mean()[from + j] / scale);
		set(generator, path.get(0), weights);
		set(generator, path.get(1), offsets);
	}

	private static void set(final AdversarialGraph generator, final Parameter parameter,
			final float[] values) {
		final INDArray flat = generator.parameters().reshape(generator.parameters().length());
		flat.get(NDArrayIndex.interval(parameter.offset(), parameter.offset() + parameter.length()))
				.assign(Nd4j.createFromArray(values));
	}
}
