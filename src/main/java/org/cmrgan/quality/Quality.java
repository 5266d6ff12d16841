/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Shuffle;
import org.cmrgan.metrics.AnatomyComponents;
import org.cmrgan.metrics.Estimate;
import org.cmrgan.metrics.FeatureScale;
import org.cmrgan.metrics.FrechetDistance;
import org.cmrgan.metrics.KernelDistance;
import org.cmrgan.metrics.Manifold;
import org.cmrgan.metrics.MsSsim;
import org.cmrgan.metrics.Samples;
import org.cmrgan.metrics.SlicedWasserstein;
import org.cmrgan.metrics.Spectrum;
import org.cmrgan.nn.Backend;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;

/**
 * Measures the synthetic images of a fold against its training images, class by class and all together. The held-out
 * images are measured in the same way: their figures are those that a perfect generator would reach.
 */
public final class Quality {
	/** The usual name of the images of a generator. */
	public static final String SYNTHETIC = "synthetic";
	/** The usual name of the images of a refiner. */
	public static final String REFINED = "refined";
	/** The label of figures over both classes. */
	public static final String ALL = "all";
	/** The set of the real training images in {@link Figure#set()}. */
	public static final String TRAINING = "training";
	/** The set of the real held-out images in {@link Figure#set()}. */
	public static final String HELD_OUT = "held-out";

	private static final int FEWEST = 4;
	private static final int HALVES = 10;

	private final QualityInput input;
	private final List<FeatureExtractor> extractors;
	private final QualityConfig config;
	private final Seeds seeds;
	private final RunContext context;
	private final List<Figure> figures = new ArrayList<>();

	private Quality(final QualityInput input, final List<FeatureExtractor> extractors, final QualityConfig config,
			final Seeds seeds, final RunContext context) {
		this.input = input;
		this.extractors = List.copyOf(extractors);
		this.config = config;
		this.seeds = seeds;
		this.context = context;
	}

	/**
	 * Measures everything, in seconds to minutes.
	 *
	 * @param input the sets of images
	 * @param config how to measure
	 * @param seeds draw subsets and permutations
	 * @param context receives progress and messages, and checks for a request to stop
	 * @return the figures and the nearest training images
	 * @throws org.cmrgan.run.CancelledException once the user asked to stop
	 */
	public static QualityResult measure(final QualityInput input, final QualityConfig config, final Seeds seeds,
			final RunContext context) {
		final List<FeatureExtractor> extractors = new ArrayList<>(input.extractors());
		if (config.extractorSteps() == 0 || input.training().labels().size() < 2)
			return new Quality(input, extractors, config, seeds, context).run();
		Backend.prepare(context);
		try (ClassifierFeatures classifier = ClassifierFeatures.train(input.training(), config.extractorSteps(), seeds,
				context)) {
			extractors.add(classifier);
			return new Quality(input, extractors, config, seeds, context).run();
		}
	}

	private QualityResult run() {
		final Map<String, PatchSet> sets = new LinkedHashMap<>();
		sets.put(TRAINING, input.training());
		if (!input.heldOut().isEmpty()) sets.put(HELD_OUT, input.heldOut());
		sets.putAll(input.made());
		final Set<String> labels = new LinkedHashSet<>(input.training().labels());
		labels.add(ALL);
		final int work = labels.size() * sets.size() * (extractors.size() + 3);
		try (Progress progress = context.start("Image quality", "comparison", work)) {
			int done = 0;
			for (final FeatureExtractor extractor : extractors) {
				final Map<String, double[][]> features = new LinkedHashMap<>();
				sets.forEach((name, set) -> features.put(name, set.isEmpty() ? new double[0][] : extractor.of(set)));
				for (final String label : labels) for (final String name : sets.keySet()) {
					onFeatures(extractor.name(), label, name, sets, features);
					progress.done(++done);
				}
			}
			for (final String label : labels) done = anatomy(label, sets, progress, done);
			final Spectrum spectrum = new Spectrum(input.training().width(), input.training().height());
			final Optional<T1Region> region = input.window().map(w -> T1Region.of(input.training(), input.masks(), w));
			for (final String label : labels) {
				final PatchSet training = of(label, input.training());
				for (final String name : sets.keySet()) {
					final PatchSet set = of(label, sets.get(name));
					onPixels(label, name, set, spectrum);
					progress.done(++done);
					region.ifPresent(r -> onT1(label, name, set, training, r));
					progress.done(++done);
				}
			}
		}
		final CopySearch search = new CopySearch(input, config, seeds, context);
		final Map<String, SetCopies> copies = new LinkedHashMap<>();
		input.made().forEach((name, set) -> {
			if (set.isEmpty()) return;
			final SetCopies found = search.in(name, set);
			copies.put(name, found);
			figures.addAll(found.figures());
			context.info(found.verdict());
		});
		return new QualityResult(input, config, figures, copies);
	}

	private void onFeatures(final String extractor, final String label, final String name,
			final Map<String, PatchSet> sets, final Map<String, double[][]> features) {
		final double[][] trainingRaw = of(label, sets.get(TRAINING), features.get(TRAINING));
		final FeatureScale scale = new FeatureScale(trainingRaw);
		final double[][] training = scale.apply(trainingRaw);
		if (name.equals(TRAINING)) {
			final Estimate halves = KernelDistance.realAgainstReal(training, config.subsets(),
					random("kid.halves", label));
			add(name, label, extractor, QualityMetric.KID, halves.mean(), halves.deviation(), training.length,
					"random halves against each other");
			add(name, label, extractor, QualityMetric.SLICED_WASSERSTEIN, slicedHalves(training, label), Double.NaN,
					training.length, "random halves against each other");
			return;
		}
		final double[][] set = scale.apply(of(label, sets.get(name), features.get(name)));
		if (set.length < FEWEST) {
			add(name, label, extractor, QualityMetric.KID, Double.NaN, Double.NaN, set.length, "too few images");
			return;
		}
		final KernelDistance kernel = new KernelDistance(training, set);
		final Estimate kid = kernel.subsets(config.subsetSize(), config.subsets(), random("kid.subsets", label));
		add(name, label, extractor, QualityMetric.KID, kid.mean(), kid.deviation(), set.length, "");
		add(name, label, extractor, QualityMetric.KID_P,
				kernel.permutationP(config.permutations(), random("kid.p", label)), Double.NaN, set.length,
				"treats images as independent");
		context.checkCancelled();
		final FrechetDistance frechet = new FrechetDistance(training, set, config.dimensions());
		add(name, label, extractor, QualityMetric.FID, frechet.value(), Double.NaN, set.length,
				frechet.warning().orElse(""));
		add(name, label, extractor, QualityMetric.FID_DIMENSIONS, frechet.dimensions(), Double.NaN, set.length, "");
		final Manifold manifold = new Manifold(training, set);
		add(name, label, extractor, QualityMetric.PRECISION, manifold.precision(QualityConfig.PRECISION_NEIGHBOURS),
				Double.NaN, set.length, "");
		add(name, label, extractor, QualityMetric.RECALL, manifold.recall(QualityConfig.PRECISION_NEIGHBOURS),
				Double.NaN, set.length, "");
		add(name, label, extractor, QualityMetric.DENSITY, manifold.density(QualityConfig.COVERAGE_NEIGHBOURS),
				Double.NaN, set.length, "");
		add(name, label, extractor, QualityMetric.COVERAGE, manifold.coverage(QualityConfig.COVERAGE_NEIGHBOURS),
				Double.NaN, set.length, "");
		add(name, label, extractor, QualityMetric.SLICED_WASSERSTEIN,
				SlicedWasserstein.between(training, set, config.directions(), random("sliced", label)), Double.NaN,
				set.length, "");
		context.checkCancelled();
	}

	/**
	 * Components of the class's own training images, because common components would mainly show the difference of the
	 * classes.
	 */
	private int anatomy(final String label, final Map<String, PatchSet> sets, final Progress progress,
			final int before) {
		int done = before;
		final PatchSet reals = of(label, sets.get(TRAINING));
		final AnatomyComponents components = AnatomyComponents.forFigures(pixels(reals), reals.width(), reals.height());
		final double[][] training = components.of(pixels(reals));
		final Estimate halves = halves(reals, training, label);
		add(TRAINING, label, AnatomyComponents.NAME, QualityMetric.ANATOMY_KID, halves.mean(), halves.deviation(),
				reals.size(), "random halves of the training subjects against each other");
		add(TRAINING, label, AnatomyComponents.NAME, QualityMetric.ANATOMY_SPREAD, AnatomyComponents.spread(training),
				Double.NaN, reals.size(), "");
		progress.done(++done);
		for (final Map.Entry<String, PatchSet> entry : sets.entrySet()) {
			if (entry.getKey().equals(TRAINING)) continue;
			final PatchSet set = of(label, entry.getValue());
			if (set.size() < FEWEST)
				add(entry.getKey(), label, AnatomyComponents.NAME, QualityMetric.ANATOMY_KID, Double.NaN, Double.NaN,
						set.size(), "too few images");
			else {
				final double[][] made = components.of(pixels(set));
				add(entry.getKey(), label, AnatomyComponents.NAME, QualityMetric.ANATOMY_KID,
						KernelDistance.between(training, made), Double.NaN, set.size(), "");
				add(entry.getKey(), label, AnatomyComponents.NAME, QualityMetric.ANATOMY_SPREAD,
						AnatomyComponents.spread(made), Double.NaN, set.size(), "");
			}
			progress.done(++done);
		}
		context.checkCancelled();
		return done;
	}

	/** With too few subjects to halve, the images are halved. */
	private Estimate halves(final PatchSet reals, final double[][] features, final String label) {
		final RandomGenerator random = random("anatomy.halves", label);
		final List<String> subjects = new ArrayList<>(reals.subjects());
		if (subjects.size() < FEWEST) return KernelDistance.realAgainstReal(features, config.subsets(), random);
		final int[] groups = reals.patches().stream().mapToInt(p -> subjects.indexOf(p.subject())).toArray();
		return KernelDistance.halvesOfGroups(features, groups, config.subsets(), random);
	}

	private static float[][] pixels(final PatchSet set) {
		return set.pixels().toArray(new float[0][]);
	}

	private double slicedHalves(final double[][] training, final String label) {
		final RandomGenerator random = random("sliced.halves", label);
		final List<double[]> rows = new ArrayList<>(List.of(training));
		double sum = 0;
		for (int i = 0; i < HALVES; i++) {
			Shuffle.of(rows, random);
			final double[][] a = rows.subList(0, rows.size() / 2).toArray(new double[0][]);
			final double[][] b = rows.subList(rows.size() / 2, rows.size()).toArray(new double[0][]);
			sum += SlicedWasserstein.between(a, b, config.directions(), random);
		}
		return sum / HALVES;
	}

	private void onPixels(final String label, final String name, final PatchSet set, final Spectrum spectrum) {
		if (set.size() < 2) {
			add(name, label, "", QualityMetric.MS_SSIM, Double.NaN, Double.NaN, set.size(), "too few images");
			return;
		}
		final float[][] images = set.pixels().toArray(new float[0][]);
		add(name, label, "", QualityMetric.MS_SSIM,
				MsSsim.diversity(images, set.width(), set.height(), config.pairs(), random("ms-ssim", label)),
				Double.NaN, set.size(), "");
		add(name, label, "", QualityMetric.HIGH_FREQUENCY, spectrum.highFrequencyShare(images), Double.NaN, set.size(),
				"");
	}

	private void onT1(final String label, final String name, final PatchSet set, final PatchSet training,
			final T1Region region) {
		if (set.isEmpty()) return;
		final double[] values = region.values(set);
		if (values.length == 0) {
			add(name, label, "", QualityMetric.T1_MEDIAN, Double.NaN, Double.NaN, set.size(), "no " + region.words());
			return;
		}
		add(name, label, "", QualityMetric.T1_MEDIAN, Samples.quantile(values, 0.5), Double.NaN, set.size(),
				region.words());
		if (name.equals(TRAINING)) return;
		final double[] reference = region.values(training);
		if (reference.length == 0) return;
		add(name, label, "", QualityMetric.T1_KS, Samples.kolmogorovSmirnov(reference, values), Double.NaN, set.size(),
				region.words());
		add(name, label, "", QualityMetric.T1_WASSERSTEIN, Samples.wasserstein(reference, values), Double.NaN,
				set.size(), region.words());
	}

	private void add(final String set, final String label, final String features, final QualityMetric metric,
			final double value, final double deviation, final int images, final String note) {
		figures.add(new Figure(set, label, features, metric, value, deviation, images, note));
	}

	/**
	 * The same random numbers for every set, so that equal sets get equal figures, and sets are compared on the same
	 * draws.
	 */
	private RandomGenerator random(final String what, final String label) {
		return seeds.random("quality." + what + "." + label, 0);
	}

	private static PatchSet of(final String label, final PatchSet set) {
		return label.equals(ALL) ? set : set.ofLabel(label);
	}

	private static double[][] of(final String label, final PatchSet set, final double[][] features) {
		final List<double[]> out = new ArrayList<>();
		for (int i = 0; i < features.length; i++)
			if (label.equals(ALL) || set.patch(i).label().equals(label)) out.add(features[i]);
		return out.toArray(new double[0][]);
	}
}
