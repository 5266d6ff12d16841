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
import java.util.Set;
import java.util.stream.Stream;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.ModelCard;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.egan.EGan;
import org.cmrgan.run.Key;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;

/** Synthesize E-GAN without a study: images of one class from the model.zip of a generator, which says itself what it makes. */
public final class SynthesizeModelJob implements Job {
	/** The generator. */
	public static final Key<String> MODEL = Key
			.path("model", "model.zip of a generator, to draw from it alone, without a study").or("");
	/** How many images. */
	public static final Key<Integer> COUNT = Key.integer("count", "with model: images to draw", 1, 1_000_000).or(100);
	/** Where to. */
	public static final Key<String> OUTPUT = Key.path("output", "with model: new or empty folder for the images")
			.or("");
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(MODEL, COUNT, OUTPUT, JobKeys.SEED, Intensities.KEY,
			ImageFormats.KEY);

	private final Settings settings;
	private final Path model;
	private final Path output;

	private SynthesizeModelJob(final Settings settings) {
		this.settings = settings;
		model = Path.of(settings.get(MODEL));
		output = Path.of(settings.get(OUTPUT));
	}

	/**
	 * @param given text by macro key; absent and blank ones take their defaults
	 * @throws UserError naming every value that will not do
	 */
	public static SynthesizeModelJob of(final Map<String, String> given) {
		UserError.all(() -> Settings.parse(KEYS, given), () -> {
			if (given.getOrDefault(OUTPUT.name(), "").isBlank())
				throw new UserError("output is missing: give a new or empty folder for the images of the model.");
			requireEmpty(Path.of(OUTPUT.parse(given.get(OUTPUT.name()))));
		}, () -> {
			final Path file = Path.of(MODEL.parse(given.getOrDefault(MODEL.name(), "")));
			if (!Files.isRegularFile(file))
				throw UserError.of("There is no model %s: give the model.zip of a generator.", file);
		});
		return new SynthesizeModelJob(Settings.parse(KEYS, given));
	}

	/** Where the images are. */
	public Path output() {
		return output;
	}

	@Override
	public String name() {
		return "Synthesize E-GAN";
	}

	@Override
	public void run(final RunContext context) {
		final ModelCard card = EGan.cardOf(model);
		final RunRecord record = new RunRecord(name(), settings.asText(),
				Map.of("generator", Hashes.of(model), "trainingSubjects", card.trainingSubjects()));
		final RunContext recording = record.recording(context);
		if (card.holdsTrainingImages()) recording.warn(model + ": " + card.privacy());
		final boolean intensities = settings.get(Intensities.KEY);
		if (intensities && card.window().isEmpty())
			throw UserError.of(
					"intensities=true has no meaning for the images of %s, whose training images each had a window of their own: leave it out.",
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

	/** The positive class is number 1, as in the images of a study. */
	private static List<String> classes(final ModelCard card) {
		final Set<String> out = new LinkedHashSet<>(card.classes());
		card.positive().ifPresent(p -> {
			out.remove(p);
			out.add(p);
		});
		card.label().ifPresent(out::add);
		return List.copyOf(out);
	}

	private static void requireEmpty(final Path folder) {
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
