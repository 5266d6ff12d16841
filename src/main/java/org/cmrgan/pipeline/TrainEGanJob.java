/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.data.PositiveLabel;
import org.cmrgan.data.Subjects;
import org.cmrgan.egan.EGanConfig;
import org.cmrgan.nn.Pin;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;

/**
 * Train E-GAN: one generator per class from the training part of a fold. With {@code images}, the study is first
 * created from a stack that needs no preprocessing.
 */
public final class TrainEGanJob extends StudyJob {
	/** Ready images instead of a preprocessed study. */
	public static final Key<String> IMAGES = Key.path("images",
			"stack of square images that need no preprocessing (.mha, .tif, .nii.gz, a DICOM folder), or active for the active image")
			.or("");
	/** The metadata of the stack's images. */
	public static final Key<String> TABLE = Key.path("table",
			"with images: CSV with label, subject and optionally fold, one row per image; blank uses the slice labels")
			.or("");
	/** All values it takes. */
	public static final List<Key<?>> KEYS = JobKeys.concat(
			List.of(JobKeys.STUDY, JobKeys.FOLD, JobKeys.LABEL, IMAGES, TABLE, PreprocessConfig.FOLDS,
					Subjects.AS_WRITTEN, PositiveLabel.KEY, JobKeys.SEED, JobKeys.RESUME, JobKeys.ANEW),
			EGanConfig.KEYS, Pin.KEYS);
	/** Value of {@link #IMAGES} for the image that is active in ImageJ. */
	public static final String ACTIVE = "active";

	private final Settings settings;
	private final EGanConfig config;
	private final Path folder;
	/** The study, or the stack from which it is made. */
	private final Optional<Study> study;
	private final Optional<StackStudy> ready;
	private final List<String> labels;

	/** @param settings with all of {@link #KEYS} */
	TrainEGanJob(final Settings settings, final Study study) {
		this.settings = settings;
		config = EGanConfig.of(settings);
		folder = study.folder();
		this.study = Optional.of(study);
		ready = Optional.empty();
		labels = labels(study.info().classes());
		final PatchSet real = study.real();
		labels.forEach(label -> TrainingImages.require(real, settings.get(JobKeys.FOLD), label));
	}

	private TrainEGanJob(final Settings settings, final ReadyStack stack) {
		this.settings = settings;
		config = EGanConfig.of(settings);
		folder = Path.of(settings.get(JobKeys.STUDY)).toAbsolutePath().normalize();
		study = Optional.empty();
		final Optional<Path> table = settings.get(TABLE).isEmpty()
				? Optional.empty()
				: Optional.of(Path.of(settings.get(TABLE)));
		final StackStudy made = new StackStudy(stack, table, settings.get(PreprocessConfig.FOLDS),
				settings.get(Subjects.AS_WRITTEN), settings.get(PositiveLabel.KEY), settings.get(JobKeys.SEED));
		ready = Optional.of(made);
		if (!Study.exists(folder)) Study.checkEmpty(folder);
		labels = labels(made.labels());
		labels.forEach(label -> TrainingImages.require(made.images(), settings.get(JobKeys.FOLD), label));
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 */
	public static TrainEGanJob of(final Map<String, String> given) {
		if (given.getOrDefault(IMAGES.name(), "").isBlank()) return OpenStudyJob.on(KEYS, given, TrainEGanJob::new);
		final Settings settings = Settings.parse(KEYS, given);
		if (settings.get(IMAGES).equals(ACTIVE))
			throw UserError.of("images=%s needs an image open in ImageJ: open one, or give a file.", ACTIVE);
		return new TrainEGanJob(settings, ReadyStack.read(Path.of(settings.get(IMAGES))));
	}

	/**
	 * {@return the job on a new study, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 * @param stack the images that {@code images} refers to
	 */
	public static TrainEGanJob of(final Map<String, String> given, final ReadyStack stack) {
		return new TrainEGanJob(Settings.parse(KEYS, given), stack);
	}

	private List<String> labels(final List<String> classes) {
		final String label = settings.get(JobKeys.LABEL);
		if (label.equals("all")) return classes;
		if (!classes.contains(label))
			throw UserError.of("label=%s is not a class of this study: give all or one of %s.", label,
					String.join(", ", classes));
		return List.of(label);
	}

	@Override
	public String name() {
		return Menu.TRAIN_EGAN;
	}

	@Override
	Pin pin() {
		return Pin.of(settings);
	}

	/** Before a study is made from images, there is nothing to count. */
	@Override
	Map<String, Double> parts() {
		return study.map(there -> TimeEstimate.generators(there, settings.get(JobKeys.FOLD), labels)).orElse(Map.of());
	}

	@Override
	Path studyFolder() {
		return folder;
	}

	@Override
	public Study study() {
		return study.orElseGet(super::study);
	}

	@Override
	Optional<Path> part() {
		return study.map(there -> there.fold(settings.get(JobKeys.FOLD)));
	}

	@Override
	void work(final RunContext context) {
		final Study there = study.orElseGet(() -> ready.orElseThrow().in(folder, context));
		there.fold(settings.get(JobKeys.FOLD));
		final Stages stages = new Stages(there, new Seeds(settings.get(JobKeys.SEED)),
				Existing.of(settings.get(JobKeys.RESUME), settings.get(JobKeys.ANEW)), listeners(), pin());
		for (final String label : labels) stages.trainEGan(settings.get(JobKeys.FOLD), label, config, context);
		context.info((labels.size() == 1 ? "The generator of " : "The generators of ") + String.join(" and ", labels)
				+ (labels.size() == 1 ? " is" : " are") + " in "
				+ there.egan(settings.get(JobKeys.FOLD), labels.get(0)).getParent() + ".");
	}
}
