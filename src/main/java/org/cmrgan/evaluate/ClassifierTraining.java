/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.PixelScaling;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.BatchStatistics;
import org.cmrgan.nn.Losses;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains and tests the classifier of one cell. Initial weights and the seed of the draws depend on fold, classifier and
 * repeat but not on the arm, so that arms differ only in their images. All train for the same number of steps. The last
 * network is tested. With select=best, it is the network with the highest balanced accuracy on inner validation
 * subjects; ties are broken by the lower loss there, then by the earlier epoch.
 */
final class ClassifierTraining implements CellRunner {
	/** Scores are rounded to six decimals. */
	private static final double DECIMALS = 1e6;
	/** Number of batches from which the statistics of batch norm are recomputed after weights were averaged. */
	private static final int STATISTICS = 10;

	private final EvaluateConfig config;
	private final Seeds seeds;
	private final String positive;
	private final String negative;
	private final int size;
	private final String standardise;
	private final FirstWeights firstWeights;
	private final Optional<ModelKeeper> keeper;

	/**
	 * @param size side length of the images in pixels
	 * @param measured true if intensities are a measurement, see {@link EvaluateConfig#standardise}
	 * @param keeper receives each trained network
	 */
	ClassifierTraining(final EvaluateConfig config, final Seeds seeds, final String positive, final List<String> labels,
			final int size, final boolean measured, final Optional<ModelKeeper> keeper) {
		this.keeper = keeper;
		this.size = size;
		firstWeights = new FirstWeights(config, size);
		this.config = config;
		this.seeds = seeds;
		this.positive = positive;
		this.negative = labels.stream().filter(label -> !label.equals(positive)).findFirst().orElse("");
		standardise = config.standardise(measured);
	}

	/** Performance on some images. */
	private static final class Score {
		final int epoch;
		final double balancedAccuracy;
		final double loss;

		Score(final int epoch, final double balancedAccuracy, final double loss) {
			this.epoch = epoch;
			this.balancedAccuracy = balancedAccuracy;
			this.loss = loss;
		}

		boolean isBetterThan(final Score other) {
			// Without validation subjects, the last epoch is tested.
			if (Double.isNaN(balancedAccuracy)) return true;
			return balancedAccuracy > other.balancedAccuracy
					|| balancedAccuracy == other.balancedAccuracy && loss < other.loss;
		}
	}

	/** As many as fit into the machine's memory with the largest of the classifiers. */
	@Override
	public int sideBySide() {
		return Backend.sideBySide(bytes(config, size));
	}

	/** Memory of training the largest of the classifiers. */
	static long bytes(final EvaluateConfig config, final int size) {
		return config.classifiers().stream()
				.mapToLong(c -> new Recipe(config, c).network(size).trainingBytes(config.batch())).max().orElseThrow();
	}

	@Override
	public void prepare(final RunContext context) {
		Backend.prepare(context);
	}

	@Override
	public String identity() {
		return firstWeights.hashes();
	}

	@Override
	public CellResult run(final Cell cell, final CellImages images, final RunContext context) {
		final int threads = Backend.share(sideBySide());
		final YardstickCell yardstick = new YardstickCell(config, seeds, positive, negative);
		if (config.filters() && cell.arm().isGan()) yardstick.filter(cell, images, context);
		if (!cell.classifier().isNetwork()) return yardstick.run(cell, images, context);
		return new One(cell, images, context).run()
				.on(Backend.instructions() + ", " + threads + (threads == 1 ? " thread" : " threads"));
	}

	/** The training of one cell. */
	private final class One {
		private final Cell cell;
		private final CellImages images;
		private final RunContext context;
		private final Recipe recipe;
		private final PixelScaling standardisation;
		private final int steps;
		private final int stepsOfAnEpoch;
		private final TrainingDraws draws;
		private final Curve.Builder curve = new Curve.Builder();
		private int taken;

		One(final Cell cell, final CellImages images, final RunContext context) {
			this.cell = cell;
			this.images = images;
			this.context = context;
			recipe = new Recipe(config, cell.classifier());
			standardisation = Standardisation.of(standardise, realImages());
			steps = recipe.steps(images.realImages());
			stepsOfAnEpoch = recipe.stepsOfAnEpoch(images.realImages());
			draws = new TrainingDraws(images, standardisation, config, cell.arm().isClassic(), random(".draw"));
		}

		private RandomGenerator random(final String what) {
			return seeds.random(place() + what, cell.repeat());
		}

		private String place() {
			return "evaluate.fold-" + cell.fold() + "." + cell.classifier().key();
		}

		private List<float[]> realImages() {
			return Stream.concat(images.real(0).stream(), images.real(1).stream()).collect(Collectors.toList());
		}

		CellResult run() {
			try (AdversarialGraph network = AdversarialGraph.create(recipe.network(size), recipe.optimiser(),
					seeds.of(place() + ".init", cell.repeat()), config.precision());
					Progress progress = context.start(cell.title(), "step", steps)) {
				firstWeights.into(network, cell.classifier());
				final Score best = config.selectsBest() ? best(network, progress) : last(network, progress);
				keeper.ifPresent(k -> k.keep(cell, network, config.settings().asText(), List.of(negative, positive),
						standardisation));
				final int[] classes = new int[images.realImages()];
				Arrays.fill(classes, images.real(0).size(), classes.length, 1);
				return new CellResult(cell, best.epoch, best.balancedAccuracy, best.loss, test(network)).trained(taken,
						score(network, realImages(), classes, 0).balancedAccuracy, curve.build());
			}
		}

		/** Gives the network its last weights, or their average over the last steps. */
		private Score last(final AdversarialGraph network, final Progress progress) {
			final int averaged = (int) Math.round(recipe.average() * steps);
			while (taken < steps - averaged) advance(network, progress);
			if (averaged > 0) average(network, progress, averaged);
			return new Score((steps + stepsOfAnEpoch - 1) / stepsOfAnEpoch, Double.NaN, Double.NaN);
		}

		private void average(final AdversarialGraph network, final Progress progress, final int averaged) {
			try (INDArray sum = network.parameters().mul(0)) {
				while (taken < steps) {
					advance(network, progress);
					sum.addi(network.parameters());
				}
				network.parameters().assign(sum.divi(averaged));
			}
			BatchStatistics.anew(network,
					() -> IntStream.range(0, STATISTICS).mapToObj(i -> draws.batch(1, classes())).iterator());
		}

		private void advance(final AdversarialGraph network, final Progress progress) {
			step(network);
			progress.done(taken);
		}

		/** Gives the network the weights of the returned epoch. */
		private Score best(final AdversarialGraph network, final Progress progress) {
			Score best = new Score(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
			try (INDArray bestWeights = network.parameters().dup()) {
				for (int epoch = 1; taken < steps && epoch - best.epoch <= config.patience(); epoch++) {
					while (taken < Math.min(steps, epoch * stepsOfAnEpoch)) advance(network, progress);
					final Score now = score(network, images.validation(), images.validationClasses(), epoch);
					if (now.isBetterThan(best)) {
						best = now;
						bestWeights.assign(network.parameters());
					}
				}
				network.parameters().assign(bestWeights);
			}
			return best;
		}

		private int[] classes() {
			final int[] classes = new int[config.batch()];
			for (int i = 0; i < classes.length; i++) classes[i] = draws.nextClass();
			return classes;
		}

		private void step(final AdversarialGraph network) {
			context.checkCancelled();
			final double rate = recipe.rate(taken, steps);
			network.learningRate(rate);
			final int[] classes = classes();
			try (INDArray x = draws.batch((double) taken / steps, classes); INDArray logits = network.forward(x)) {
				final Losses loss = Losses.softmax(logits, recipe.smoothing(), classes);
				try (INDArray error = loss.gradient()) {
					if (!Double.isFinite(loss.value()))
						throw new UserError("The loss of " + cell.title()
								+ " became NaN or infinite: give a lower learning rate, such as learning_rate="
								+ rate / 10 + ".");
					network.backward(error, false, true);
					network.step();
				}
				curve.step(loss.value(), right(logits, classes), classes.length, rate);
			}
			taken++;
		}

		/** Balanced accuracy and class-balanced cross-entropy; NaN without images. */
		private Score score(final AdversarialGraph network, final List<float[]> of, final int[] classes,
				final int epoch) {
			if (of.isEmpty()) return new Score(epoch, Double.NaN, Double.NaN);
			final double[] p = probabilities(network, of);
			final double[] right = new double[2];
			final double[] loss = new double[2];
			final double[] count = new double[2];
			for (int i = 0; i < p.length; i++) {
				final int kind = classes[i];
				count[kind]++;
				if (p[i] >= 0.5 == (kind == 1)) right[kind]++;
				loss[kind] -= Math.log(Math.max(1e-12, kind == 1 ? p[i] : 1 - p[i]));
			}
			return new Score(epoch, (right[0] / count[0] + right[1] / count[1]) / 2,
					(loss[0] / count[0] + loss[1] / count[1]) / 2);
		}

		private List<CellResult.Row> test(final AdversarialGraph network) {
			final PatchSet test = images.test();
			final double[] p = probabilities(network, test.pixels());
			final List<CellResult.Row> rows = new ArrayList<>();
			for (int i = 0; i < p.length; i++) {
				final Patch patch = test.patch(i);
				final double score = Math.round(p[i] * DECIMALS) / DECIMALS;
				rows.add(new CellResult.Row(patch.id(), patch.subject(), patch.label(), patch.label().equals(positive),
						score, score >= 0.5 ? positive : negative));
			}
			return rows;
		}

		/** The probability that each image is positive. */
		private double[] probabilities(final AdversarialGraph network, final List<float[]> of) {
			try (INDArray x = Tensors.of(standardisation.of(of), images.test().width(), images.test().height());
					INDArray logits = network.output(x)) {
				final double[] both = Losses.probabilities(logits);
				final double[] out = new double[of.size()];
				for (int i = 0; i < out.length; i++) out[i] = both[2 * i + 1];
				return out;
			}
		}
	}

	/** The images whose own class has the larger logit. */
	private static int right(final INDArray logits, final int... classes) {
		final float[] l = logits.data().asFloat();
		int right = 0;
		for (int i = 0; i < classes.length; i++) if (l[2 * i + 1] >= l[2 * i] == (classes[i] == 1)) right++;
		return right;
	}
}
