/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.TreeSet;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.PatchSet;
import org.cmrgan.egan.EGan;
import org.cmrgan.quality.Quality;
import org.cmrgan.simgan.SimGan;

/**
 * Whether the finished stages of a fold rest on what the fold holds now: a network that was trained anew makes everything
 * stale that came from the one before. A stage that recorded nothing of its inputs counts as current.
 */
final class Provenance {
	/** Inputs in run.json: hashes of image sets, and of the generators behind the images that a refiner was trained on. */
	static final String SYNTHETIC = Quality.SYNTHETIC;
	static final String REFINED = Quality.REFINED;
	static final String GENERATORS = "generators";

	private final Study study;

	Provenance(final Study study) {
		this.study = study;
	}

	/** Whether synthetic images of fold k come from its generators. */
	boolean ofGenerators(final PatchSet synthetic, final int k) {
		return synthetic.labels().stream().allMatch(l -> EGan.made(study.egan(k, l), synthetic.ofLabel(l)));
	}

	/**
	 * Whether the refiner of fold k was trained on images of the generators of these synthetic ones. How many images there were
	 * does not matter: fewer are the beginning of more.
	 */
	boolean refinerOf(final PatchSet synthetic, final int k) {
		return matches(study.simgan(k), GENERATORS, generators(synthetic));
	}

	/** Whether refined images of fold k come from these synthetic ones and from its refiner. */
	boolean ofRefiner(final PatchSet refined, final PatchSet synthetic, final int k) {
		return matches(study.refined(k), SYNTHETIC, synthetic.contentHash()) && SimGan.made(study.simgan(k), refined);
	}

	/** Whether the quality of fold k was measured on the sets that are there. */
	boolean quality(final int k) {
		return matches(study.quality(k), SYNTHETIC, study.synthetic(k))
				&& matches(study.quality(k), REFINED, study.refined(k));
	}

	/** Which generators made a set. */
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
