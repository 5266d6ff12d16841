/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.PatchSet;
import org.cmrgan.quality.Quality;
import org.cmrgan.quality.QualityConfig;
import org.cmrgan.quality.QualityInput;
import org.cmrgan.quality.QualityResult;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;

/** Image Quality Report: how close the synthetic images of a fold are to real ones, and whether they are copies. */
public final class QualityJob extends OpenStudyJob {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = JobKeys.concat(List.of(JobKeys.STUDY, JobKeys.FOLD, JobKeys.SEED),
			QualityConfig.KEYS);

	private final Settings settings;
	private final QualityConfig config;

	/** @param settings with all of {@link #KEYS} */
	QualityJob(final Settings settings, final Study study) {
		super(study);
		this.settings = settings;
		config = QualityConfig.of(settings);
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 */
	public static QualityJob of(final Map<String, String> given) {
		return on(KEYS, given, QualityJob::new, Study::requireSynthetic);
	}

	@Override
	public String name() {
		return Menu.QUALITY;
	}

	/** {@return the folder of its results} */
	public Path made() {
		return study.quality(settings.get(JobKeys.FOLD));
	}

	@Override
	void work(final RunContext context) {
		final int fold = settings.get(JobKeys.FOLD);
		final Seeds seeds = new Seeds(settings.get(JobKeys.SEED));
		final PatchSet real = study.real(fold);
		final Map<String, String> values = config.settings().asText();
		values.put(JobKeys.FOLD.name(), Integer.toString(fold));
		values.put(JobKeys.SEED.name(), Long.toString(seeds.master()));
		final Map<String, PatchSet> made = new LinkedHashMap<>();
		made.put(Provenance.SYNTHETIC, Exclusions.kept(PatchSet.read(study.synthetic(fold))));
		if (RunRecord.isDone(study.refined(fold))) made.put(Provenance.REFINED, PatchSet.read(study.refined(fold)));
		final Map<String, String> inputs = new LinkedHashMap<>(Map.of("real", real.contentHash()));
		made.forEach((name, set) -> inputs.put(name, set.contentHash()));
		RunRecord.around(study.quality(fold), name(), values, inputs, new FoldWarnings(context, fold, new HashMap<>()),
				recording -> {
					QualityInput input = QualityInput.of(real.trainingOf(fold), real.testOf(fold));
					for (final Map.Entry<String, PatchSet> set : made.entrySet())
						input = input.with(set.getKey(), set.getValue());
					if (study.info().window().isPresent() && study.info().windowKind().equals("t1"))
						input = input.inMilliseconds(study.info().window().get());
					if (study.masks().isPresent()) input = input.withMasks(study.masks().get().trainingOf(fold));
					final QualityResult result = Quality.measure(input, config, seeds, recording);
					result.write(study.quality(fold));
					recording.record("figures", result.figures().size());
				});
	}
}
