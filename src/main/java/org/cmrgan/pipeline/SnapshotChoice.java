/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.cmrgan.data.PatchSet;
import org.cmrgan.egan.EGan;
import org.cmrgan.egan.EGanConfig;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.train.SampleFilm;

/** The snapshots that an E-GAN training kept. The user may look at them and choose another one as its generator. */
public final class SnapshotChoice {
	/** The first words of the warning in a report. */
	private static final String BY_HAND = "The generator was chosen by hand";
	/** Facts of run.json. */
	private static final String OF_TRAINING = ".snapshot_of_training";
	private static final String CHOSEN = ".snapshot_chosen_by_hand";

	private static final int SHOWN = 16;

	private final Study study;
	private final int fold;
	private final String label;
	private final Path folder;

	/**
	 * Reads the snapshots of a generator.
	 *
	 * @param study the study
	 * @param fold 0 for all data
	 * @param label the class
	 * @throws UserError if the fold has no finished generator of this class
	 */
	public SnapshotChoice(final Study study, final int fold, final String label) {
		this.study = study;
		this.fold = fold;
		this.label = label;
		folder = study.egan(fold, label);
		if (!RunRecord.isDone(folder))
			throw UserError.of("Class %s has no generator in fold %d: run Train E-GAN with fold=%d first.", label, fold,
					fold);
	}

	/** {@return the steps of the snapshots, ascending} */
	public List<Long> steps() {
		return EGan.snapshots(folder);
	}

	/** {@return the step of the snapshot that is the generator now; empty if it is not one of those that were kept} */
	public OptionalLong chosen() {
		return EGan.chosen(folder);
	}

	/** {@return the images that each snapshot made from the same latent vectors, by its step} */
	public Map<Long, List<float[]>> samples() {
		final Map<Long, List<float[]>> out = new TreeMap<>();
		final SampleFilm film = SampleFilm.read(folder, study.info().size(), study.info().size());
		if (!film.isEmpty()) for (final int frame : film.spread(Integer.MAX_VALUE)) {
			final String number = film.label(frame).substring(film.label(frame).lastIndexOf(' ') + 1);
			if (number.matches("\\d{1,18}")) out.put(Long.valueOf(number), film.frame(frame));
		}
		// No samples are taken at the beginning of a training.
		final PatchSet real = study.real(fold).trainingOf(fold);
		for (final long step : steps())
			if (!out.containsKey(step))
				out.put(step, EGan.synthesize(EGan.snapshot(folder, step), label, SHOWN, real, real.subjectsHash(),
						new Seeds(study.info().seed()), RunContext.quiet()).pixels());
		return out;
	}

	/** The name of a fact of this class in run.json. */
	private String fact(final String name) {
		return RecordData.name(label + name);
	}

	/**
	 * {@return the figures of a snapshot, such as KID and coverage, by name; empty if training measured none}
	 *
	 * @param step of the snapshot
	 */
	public Map<String, Object> figures(final long step) {
		final Object all = RunRecord.of(folder).map(r -> r.facts().get(fact(".snapshots"))).orElse(null);
		final Map<String, Object> out = new LinkedHashMap<>();
		if (all instanceof List)
			for (final Object row : (List<?>) all)
				if (row instanceof Map && ((Map<?, ?>) row).get("step") instanceof Number
						&& ((Number) ((Map<?, ?>) row).get("step")).longValue() == step)
					((Map<?, ?>) row).forEach((name, value) -> out.put(String.valueOf(name), value));
		return out;
	}

	/**
	 * Makes a snapshot the generator, and records that in run.json.
	 *
	 * @param step of the snapshot
	 * @return a sentence on which results are out of date; empty if none is
	 * @throws UserError if the snapshot was not kept, if the fold's images have changed since, or if another job works
	 *   on the study
	 */
	public String set(final long step) {
		try (StudyLock lock = StudyLock.take(study.folder(), Menu.BROWSE, false, RunContext.quiet())) {
			return write(step, RunContext.quiet());
		}
	}

	/** Does the same for a caller that holds the study's lock. */
	String write(final long step, final RunContext context) {
		if (!new Provenance(study).ofImages(folder, fold))
			throw UserError.of(
					"The generators of fold %d are out of date, because its images have changed: train them again with anew=true.",
					fold);
		final RunRecord record = RunRecord.of(folder).orElseThrow(IllegalStateException::new);
		final long before = chosen().orElse(-1);
		final Object noted = record.facts().get(fact(OF_TRAINING));
		final long ofTraining = noted instanceof Number ? ((Number) noted).longValue() : before;
		final PatchSet training = study.real(fold).trainingOf(fold);
		final Map<String, String> values = new LinkedHashMap<>(record.config());
		final String seed = Optional.ofNullable(values.remove(JobKeys.SEED.name()))
				.orElse(String.valueOf(study.info().seed()));
		EGan.choose(EGanConfig.of(Settings.parse(EGanConfig.KEYS, values)), training.ofLabel(label), label, folder,
				new Seeds(Long.parseLong(seed)), step, context);
		final Map<String, Object> facts = new LinkedHashMap<>();
		if (ofTraining >= 0) facts.put(fact(OF_TRAINING), ofTraining);
		facts.put(fact(CHOSEN), step);
		RunRecord.amend(folder, facts, BY_HAND, step == ofTraining ? "" : warning(step, ofTraining));
		return new Provenance(study).outOfDate(fold);
	}

	private String warning(final long step, final long ofTraining) {
		return BY_HAND + ": the snapshot at generation " + step
				+ (ofTraining < 0 ? "" : " instead of " + ofTraining + ", which scored best") + "."
				+ (fold == 0
						? ""
						: " The evaluation of fold " + fold
								+ " is fair only if the choice was made without a look at its test images.");
	}
}
