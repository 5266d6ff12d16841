/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.data.PatchSet;
import org.cmrgan.egan.EGanConfig;
import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.nn.Backend;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.quality.QualityConfig;
import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.SimGanConfig;
import org.cmrgan.train.TrainingListener;

/**
 * Run Full Pipeline: raw scans to report. Networks of all data (fold 0) make the images to keep; those of each fold prove
 * what such images are worth.
 */
public final class FullPipelineJob extends StudyJob {
	private static final String PREPROCESS = "Preprocess MHA ROI";
	/** All values it takes. */
	public static final List<Key<?>> KEYS = JobKeys.concat(
			List.of(PreprocessConfig.INPUT, JobKeys.STUDY, Preset.KEY, JobKeys.SEED, JobKeys.RESUME, JobKeys.ANEW),
			// A remedy that the first stage names must also work here.
			PreprocessConfig.KEYS.stream().filter(k -> k != PreprocessConfig.SEED).collect(Collectors.toList()));

	private final Settings settings;
	private final Map<String, String> given;
	private final PreprocessJob preprocess;
	private final List<TrainingListener> listeners = new ArrayList<>();

	private FullPipelineJob(final Settings settings, final Map<String, String> given) {
		this.settings = settings;
		this.given = new LinkedHashMap<>(given);
		final Path folder = Path.of(settings.get(JobKeys.STUDY));
		if (Study.exists(folder) && !settings.get(JobKeys.RESUME))
			Existing.REFUSE.isDone(folder, RunRecord.FILE, Map.of(), RunContext.quiet());
		preprocess = PreprocessJob.of(stage(PREPROCESS)).requiring(this::requireImages);
	}

	/**
	 * @param given text by macro key; absent and blank ones take their defaults. Keys of the stages are handed on to them;
	 * {@link SettingsFile} says how one of them can be meant for a single stage.
	 */
	public static FullPipelineJob of(final Map<String, String> given) {
		// What would be wrong with a stage hours later is told now.
		UserError.all(() -> Settings.parse(KEYS, given), () -> PreprocessJob.of(stage(PREPROCESS, given)),
				() -> EGanConfig.of(stage(TrainEGanJob.NAME, given)),
				() -> SimGanConfig.of(stage(TrainSimGanJob.NAME, given), size(given)),
				() -> EGanConfig.of(stage(TrainEGanJob.NAME, given)).precision(),
				() -> EvaluateJob.requireRunnable(stage(EvaluateJob.NAME, given), size(given)),
				() -> QualityConfig.of(stage("Image Quality Report", given)));
		return new FullPipelineJob(Settings.parse(KEYS, given), given);
	}

	@Override
	public String name() {
		return "Run Full Pipeline";
	}

	@Override
	public Job watchedBy(final TrainingListener listener) {
		listeners.add(listener);
		return this;
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

	/** Pixels along each side of the images; those of a study that is there, else those that it is to have. */
	private static int size(final Map<String, String> given) {
		final Map<String, String> values = stage(PREPROCESS, given);
		final String study = values.getOrDefault(JobKeys.STUDY.name(), "");
		final boolean there = !study.isBlank() && values.getOrDefault(PreprocessConfig.SIZE.name(), "").isBlank()
				&& Study.exists(Path.of(JobKeys.STUDY.parse(study))) && !Settings.of(JobKeys.ANEW, given);
		return there
				? Study.open(Path.of(JobKeys.STUDY.parse(study))).info().size()
				: Settings.of(PreprocessConfig.SIZE, values);
	}

	/** Networks of all data are trained in any case, those of each fold only for the arms that need them. */
	private void requireImages(final PatchSet real) {
		for (final String label : real.labels()) TrainingImages.require(real, 0, label);
		EvaluateJob.requireImages(EvaluateConfig.of(stage(EvaluateJob.NAME)), real);
	}

	private void runStages(final RunContext context) {
		run(TrainEGanJob.of(stage(TrainEGanJob.NAME, "fold", "0", "label", "all")), context);
		synthesize(context);
		run(TrainSimGanJob.of(stage(TrainSimGanJob.NAME, "fold", "0")), context);
		run(RefineSimGanJob.of(stage("Refine SimGAN", "fold", "0")), context);
		run(EvaluateJob.of(evaluation()), context);
		run(QualityJob.of(stage("Image Quality Report", "fold", "0")), context);
		// In a fold there are real images that no network saw, against which copying shows.
		if (RunRecord.isDone(study().synthetic(1)))
			run(QualityJob.of(stage("Image Quality Report", "fold", "1")), context);
		else
			context.info(
					"No arm asked for networks of the folds, so that copies were looked for in the images of all data alone.");
		run(ReportJob.of(stage("Write Report")), context);
		new PipelineSummary(study()).lines().forEach(context::info);
	}

	/** As many images as the evaluation asks for at most, and more if there are more already. */
	private void synthesize(final RunContext context) {
		final long seed = settings.get(JobKeys.SEED);
		new Stages(study(), new Seeds(seed), Existing.of(settings.get(JobKeys.RESUME), false), listeners).synthetic(0,
				multiple(), context);
	}

	private Study study() {
		return Study.open(Path.of(settings.get(JobKeys.STUDY)));
	}

	/** An evaluation without added images leaves open how many there shall be. */
	private int multiple() {
		final int highest = EvaluateConfig.of(stage(EvaluateJob.NAME)).multiples().stream().max(Integer::compare)
				.orElseThrow();
		return highest > 0 ? highest : JobKeys.MULTIPLE.defaultOf(Preset.STANDARD);
	}

	private void run(final StudyJob job, final RunContext context) {
		listeners.forEach(job::watchedBy);
		job.work(context);
		Backend.trim();
	}

	/** The networks of each fold are trained like those of all data. */
	private Map<String, String> evaluation() {
		final Map<String, String> values = stage(EvaluateJob.NAME);
		hand(TrainEGanJob.NAME, EGanConfig.KEYS, values);
		hand(TrainSimGanJob.NAME, SimGanConfig.KEYS, values);
		return values;
	}

	private void hand(final String command, final List<Key<?>> keys, final Map<String, String> values) {
		final Map<String, String> own = stage(command);
		for (final Key<?> key : keys)
			if (own.containsKey(key.name())) values.put(SettingsFile.inside(command, key.name()), own.get(key.name()));
	}

	private Map<String, String> stage(final String command, final String... more) {
		final Map<String, String> values = stage(command, given);
		for (int i = 0; i < more.length; i += 2) values.put(more[i], more[i + 1]);
		return values;
	}

	/** What was given to the whole, with what was meant for this stage in its place. */
	private static Map<String, String> stage(final String command, final Map<String, String> given) {
		final Map<String, String> values = new LinkedHashMap<>(given);
		values.putAll(SettingsFile.inside(command, given));
		return values;
	}

	private Map<String, String> values() {
		final Map<String, String> values = settings.asText();
		given.forEach(values::putIfAbsent);
		return values;
	}
}
