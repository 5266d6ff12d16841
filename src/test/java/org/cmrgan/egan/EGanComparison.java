/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Montage;
import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.FeatureScale;
import org.cmrgan.metrics.HandMadeFeatures;
import org.cmrgan.metrics.KernelDistance;
import org.cmrgan.metrics.Manifold;
import org.cmrgan.metrics.MsSsim;
import org.cmrgan.pipeline.Study;
import org.cmrgan.quality.Quality;
import org.cmrgan.quality.QualityConfig;
import org.cmrgan.quality.QualityInput;
import org.cmrgan.quality.SetCopies;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.train.TrainingListener;

/**
 * E-GAN beside GANs of a single mutation that get the same processor time, each from several seeds, measured on subjects
 * that no training saw. Not a test; run it on a study:
 *
 * <pre>
 * java -cp &lt;test class path&gt; org.cmrgan.egan.EGanComparison study=FOLDER fold=1 out=FOLDER seeds=1,2,3 variants=egan,minimax [key=value ...]
 * </pre>
 *
 * Other keys are those of Train E-GAN. Writes comparison.csv, one row a training, and a montage of each training's images.
 */
final class EGanComparison {
	private static final int MULTIPLE = 3;
	private static final int PAIRS = 2000;
	private static final int HALVES = 100;
	private static final int NEIGHBOURS = 5;
	/**
	 * Number of generations from which the cost of a variant is measured, after as many for the compiler to warm up.
	 */
	private static final int PRICED = 20;

	private final Path out;
	private final Map<String, String> settings;
	private final RandomGenerator random = new MersenneTwister(1);

	private EGanComparison(final Path out, final Map<String, String> settings) {
		this.out = out;
		this.settings = settings;
	}

	/** Processor seconds of this process so far, all threads. */
	private static double processorSeconds() {
		return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
				.getProcessCpuTime() / 1e9;
	}

	private EGanConfig config(final String variant, final int generations) {
		final Map<String, String> given = new LinkedHashMap<>(settings);
		if (!variant.equals("egan")) given.put("mutations", variant);
		if (generations > 0) given.put("generations", Integer.toString(generations));
		return EGanConfig.of(given);
	}

	/** Processor seconds of a generation. */
	private double price(final String variant, final PatchSet training) {
		final double[] at = new double[2];
		final TrainingListener clock = new TrainingListener() {
			@Override
			public void stepped(final long step, final Map<String, Double> figures) {
				if (step == PRICED) at[0] = processorSeconds();
				if (step == 2 * PRICED - 1) at[1] = processorSeconds();
			}
		};
		EGan.train(config(variant, 2 * PRICED), training, "price", out.resolve("price-" + variant), new Seeds(1),
				List.of(clock), RunContext.quiet());
		return (at[1] - at[0]) / (PRICED - 1);
	}

	private void compare(final String variant, final PatchSet training, final PatchSet heldOut, final String label,
			final long seed, final int generations) throws IOException {
		final EGanConfig config = config(variant, generations);
		final Path folder = out.resolve(variant + "-" + label + "-" + seed);
		final double begin = processorSeconds();
		final long clock = System.nanoTime();
		if (!Files.exists(folder.resolve(EGan.MODEL)))
			EGan.train(config, training, label, folder, new Seeds(seed), List.of(), RunContext.quiet());
		final double spent = processorSeconds() - begin;
		final double passed = (System.nanoTime() - clock) / 1e9;
		final PatchSet made = EGan.synthesize(folder.resolve(EGan.MODEL), label, MULTIPLE * training.size(), training,
				training.subjectsHash(), new Seeds(seed), RunContext.quiet());
		new Montage(made.width(), made.height(), 1).rows(made.pixels().subList(0, 32), 8)
				.writePng(out.resolve(folder.getFileName() + ".png"));
		final HandMadeFeatures features = new HandMadeFeatures(made.width(), made.height());
		final double[][] raw = features.of(training.pixels().toArray(new float[0][]));
		final FeatureScale scale = new FeatureScale(raw);
		final double[][] reals = scale.apply(raw);
		final double[][] unseen = scale.apply(features.of(heldOut.pixels().toArray(new float[0][])));
		final double[][] fakes = scale.apply(features.of(made.pixels().toArray(new float[0][])));
		final double kid = KernelDistance.between(unseen, fakes);
		final double halves = halvesBySubject(training, reals);
		final SetCopies copies = Quality
				.measure(QualityInput.of(training, heldOut).with("synthetic", made),
						QualityConfig.of(Map.of("extractor_steps", "0")), new Seeds(1), RunContext.quiet())
				.copies().get("synthetic");
		row(variant, label, seed, config.generations(), spent, passed, kid, halves, kid / halves,
				KernelDistance.between(reals, fakes), KernelDistance.between(reals, unseen), diversity(made),
				diversity(training), new Manifold(unseen, fakes).coverage(NEIGHBOURS),
				new Manifold(reals, fakes).coverage(NEIGHBOURS), copies.copies(), copies.leans(),
				"\"" + copies.verdict() + "\"");
	}

	/** Mean KID between the images of two halves of the subjects: the distance between real subjects. */
	private double halvesBySubject(final PatchSet set, final double[][] features) {
		final List<String> subjects = new ArrayList<>(set.subjects());
		double sum = 0;
		for (int n = 0; n < HALVES; n++) {
			java.util.Collections.shuffle(subjects, new java.util.Random(n));
			final Set<String> half = new HashSet<>(subjects.subList(0, subjects.size() / 2));
			final List<double[]> a = new ArrayList<>();
			final List<double[]> b = new ArrayList<>();
			for (int i = 0; i < features.length; i++) (half.contains(set.patch(i).subject()) ? a : b).add(features[i]);
			sum += KernelDistance.between(a.toArray(new double[0][]), b.toArray(new double[0][]));
		}
		return sum / HALVES;
	}

	private double diversity(final PatchSet set) {
		return MsSsim.diversity(set.pixels().toArray(new float[0][]), set.width(), set.height(), PAIRS, random);
	}

	private void row(final Object... values) throws IOException {
		final Path file = out.resolve("comparison.csv");
		final StringBuilder text = new StringBuilder();
		if (!Files.exists(file))
			text.append("variant,label,seed,generations,processor_s,wall_s,kid_held_out,kid_halves_by_subject,ratio,")
					.append("kid_training,kid_training_held_out,ms_ssim,ms_ssim_training,coverage_held_out,")
					.append("coverage_training,near_copies,leans,verdict\n");
		for (int i = 0; i < values.length; i++)
			text.append(i == 0 ? "" : ",")
					.append(values[i] instanceof Double ? String.format(Locale.ROOT, "%.4f", values[i]) : values[i]);
		Files.writeString(file, text.append('\n'), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		new PrintStream(System.out, true, StandardCharsets.UTF_8).print(text);
	}

	public static void main(final String... arguments) throws IOException {
		final Map<String, String> given = new LinkedHashMap<>();
		for (final String a : arguments) given.put(a.substring(0, a.indexOf('=')), a.substring(a.indexOf('=') + 1));
		final PatchSet real = Study.open(Path.of(given.remove("study"))).real();
		final int fold = Integer.parseInt(given.remove("fold"));
		final Path out = Files.createDirectories(Path.of(given.remove("out")));
		final String[] seeds = given.getOrDefault("seeds", "1").split(",");
		given.remove("seeds");
		final List<String> variants = Arrays.asList(given.getOrDefault("variants", "egan").split(","));
		given.remove("variants");
		final List<String> labels = given.containsKey("label") ? List.of(given.remove("label")) : real.labels();
		final EGanComparison comparison = new EGanComparison(out, given);
		final Map<String, Integer> generations = new LinkedHashMap<>();
		if (variants.size() == 1) generations.put(variants.get(0), 0);
		else {
			final PatchSet some = real.trainingOf(fold).ofLabel(labels.get(0));
			final double budget = comparison.price("egan", some) * comparison.config("egan", 0).generations();
			for (final String v : variants)
				generations.put(v, v.equals("egan") ? 0 : (int) Math.round(budget / comparison.price(v, some)));
		}
		for (final String seed : seeds)
			for (final String label : labels)
				for (final String v : variants)
					comparison.compare(v, real.trainingOf(fold).ofLabel(label), real.testOf(fold).ofLabel(label), label,
							Long.parseLong(seed), generations.get(v));
	}
}
