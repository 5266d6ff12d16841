/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.cmrgan.data.Amount;
import org.cmrgan.data.Hashes;
import org.cmrgan.data.ModelCard;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.egan.EGan;
import org.cmrgan.nn.Backend;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Problems;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;

/**
 * Synthesize E-GAN without a study: images of one class from the model.zip of a generator, which contains its own
 * description.
 */
public final class SynthesizeModelJob implements ImageJob {
	/** The generator. */
	public static final Key<String> MODEL = Key.path("model", "model.zip of a generator, to be used without a study")
			.or("");
	/** The number of images. */
	public static final Key<Integer> COUNT = Key.integer("count", "with model: number of images", 1, 1_000_000).or(100);
	/** The output folder. */
	public static final Key<String> OUTPUT = Key.path("output", "with model: new or empty output folder").or("");
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(MODEL, COUNT, OUTPUT, JobKeys.SEED, Intensities.KEY,
			ImageFormats.KEY);
	private static final Key<String> STUDY = Key
			.path(JobKeys.STUDY.name(), "study folder; leave blank if model is given").or("");
	/** The keys of this job and of {@link SynthesizeEGanJob}. */
	public static final List<Key<?>> KEYS_OF_BOTH = List.of(STUDY, JobKeys.FOLD, JobKeys.MULTIPLE, Amount.BALANCE,
			Amount.LABEL, JobKeys.SEED, MODEL, COUNT, OUTPUT, Intensities.KEY, JobKeys.ANEW, ImageFormats.KEY);

	private final Settings settings;
	private final Path model;
	private final Path output;

	private SynthesizeModelJob(final Settings settings) {
		this.settings = settings;
		model = Path.of(settings.get(MODEL));
		output = Path.of(settings.get(OUTPUT));
	}

	/**
	 * {@return the job for a model if one is given, otherwise the job for a study}
	 *
	 * @param given text by key, as a macro gives it
	 */
	public static ImageJob orStudy(final Map<String, String> given) {
		final Problems problems = new Problems();
		if (given.containsKey(MODEL.name())) {
			if (given.containsKey(JobKeys.STUDY.name()))
				throw new UserError(
						"Both study and model were given: give only study to use the generators of its fold, or model and output to use one file.");
			return of(given);
		}
		Settings.parse(List.of(COUNT, OUTPUT), given, problems);
		final Optional<ImageJob> job = problems.of(() -> SynthesizeEGanJob.of(given));
		problems.raise();
		return job.orElseThrow();
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 * @throws UserError naming every value that is not valid
	 */
	public static SynthesizeModelJob of(final Map<String, String> given) {
		final Problems problems = new Problems();
		final Settings settings = Settings.parse(KEYS, given, problems);
		if (settings.has(OUTPUT)) problems.check(() -> requireEmpty(settings.get(OUTPUT)));
		if (settings.has(MODEL)) problems.check(() -> {
			if (!Files.isRegularFile(Path.of(settings.get(MODEL))))
				throw UserError.of("There is no model %s: give the model.zip of a generator.", settings.get(MODEL));
		});
		problems.raise();
		return new SynthesizeModelJob(settings);
	}

	@Override
	public Path made() {
		return output;
	}

	@Override
	public String name() {
		return Menu.SYNTHESIZE_EGAN;
	}

	@Override
	public void run(final RunContext context) {
		Backend.prepare(context);
		final ModelCard card = EGan.cardOf(model);
		final RunRecord record = new RunRecord(name(), settings.asText(),
				Map.of("generator", Hashes.of(model), "training_subjects", card.trainingSubjects()));
		final RunContext recording = record.recording(context);
		if (card.holdsTrainingImages()) recording.warn(model + ": " + card.privacy());
		final boolean intensities = settings.get(Intensities.KEY);
		if (intensities && card.window().isEmpty())
			throw UserError.of(
					"intensities=true cannot be used with %s, because every training image had its own window: leave it out.",
					model);
		final PatchSet made = EGan.synthesize(model, settings.get(COUNT), new Seeds(settings.get(JobKeys.SEED)),
				recording);
		made.write(output);
		if (intensities) {
			final Window window = card.window().get();
			made.writeIntensities(output, patch -> window);
		}
		ImageFormats.write(settings.get(ImageFormats.KEY), classes(card), card.window(), output, recording);
		recording.record("images", made.size());
		record.done(output);
		context.info(made.size() + " images are in " + output + ".");
	}

	/** The positive class has number 1, as in the images of a study. */
	private static List<String> classes(final ModelCard card) {
		final Set<String> out = new LinkedHashSet<>(card.classes());
		card.positive().ifPresent(p -> {
			out.remove(p);
			out.add(p);
		});
		card.label().ifPresent(out::add);
		return List.copyOf(out);
	}

	private static void requireEmpty(final String output) {
		if (output.isEmpty())
			throw new UserError("output is missing: give a new or empty folder for the images of the model.");
		final Path folder = Path.of(output);
		if (!Files.exists(folder)) return;
		if (!Files.isDirectory(folder)) throw UserError.of("output=%s is a file: give a new or empty folder.", folder);
		try (Stream<Path> inside = Files.list(folder)) {
			if (inside.findAny().isPresent())
				throw UserError.of(
						"output=%s is not empty: give a new or empty folder, because nothing is overwritten.", folder);
		} catch (final IOException e) {
			throw new UserError(
					"Cannot read the folder " + folder + " (" + e.getMessage() + "): check its permissions.", e);
		}
	}
}
