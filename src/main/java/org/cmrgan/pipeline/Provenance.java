/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.PatchSet;
import org.cmrgan.egan.EGan;
import org.cmrgan.quality.Quality;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.simgan.SimGan;

/**
 * Checks whether the finished stages of a fold depend on its present content. When a network is trained again, all
 * results of the earlier one are out of date. A stage that recorded no inputs counts as current.
 */
final class Provenance {
	/** Inputs in run.json: hashes of image sets, and of the generators behind the images that a refiner was trained on. */
	static final String SYNTHETIC = Quality.SYNTHETIC;
	static final String REFINED = Quality.REFINED;
	static final String GENERATORS = "generators";
	/** Hash of the real images. */
	static final String REAL = "real";
	/** Hash of the images on which a network was trained. */
	static final String TRAINING_IMAGES = "training_images";
	/** Fact of an evaluation: hashes of the synthetic images by fold. */
	private static final String EVALUATED = "synthetic_images";

	private final Study study;
	private final Map<Integer, PatchSet> real = new ConcurrentHashMap<>();

	Provenance(final Study study) {
		this.study = study;
	}

	/** Read once, because the caller holds the study's lock. */
	private PatchSet real(final int k) {
		return real.computeIfAbsent(study.info().hasFoldWindows() ? k : 0, study::real);
	}

	/** True if the network in a folder of fold k was trained on the fold's present training images. */
	boolean ofImages(final Path folder, final int k) {
		return matches(folder, TRAINING_IMAGES, real(k).trainingOf(k).contentHash());
	}

	/** A sentence that names the finished results that are out of date, and the remedy; empty if there are none. */
	String outOfDate() {
		return outOfDate(IntStream.rangeClosed(0, study.info().folds()).toArray());
	}

	/** The same, if the images or networks of only some folds have changed. */
	String outOfDate(final int... folds) {
		final List<String> all = new ArrayList<>();
		String first = "";
		boolean tested = false;
		for (final int k : folds) {
			final List<String> here = ofFold(k);
			// The evaluation trains and tests in folds only.
			tested |= k > 0 && (!here.isEmpty() || !evaluation(k));
			if (here.isEmpty()) continue;
			if (first.isEmpty()) first = here.get(0);
			all.add(String.join(", ", here) + (k == 0 ? " of all data" : " of fold " + k));
		}
		final String now = real(0).contentHash();
		if (RunRecord.finished(study.evaluation()).isPresent() && (tested || !matches(study.evaluation(), REAL, now)))
			all.add("evaluation");
		if (RunRecord.finished(study.report()).isPresent() && (!all.isEmpty() || !matches(study.report(), REAL, now)))
			all.add("report");
		if (all.isEmpty()) return "";
		return "Out of date: " + String.join("; ", all) + ". Run "
				+ (first.equals(GENERATORS)
						? Menu.TRAIN_EGAN + " with anew=true and what follows it again."
						: "the commands that make them again.");
	}

	private List<String> ofFold(final int k) {
		final List<String> out = new ArrayList<>();
		for (final String label : study.info().classes())
			if (out.isEmpty() && RunRecord.isDone(study.egan(k, label)) && !ofImages(study.egan(k, label), k))
				out.add(GENERATORS);
		final boolean made = RunRecord.isDone(study.synthetic(k));
		final PatchSet synthetic = made ? Exclusions.kept(PatchSet.read(study.synthetic(k))) : real(0).subset();
		final boolean current = out.isEmpty() && ofGenerators(synthetic, k);
		if (made && !current) out.add("synthetic images");
		final boolean refiner = made && RunRecord.isDone(study.simgan(k))
				&& !(current && ofImages(study.simgan(k), k) && refinerOf(synthetic, k));
		if (refiner) out.add("refiner");
		if (made && RunRecord.isDone(study.refined(k))
				&& (refiner || !current || !ofRefiner(PatchSet.read(study.refined(k)), synthetic, k)))
			out.add("refined images");
		if (RunRecord.isDone(study.quality(k)) && !(out.isEmpty() && quality(k))) out.add("image quality");
		return out;
	}

	/** True if the synthetic images of fold k come from its generators. */
	boolean ofGenerators(final PatchSet synthetic, final int k) {
		return synthetic.labels().stream().allMatch(l -> EGan.made(study.egan(k, l), synthetic.ofLabel(l)));
	}

	/**
	 * True if the refiner of fold k was trained on images of the generators of these synthetic ones. The number of
	 * images does not matter, because a smaller set is the start of a larger one.
	 */
	boolean refinerOf(final PatchSet synthetic, final int k) {
		return matches(study.simgan(k), GENERATORS, generators(synthetic));
	}

	/** True if the refined images of fold k come from these synthetic ones and from its refiner. */
	boolean ofRefiner(final PatchSet refined, final PatchSet synthetic, final int k) {
		return matches(study.refined(k), SYNTHETIC, synthetic.contentHash()) && SimGan.made(study.simgan(k), refined);
	}

	/** True if the quality of fold k was measured on the present sets. */
	boolean quality(final int k) {
		return matches(study.quality(k), REAL, real(k).contentHash())
				&& matches(study.quality(k), SYNTHETIC, study.synthetic(k))
				&& matches(study.quality(k), REFINED, study.refined(k));
	}

	/** True if the evaluation used the present synthetic images of fold k, as far as it recorded them. */
	boolean evaluation(final int k) {
		final Object noted = RunRecord.finished(study.evaluation()).map(r -> r.facts().get(EVALUATED)).orElse(null);
		final Object then = noted instanceof Map ? ((Map<?, ?>) noted).get(fact(k)) : null;
		return then == null || !RunRecord.isDone(study.synthetic(k))
				|| then.equals(Exclusions.kept(PatchSet.read(study.synthetic(k))).contentHash());
	}

	/** Records the synthetic images of every fold that the evaluation may have used. */
	static void recordEvaluated(final Study study, final RunContext context) {
		final Map<String, String> out = new TreeMap<>();
		for (int k = 1; k <= study.info().folds(); k++)
			if (RunRecord.isDone(study.synthetic(k)))
				out.put(fact(k), Exclusions.kept(PatchSet.read(study.synthetic(k))).contentHash());
		if (!out.isEmpty()) context.record(EVALUATED, out);
	}

	private static String fact(final int k) {
		return "fold_" + k;
	}

	/** The generators that made a set. */
	static String generators(final PatchSet synthetic) {
		final TreeSet<String> all = new TreeSet<>();
		synthetic.patches().forEach(p -> all.add(p.label() + "\t" + p.get(EGan.GENERATOR)));
		return Hashes.of(all);
	}

	private static boolean matches(final Path folder, final String input, final Path set) {
		return !RunRecord.isDone(set) || matches(folder, input, Exclusions.kept(PatchSet.read(set)).contentHash());
	}

	private static boolean matches(final Path folder, final String input, final String hash) {
		return RunRecord.of(folder).map(r -> r.inputs().getOrDefault(input, hash).equals(hash)).orElse(true);
	}
}
