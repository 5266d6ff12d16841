package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.Losses;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains and tests the classifier of one cell. Initial weights, inner validation subjects and the seed of the draws depend on
 * fold, classifier and repeat but not on the arm, so that arms differ by their images alone. An epoch is as many optimiser
 * steps as the real training images fill batches, whatever is added to them. The weights after the epoch with the highest
 * balanced accuracy on the inner validation subjects (then the lowest loss there, then the earliest) are tested.
 */
final class ClassifierTraining implements CellRunner {
	private static final double BETA1 = 0.9;
	private static final double BETA2 = 0.999;
	/** Scores are kept to six decimals. */
	private static final double DECIMALS = 1e6;

	private final EvaluateConfig config;
	private final Seeds seeds;
	private final String positive;
	private final String negative;
	private final int size;
	private final FirstWeights firstWeights;

	/** @param size pixels a side of the images */
	ClassifierTraining(final EvaluateConfig config, final Seeds seeds, final String positive,
			final List<String> labels, final int size) {
		this.size = size;
		firstWeights = new FirstWeights(config, size);
		this.config = config;
		this.seeds = seeds;
		this.positive = positive;
		this.negative = labels.stream().filter(label -> !label.equals(positive)).findFirst().orElse("");
	}

	/** How it goes on the inner validation subjects. */
	private static final class Validation {
		final int epoch;
		final double balancedAccuracy;
		final double loss;

		Validation(final int epoch, final double balancedAccuracy, final double loss) {
			this.epoch = epoch;
			this.balancedAccuracy = balancedAccuracy;
			this.loss = loss;
		}

		boolean isBetterThan(final Validation other) {
			// Without validation subjects the last epoch counts.
			if (Double.isNaN(balancedAccuracy)) return true;
			return balancedAccuracy > other.balancedAccuracy
					|| balancedAccuracy == other.balancedAccuracy && loss < other.loss;
		}
	}

	/** As many as the machine has room for with the largest of the classifiers. */
	@Override
	public int sideBySide() {
		return Backend.sideBySide(config.classifiers().stream()
				.mapToLong(c -> c.network(config.capacity(), size).trainingBytes(config.batch())).max().orElseThrow());
	}

	@Override
	public String identity() {
		return firstWeights.hashes();
	}

	@Override
	public CellResult run(final Cell cell, final CellImages images, final RunContext context) {
		Backend.share(sideBySide());
		final String place = "evaluate.fold-" + cell.fold() + "." + cell.classifier().key();
		final Optimiser optimiser = Optimiser.adam(config.rate(), BETA1, BETA2).weightDecay(config.decay());
		try (AdversarialGraph network = AdversarialGraph.create(cell.classifier().network(config.capacity(), size),
				optimiser,
				seeds.of(place + ".init", cell.repeat()), config.precision());
				Progress progress = context.start(cell.title(), "epoch", config.epochs())) {
			firstWeights.into(network, cell.classifier());
			final Validation best = train(network, images, cell, seeds.random(place + ".draw", cell.repeat()), progress,
					context);
			return new CellResult(cell, best.epoch, best.balancedAccuracy, best.loss, test(network, images.test()));
		}
	}

	/** Leaves the network with the weights of the returned epoch. */
	private Validation train(final AdversarialGraph network, final CellImages images, final Cell cell,
			final RandomGenerator random,
			final Progress progress, final RunContext context) {
		final BalancedSampler sampler = new BalancedSampler(images.training(0), images.training(1), random);
		final ClassicAugmentation augmentation = new ClassicAugmentation(images.test().width(), images.test().height());
		final int steps = Math.max(1, (int) Math.ceil((double) images.realImages() / config.batch()));
		Validation best = new Validation(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
		INDArray bestWeights = network.parameters().dup();
		for (int epoch = 1; epoch <= config.epochs() && epoch - best.epoch <= config.patience(); epoch++) {
			for (int i = 0; i < steps; i++) {
				context.checkCancelled();
				step(network, sampler, cell.arm().isClassic() ? augmentation : null, random, images.test());
			}
			final Validation now = validate(network, images, epoch);
			if (now.isBetterThan(best)) {
				best = now;
				bestWeights.assign(network.parameters());
			}
			progress.done(epoch);
		}
		network.parameters().assign(bestWeights);
		bestWeights.close();
		return best;
	}

	private void step(final AdversarialGraph network, final BalancedSampler sampler,
			final ClassicAugmentation augmentation, final RandomGenerator random,
			final PatchSet shape) {
		final List<float[]> batch = new ArrayList<>();
		final int[] classes = new int[config.batch()];
		for (int i = 0; i < classes.length; i++) {
			classes[i] = sampler.nextClass();
			final float[] image = sampler.draw(classes[i]);
			batch.add(augmentation == null ? image : augmentation.apply(image, random));
		}
		try (INDArray x = Tensors.of(batch, shape.width(), shape.height()); INDArray logits = network.forward(x)) {
			final Losses loss = Losses.softmax(logits, config.smoothing(), classes);
			try (INDArray error = loss.gradient()) {
				if (!Double.isFinite(loss.value()))
					throw new UserError(
							"The classifier's loss is no longer a number: give a rate below " + config.rate() + ".");
				network.backward(error, false, true);
				network.step();
			}
		}
	}

	private Validation validate(final AdversarialGraph network, final CellImages images, final int epoch) {
		if (images.validation().isEmpty()) return new Validation(epoch, Double.NaN, Double.NaN);
		final double[] p = probabilities(network, images.validation(), images.test());
		final int[] classes = images.validationClasses();
		final double[] right = new double[2];
		final double[] loss = new double[2];
		final double[] count = new double[2];
		for (int i = 0; i < p.length; i++) {
			final int kind = classes[i];
			count[kind]++;
			if (p[i] >= 0.5 == (kind == 1)) right[kind]++;
			loss[kind] -= Math.log(Math.max(1e-12, kind == 1 ? p[i] : 1 - p[i]));
		}
		return new Validation(epoch, (right[0] / count[0] + right[1] / count[1]) / 2,
				(loss[0] / count[0] + loss[1] / count[1]) / 2);
	}

	private List<CellResult.Row> test(final AdversarialGraph network, final PatchSet test) {
		final double[] p = probabilities(network, test.pixels(), test);
		final List<CellResult.Row> rows = new ArrayList<>();
		for (int i = 0; i < p.length; i++) {
			final Patch patch = test.patch(i);
			final double score = Math.round(p[i] * DECIMALS) / DECIMALS;
			rows.add(new CellResult.Row(patch.id(), patch.subject(), patch.label(), patch.label().equals(positive),
					score,
					score >= 0.5 ? positive : negative));
		}
		return rows;
	}

	/** The probability that each image is positive. */
	private static double[] probabilities(final AdversarialGraph network, final List<float[]> images,
			final PatchSet shape) {
		try (INDArray x = Tensors.of(images, shape.width(), shape.height()); INDArray logits = network.output(x)) {
			final double[] both = Losses.probabilities(logits);
			final double[] out = new double[images.size()];
			for (int i = 0; i < out.length; i++) out[i] = both[2 * i + 1];
			return out;
		}
	}
}
