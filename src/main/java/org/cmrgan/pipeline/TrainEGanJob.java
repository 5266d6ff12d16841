/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.PositiveLabel;
import org.cmrgan.data.Subjects;
import org.cmrgan.egan.EGanConfig;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.run.Key;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.train.TrainingListener;

/**
 * Train E-GAN: one generator per class from the training part of a fold. With {@code images}, the study is first made of a
 * stack that needs no preprocessing.
 */
public final class TrainEGanJob extends StudyJob {
	/** The menu leaf. */
	static final String NAME = "Train E-GAN";
	/** Ready images instead of a preprocessed study. */
	public static final Key<String> IMAGES = Key.path("images",
			"stack of ready square images to make the study of: .mha, .tif, .nii.gz, a DICOM folder, or active for the active image")
			.or("");
	/** What the stack's images are. */
	public static final Key<String> TABLE = Key.path("table",
			"with images: CSV of label and subject, perhaps fold, a row for each image; blank takes the names of the stack's planes")
			.or("");
	/** All values it takes. */
	public static final List<Key<?>> KEYS = JobKeys.concat(
			List.of(JobKeys.STUDY, JobKeys.FOLD, JobKeys.LABEL, IMAGES, TABLE, PreprocessConfig.FOLDS,
					Subjects.AS_WRITTEN, PositiveLabel.KEY, JobKeys.SEED, JobKeys.RESUME, JobKeys.ANEW),
			EGanConfig.KEYS);
	/** Value of {@link #IMAGES} for the image that is active in ImageJ. */
	public static final String ACTIVE = "active";

	private final Settings settings;
	private final EGanConfig config;
	private final Optional<StackStudy> ready;
	private final List<TrainingListener> listeners = new ArrayList<>();

	private TrainEGanJob(final Settings settings, final EGanConfig config, final Optional<ReadyStack> stack) {
		this.settings = settings;
		this.config = config;
		final Optional<Path> table = settings.get(TABLE).isEmpty()
				? Optional.empty()
				: Optional.of(Path.of(settings.get(TABLE)));
		ready = stack.map(s -> new StackStudy(s, table, settings.get(PreprocessConfig.FOLDS),
				settings.get(Subjects.AS_WRITTEN), settings.get(PositiveLabel.KEY), settings.get(JobKeys.SEED)));
		if (ready.isPresent()) {
			if (!Study.exists(folder())) Study.checkEmpty(folder());
			for (final String label : labels(ready.get().labels(), settings.get(JobKeys.LABEL)))
				TrainingImages.require(ready.get().images(), settings.get(JobKeys.FOLD), label);
		} else
			check(JobKeys.study(settings));
	}

	/** @param given text by macro key; absent and blank ones take their defaults */
	public static TrainEGanJob of(final Map<String, String> given) {
		if (given.getOrDefault(IMAGES.name(), "").isBlank())
			return new TrainEGanJob(
					JobKeys.settings(KEYS, given,
							(study, fold) -> labels(study.info().classes(),
									given.getOrDefault(JobKeys.LABEL.name(), ""))
									.forEach(label -> TrainingImages.require(study.real(), fold, label))),
					EGanConfig.of(given), Optional.empty());
		final Settings settings = Settings.parse(KEYS, given);
		if (settings.get(IMAGES).equals(ACTIVE))
			throw UserError.of("images=%s needs an image that is open in ImageJ: give a file.", ACTIVE);
		return new TrainEGanJob(settings, EGanConfig.of(given),
				Optional.of(ReadyStack.read(Path.of(settings.get(IMAGES)))));
	}

	/** @param stack what {@code images} stands for */
	public static TrainEGanJob of(final Map<String, String> given, final ReadyStack stack) {
		return new TrainEGanJob(Settings.parse(KEYS, given), EGanConfig.of(given), Optional.of(stack));
	}

	private Path folder() {
		return Path.of(settings.get(JobKeys.STUDY)).toAbsolutePath().normalize();
	}

	private List<String> check(final Study study) {
		study.fold(settings.get(JobKeys.FOLD));
		return labels(study.info().classes(), settings.get(JobKeys.LABEL));
	}

	private static List<String> labels(final List<String> classes, final String label) {
		if (label.isBlank() || label.equals("all")) return classes;
		if (!classes.contains(label))
			throw UserError.of("label=%s is no class of this study: give all or one of %s.", label,
					String.join(", ", classes));
		return List.of(label);
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Job watchedBy(final TrainingListener listener) {
		listeners.add(listener);
		return this;
	}

	@Override
	Path studyFolder() {
		return folder();
	}

	@Override
	Optional<Path> part() {
		return ready.isPresent()
				? Optional.empty()
				: Optional.of(JobKeys.study(settings).fold(settings.get(JobKeys.FOLD)));
	}

	@Override
	void work(final RunContext context) {
		final Study study = ready.isPresent() ? ready.get().in(folder(), context) : JobKeys.study(settings);
		final List<String> labels = check(study);
		final Stages stages = new Stages(study, new Seeds(settings.get(JobKeys.SEED)),
				Existing.of(settings.get(JobKeys.RESUME), settings.get(JobKeys.ANEW)), listeners);
		for (final String label : labels) stages.trainEGan(settings.get(JobKeys.FOLD), label, config, context);
	}
}
