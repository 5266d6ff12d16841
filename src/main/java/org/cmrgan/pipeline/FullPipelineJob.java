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
import java.util.stream.Collectors;

import org.cmrgan.data.PatchSet;
import org.cmrgan.egan.EGanConfig;
import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.Pin;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Preset;
import org.cmrgan.run.Problems;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.SimGanConfig;

/**
 * Run Full Pipeline: from raw scans to the report. Networks of all data (fold 0) make the images to keep; the networks
 * of each fold measure whether such images help.
 */
public final class FullPipelineJob extends StudyJob {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = JobKeys.concat(
			List.of(PreprocessConfig.INPUT, JobKeys.STUDY, Settings.PRESET, JobKeys.SEED, JobKeys.RESUME, JobKeys.ANEW),
			// A key that an error of the first stage names as remedy must also be valid here.
			PreprocessConfig.KEYS.stream().filter(k -> k != PreprocessConfig.SEED).collect(Collectors.toList()),
			Pin.KEYS);

	private final Settings settings;
	private final Map<String, String> given;
	private final PreprocessJob preprocess;
	private final Settings egan;
	private final Settings simgan;
	private final Settings evaluate;
	private final EvaluationPlan plan;
	private final Settings quality;

	/**
	 * {@return the job}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults. Keys of the stages
	 *   are passed on to them; {@link StageValues} says how to address a single stage
	 */
	public static FullPipelineJob of(final Map<String, String> given) {
		return new FullPipelineJob(given);
	}

	/** Checks the values of all stages now, rather than hours later. */
	private FullPipelineJob(final Map<String, String> given) {
		this.given = new LinkedHashMap<>(given);
		final Problems problems = new Problems();
		settings = Settings.parse(KEYS, given, problems);
		final Optional<PreprocessJob> first = problems.of(() -> PreprocessJob.of(stage(Menu.PREPROCESS)));
		egan = stage(Menu.TRAIN_EGAN, TrainEGanJob.KEYS, problems);
		simgan = stage(Menu.TRAIN_SIMGAN, TrainSimGanJob.KEYS, problems);
		evaluate = stage(Menu.EVALUATE, EvaluateJob.KEYS, problems);
		quality = stage(Menu.QUALITY, QualityJob.KEYS, problems);
		final Optional<EvaluationPlan> checked = egan.hasAll(TrainEGanJob.KEYS) && simgan.hasAll(TrainSimGanJob.KEYS)
				&& evaluate.hasAll(EvaluateJob.KEYS) && settings.hasAll(Pin.KEYS)
						? problems.of(() -> networks(first.map(PreprocessJob::size)))
						: Optional.empty();
		problems.check(this::requireOnePin).raise();
		plan = checked.orElseThrow();
		preprocess = first.orElseThrow().requiring(this::requireImages);
		final Path folder = studyFolder();
		if (Study.exists(folder) && !settings.get(JobKeys.RESUME))
			Existing.REFUSE.isDone(folder, RunRecord.FILE, Map.of(), RunContext.quiet());
	}

	/** The stages run in one process, one after another. */
	private void requireOnePin() {
		for (final String leaf : List.of(Menu.TRAIN_EGAN, Menu.TRAIN_SIMGAN, Menu.EVALUATE))
			for (final Key<?> key : Pin.KEYS)
				if (StageValues.only(leaf, given).containsKey(key.name()))
					throw UserError.of("%s cannot be set for %s alone: give it once for the whole run.", key.name(),
							leaf);
	}

	/** The values of the whole pipeline, overridden by those for this stage, for all data and all classes. */
	private Map<String, String> stage(final String leaf) {
		final Map<String, String> values = StageValues.over(leaf, given);
		List.of(JobKeys.FOLD, JobKeys.LABEL).forEach(key -> values.remove(key.name()));
		return values;
	}

	private Settings stage(final String leaf, final List<Key<?>> keys, final Problems problems) {
		return Settings.parse(keys, stage(leaf), problems);
	}

	/**
	 * The networks of each fold are trained like those of all data.
	 *
	 * @param size side length of the images in pixels
	 */
	private EvaluationPlan networks(final Optional<Integer> size) {
		return new EvaluationPlan(EvaluateConfig.of(evaluate), EGanConfig.of(egan),
				SimGanConfig.of(simgan, size.orElseGet(() -> PreprocessConfig.SIZE.defaultOf(Preset.STANDARD))),
				Pin.of(settings));
	}

	@Override
	public String name() {
		return Menu.PIPELINE;
	}

	@Override
	Pin pin() {
		return Pin.of(settings);
	}

	@Override
	Path studyFolder() {
		return Path.of(settings.get(JobKeys.STUDY));
	}

	@Override
	void work(final RunContext context) {
		preprocess.work(context);
		final Path folder = studyFolder();
		RunRecord.around(folder, name(), values(), Map.of(), context, this::runStages);
	}

	/** Networks of all data are always trained, those of each fold only for the arms that need them. */
	private void requireImages(final PatchSet real) {
		for (final String label : real.labels()) TrainingImages.require(real, 0, label);
		plan.requireImages(real);
	}

	private void runStages(final RunContext context) {
		final Study study = study();
		context.plan(TimeEstimate.parts(name(), values()));
		run(new TrainEGanJob(egan, study), context);
		synthesize(study, context);
		run(new TrainSimGanJob(simgan, study), context);
		run(RefineSimGanJob.of(study, 0), context);
		run(new EvaluateJob(evaluate, plan, study), context);
		run(new QualityJob(quality, study), context);
		// Fold 1 has real images that no network saw, which makes copying visible.
		if (RunRecord.isDone(study.synthetic(1))) run(new QualityJob(quality.with(JobKeys.FOLD, 1), study), context);
		else
			context.info(
					"No arm needed GANs of the folds, so near-copies were searched for only among the images of fold 0.");
		run(new ReportJob(study), context);
		new PipelineSummary(study).lines().forEach(context::info);
	}

	/** The largest number of images that the evaluation needs, or more if there are more already. */
	private void synthesize(final Study study, final RunContext context) {
		new Stages(study, new Seeds(settings.get(JobKeys.SEED)), Existing.of(settings.get(JobKeys.RESUME), false),
				listeners()).synthetic(0, multiple(), context);
	}

	/** An evaluation without added images does not determine the number of images. */
	private int multiple() {
		final int highest = plan.config().multiples().stream().max(Integer::compare).orElseThrow();
		return highest > 0 ? highest : JobKeys.MULTIPLE.defaultOf(Preset.STANDARD);
	}

	private void run(final StudyJob job, final RunContext context) {
		listeners().forEach(job::watchedBy);
		job.work(context);
		Backend.trim();
	}

	private Map<String, String> values() {
		final Map<String, String> values = settings.asText();
		given.forEach(values::putIfAbsent);
		return values;
	}
}
