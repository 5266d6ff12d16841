/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.PositiveLabel;
import org.cmrgan.data.Subjects;
import org.cmrgan.phantom.Phantoms;
import org.cmrgan.preprocess.InputRecord;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.preprocess.Preprocessed;
import org.cmrgan.preprocess.Preprocess;
import org.cmrgan.preprocess.Sources;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Problems;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;

/** Preprocess MHA ROI: turns raw scans into a study. Nothing is written before all of the input has been checked. */
public final class PreprocessJob extends StudyJob {
	/** True to use an existing study. */
	static final Key<Boolean> RESUME = Key
			.flag("resume", "use an existing study of the same input; false makes it again, like anew=true").or(true);
	/** All values it takes. */
	public static final List<Key<?>> KEYS = JobKeys.concat(List.of(JobKeys.STUDY), PreprocessConfig.KEYS,
			List.of(Intensities.KEY, RESUME, JobKeys.ANEW));
	/** The fact that the raw images are phantoms. */
	static final String SIMULATED = "simulated";
	/** The settings that decide whether raw scans can be used. */
	private static final List<Key<?>> OF_SOURCES = List.of(PreprocessConfig.INPUT, PreprocessConfig.ALLOW_SKIPS,
			Subjects.AS_WRITTEN, PositiveLabel.KEY, PreprocessConfig.FOLDS, JobKeys.ANEW, RESUME);
	private static final int NAMED = 5;

	private final Settings settings;
	private final PreprocessConfig config;
	private final Path folder;
	private final boolean anew;
	/** The existing study that is used. */
	private final Optional<Study> existing;
	private Consumer<PatchSet> demand = real -> { /* any study will do */ };

	private PreprocessJob(final Settings settings) {
		this.settings = settings;
		config = PreprocessConfig.of(settings);
		anew = isAnew(settings);
		folder = Path.of(settings.get(JobKeys.STUDY)).toAbsolutePath().normalize();
		existing = Study.exists(folder) && !anew ? Optional.of(Study.open(folder)) : Optional.empty();
		existing.ifPresent(this::requireSame);
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 */
	public static PreprocessJob of(final Map<String, String> given) {
		final Problems problems = new Problems();
		final Settings settings = Settings.parse(KEYS, given, problems);
		final boolean exists = settings.has(JobKeys.STUDY) && Study.exists(Path.of(settings.get(JobKeys.STUDY)));
		if (settings.has(JobKeys.STUDY) && !exists)
			problems.check(() -> Study.checkEmpty(Path.of(settings.get(JobKeys.STUDY))));
		// An existing study does not need its raw scans any more, unless it is recomputed.
		if (settings.hasAll(OF_SOURCES) && (!exists || isAnew(settings)))
			problems.check(() -> requireSources(settings));
		problems.raise();
		return new PreprocessJob(settings);
	}

	private static void requireSources(final Settings settings) {
		final Sources sources = Sources.read(settings.get(PreprocessConfig.INPUT),
				settings.get(PreprocessConfig.ALLOW_SKIPS), settings.get(Subjects.AS_WRITTEN));
		sources.positive(settings.get(PositiveLabel.KEY));
		sources.requireFolds(settings.get(PreprocessConfig.FOLDS));
	}

	private static boolean isAnew(final Settings settings) {
		return settings.get(JobKeys.ANEW) || !settings.get(RESUME);
	}

	/** Side length of the study's images in pixels. */
	int size() {
		return existing.isPresent() && !settings.isGiven(PreprocessConfig.SIZE)
				? existing.get().info().size()
				: config.size();
	}

	/**
	 * The same job with a further check of the images, before a study is made of them.
	 *
	 * @param check throws a UserError for patches that are not valid, before any of them is written
	 */
	PreprocessJob requiring(final Consumer<PatchSet> check) {
		demand = check;
		return this;
	}

	@Override
	public String name() {
		return Menu.PREPROCESS;
	}

	private Map<String, String> values() {
		final Map<String, String> values = config.settings().asText();
		values.put(PreprocessConfig.INPUT.name(), Path.of(config.input()).toAbsolutePath().normalize().toString());
		return values;
	}

	/** Settings that were not given are taken from the study. */
	private void requireSame(final Study study) {
		final Map<String, String> values = values();
		for (final Key<?> key : PreprocessConfig.KEYS) {
			final String then = study.info().config().get(key.name());
			// Only the content of the input is compared, whatever its path.
			if (key == PreprocessConfig.INPUT || !settings.isGiven(key) || then == null) continue;
			if (!values.get(key.name()).equals(then))
				throw UserError.of(
						"The study %s was made with %s=%s, not %s: give a new study folder, the same settings, or anew=true to replace it.",
						folder, key.name(), then, values.get(key.name()));
		}
	}

	@Override
	Path studyFolder() {
		return folder;
	}

	@Override
	void work(final RunContext context) {
		if (Study.exists(folder) && !anew) {
			demand.accept(Study.open(folder).real());
			requireSameInput(context);
		} else
			preprocess(context);
		if (!settings.get(Intensities.KEY)) return;
		final Study study = Study.open(folder);
		Intensities.write(study, 0, study.realFolder(), context);
	}

	private void requireSameInput(final RunContext context) {
		final Study study = Study.open(folder);
		final Optional<InputRecord> then = InputRecord.read(study.realFolder());
		if (then.isEmpty() || !Files.exists(Path.of(config.input()))) {
			context.info("The study " + folder + " has already been preprocessed"
					+ (then.isEmpty()
							? "; its input is not recorded, so it could not be compared."
							: "; its input " + config.input() + " no longer exists, so it could not be compared."));
			return;
		}
		final List<String> changes = then.get()
				.differences(InputRecord.of(Sources.read(config.input(), true, config.subjectsAsWritten())));
		if (changes.isEmpty()) {
			context.info("The study " + folder + " has already been preprocessed from the same input.");
			return;
		}
		throw UserError.of(
				"The input of the study %s has changed since preprocessing: %s%s. Restore it, or give anew=true to preprocess again; the old results are then kept in an out-of-date folder.",
				folder, String.join("; ", changes.subList(0, Math.min(NAMED, changes.size()))),
				changes.size() > NAMED ? "; and " + (changes.size() - NAMED) + " other changes" : "");
	}

	private void preprocess(final RunContext context) {
		final RunRecord record = new RunRecord(name(), values(), Map.of());
		final RunContext recording = record.recording(context);
		try (Preprocessed done = Preprocess.run(config, recording)) {
			if (Phantoms.made(done.table())) recording.record(SIMULATED, true);
			demand.accept(done.patches());
			TrainingImages.tooFew(done.patches()).ifPresent(context::warn);
			if (Study.exists(folder)) {
				final Path old = Study.retire(folder, "The study was preprocessed again on " + LocalDate.now()
						+ ". This folder holds results of the previous images and is out of date.");
				context.info("The old study and its results are out of date and were moved to " + old + ".");
			}
			write(done, record, context);
			context.info(String.format(Locale.ROOT, "%d patches of %d subjects are in %s.", done.patches().size(),
					done.patches().subjects().size(), folder));
		}
	}

	private void write(final Preprocessed done, final RunRecord record, final RunContext context) {
		final String source = Hashes
				.of(done.patches().patches().stream().map(p -> p.get("sha256")).collect(Collectors.toList()));
		Study.begin(folder);
		InputRecord.of(Sources.read(config.input(), true, config.subjectsAsWritten())).write(folder.resolve("real"));
		done.writeReports(folder.resolve("real"), context);
		record.done(folder.resolve("real"));
		if (!done.masks().isEmpty()) done.masks().write(folder.resolve("real").resolve("masks"));
		Study.create(folder,
				new StudyInfo(done.labels(), done.positive(), config.size(), config.spacing(), done.windowKind(),
						done.window(), done.foldWindows(), done.folds(), config.seed(), done.table().toString(), source,
						values()),
				done.patches());
	}
}
