/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.cmrgan.data.Amount;
import org.cmrgan.data.ModelCard;
import org.cmrgan.data.PatchSet;
import org.cmrgan.egan.EGan;
import org.cmrgan.egan.EGanConfig;
import org.cmrgan.nn.Pin;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Preset;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.Pairs;
import org.cmrgan.simgan.SimGan;
import org.cmrgan.simgan.SimGanConfig;
import org.cmrgan.train.TrainingListener;

/** The stages of one study, each with its record. A finished stage is not repeated. */
final class Stages {
	/** Column of synthetic images: hash of the training subjects of their networks. */
	static final String TRAINING_SUBJECTS = EGan.TRAINING_SUBJECTS;

	private final Study study;
	private final Map<Integer, PatchSet> real = new ConcurrentHashMap<>();
	private final Seeds seeds;
	private final Existing existing;
	private final Provenance provenance;
	private final List<TrainingListener> listeners;
	private final Pin pin;
	private final Set<Path> accepted = ConcurrentHashMap.newKeySet();
	/** The first fold of each warning. */
	private final Map<String, Integer> warned = new ConcurrentHashMap<>();

	Stages(final Study study, final Seeds seeds, final Existing existing, final List<TrainingListener> listeners) {
		this(study, seeds, existing, listeners, Pin.none());
	}

	/** @param pin the instruction set and threads to record */
	Stages(final Study study, final Seeds seeds, final Existing existing, final List<TrainingListener> listeners,
			final Pin pin) {
		this.pin = pin;
		this.study = study;
		this.seeds = seeds;
		this.existing = existing;
		provenance = new Provenance(study);
		this.listeners = List.copyOf(listeners);
	}

	/** All real patches, with the intensities that fold k trains on. */
	PatchSet real(final int fold) {
		return real.computeIfAbsent(study.info().hasFoldWindows() ? fold : 0, study::real);
	}

	/** Trains the generator of one class, unless it exists. */
	void trainEGan(final int fold, final String label, final EGanConfig config, final RunContext context) {
		final Path folder = study.egan(fold, label);
		final Map<String, String> values = withSeed(config.settings().asText());
		if (existing.isDone(folder, EGan.MODEL, values, context) && !retires(folder, fold, context)) {
			requireSameSubjects(folder, fold);
			accepted(folder, values, "The generator of " + label + ", fold " + fold + ", has already been trained.",
					context);
			return;
		}
		existing.make("Fold " + fold + " has no finished generator of class " + label,
				Menu.TRAIN_EGAN + " with fold=" + fold);
		final PatchSet training = real(fold).trainingOf(fold);
		RunRecord.around(folder, Menu.TRAIN_EGAN, pin.beside(values), trainedOn(training), ofFold(fold, context),
				recording -> {
					recording.record("fold", fold);
					recording.record("training_subjects", training.subjects());
					EGan.train(config, training.ofLabel(label), label, folder, seeds,
							card(fold, training, training.ofLabel(label)), inFold(fold), inFold(fold, recording));
				});
	}

	/**
	 * Deletes a network of the evaluation that was trained on other images than the fold has, because some were
	 * excluded or included since. A network that saw a test subject is not deleted, because the user must know about
	 * it.
	 */
	private boolean retires(final Path folder, final int fold, final RunContext context) {
		if (existing != Existing.ACCEPT || provenance.ofImages(folder, fold)) return false;
		final Object seen = RunRecord.of(folder).map(r -> r.facts().get("training_subjects")).orElse("");
		if (!(seen instanceof List) || real(fold).testOf(fold).subjects().stream().anyMatch(((List<?>) seen)::contains))
			return false;
		existing.replace(folder, "was trained before some of its images were excluded or included again", context);
		StageFolder.discard(folder);
		return true;
	}

	/** Says once that a network exists, and in which settings it differs from the requested ones. */
	private void accepted(final Path folder, final Map<String, String> values, final String words,
			final RunContext context) {
		if (!accepted.add(folder)) return;
		// Other modes belong to commands that need the network for something else.
		if (existing == Existing.RESUME) context.info(words);
		Existing.difference(folder, values).ifPresent(context::warn);
	}

	/** Makes {@code multiple} times as many images as there are real training images of each class. */
	void synthesize(final int fold, final int multiple, final Amount amount, final RunContext context) {
		final PatchSet training = real(fold).trainingOf(fold);
		for (final String label : study.info().classes()) {
			if (!amount.takes(label)) continue;
			if (!Files.exists(study.egan(fold, label).resolve(EGan.MODEL)))
				throw UserError.of("Class %s has no generator in fold %d: run Train E-GAN with fold=%d first.", label,
						fold, fold);
			requireSameSubjects(study.egan(fold, label), fold);
		}
		final Map<String, String> values = new LinkedHashMap<>(amount.asText(multiple));
		values.put("fold", Integer.toString(fold));
		final Map<String, String> config = withSeed(values);
		RunRecord.around(study.synthetic(fold), Menu.SYNTHESIZE_EGAN, config, trainedOn(training), context,
				recording -> {
					PatchSet all = training.subset();
					for (final String label : study.info().classes()) {
						final PatchSet ofClass = training.ofLabel(label);
						final int count = amount.images(label, multiple, ofClass.size(),
								training.size() - ofClass.size());
						if (count == 0) continue;
						all = all.plus(EGan.synthesize(study.egan(fold, label).resolve(EGan.MODEL), label, count,
								ofClass, training.subjectsHash(), seeds, recording));
					}
					if (all.isEmpty())
						throw UserError.of(
								"Both classes of fold %d have %d images, so balance=true adds none: give multiple= instead.",
								fold, training.size() / 2);
					all.write(study.synthetic(fold));
					recording.record("images", all.size());
				});
	}

	/**
	 * True if a fold has the synthetic images that {@link #synthesize} would make.
	 *
	 * @throws UserError if it has others, of another multiple or seed, from the same generators
	 */
	boolean isSynthesized(final int fold, final int multiple, final Amount amount, final RunContext context) {
		final Path folder = study.synthetic(fold);
		if (!RunRecord.isDone(folder)) return false;
		if (!provenance.ofGenerators(PatchSet.read(folder), fold)) {
			existing.replace(folder, "holds images of other generators", context);
			return false;
		}
		final Map<String, String> now = withSeed(amount.asText(multiple));
		// Records of earlier versions contain neither.
		final Map<String, String> defaults = Amount.ofEachClass().asText(multiple);
		RunRecord.of(folder).map(RunRecord::config).ifPresent(then -> now.forEach((key, value) -> {
			if (!then.getOrDefault(key, defaults.getOrDefault(key, value)).equals(value))
				throw UserError.of(
						"The images in %s were made with %s=%s, not %s: give the same value, anew=true to replace them, or another study.",
						folder, key, then.getOrDefault(key, defaults.get(key)), value);
		}));
		context.info("The synthetic images of fold " + fold + " already exist.");
		return true;
	}

	/** The synthetic images of a fold, at least {@code multiple} per real training image. */
	PatchSet synthetic(final int fold, final int multiple, final RunContext context) {
		final Path folder = study.synthetic(fold);
		String flaw = "was not finished";
		if (RunRecord.isDone(folder)) {
			final PatchSet made = PatchSet.read(folder);
			if (!provenance.ofGenerators(made, fold)) flaw = "holds images of other generators";
			else if (made.size() < multiple * real(fold).trainingOf(fold).size())
				flaw = "holds fewer images than " + multiple + " for each real one";
			else
				return Exclusions.kept(made);
		}
		existing.make(folder + " " + flaw, Menu.SYNTHESIZE_EGAN + " with fold=" + fold + " multiple=" + multiple);
		existing.replace(folder, flaw, context);
		synthesize(fold, multiple, Amount.ofEachClass(), context);
		return PatchSet.read(folder);
	}

	/**
	 * Mosaics of registered training images of a fold, at least {@code multiple} for each real one; missing ones are
	 * made.
	 */
	PatchSet mosaics(final int fold, final int multiple, final Preset preset, final RunContext context) {
		if (existing != Existing.TAKE) return madeMosaics(fold, multiple, preset, context);
		// Several shares may need them at once, and no other command makes them.
		try (StudyLock lock = StudyLock.await(study.mosaics(fold), Menu.EVALUATE, context)) {
			return madeMosaics(fold, multiple, preset, context);
		}
	}

	private PatchSet madeMosaics(final int fold, final int multiple, final Preset preset, final RunContext context) {
		final PatchSet training = real(fold).trainingOf(fold);
		final Path folder = study.mosaics(fold);
		final Map<String, String> values = withSeed(
				Map.of("preset", preset.key(), "multiple", Integer.toString(multiple)));
		final Map<String, String> inputs = trainedOn(training);
		if (RunRecord.isDone(folder) && RunRecord.of(folder).map(r -> r.inputs().equals(inputs)).orElse(false)) {
			final PatchSet made = PatchSet.read(folder);
			if (made.size() >= multiple * training.size()) return made;
		}
		RunRecord.around(folder, Menu.EVALUATE, values, inputs, ofFold(fold, context), recording -> {
			PatchSet all = training.subset();
			for (final String label : study.info().classes()) {
				final PatchSet ofClass = training.ofLabel(label);
				EGan.register(preset, ofClass, label, folder.resolve(label), seeds, card(fold, training, ofClass),
						recording);
				all = all.plus(EGan.synthesize(folder.resolve(label).resolve(EGan.MODEL), label,
						multiple * ofClass.size(), ofClass, training.subjectsHash(), seeds, recording));
			}
			all.write(folder);
			recording.record("images", all.size());
		});
		return PatchSet.read(folder);
	}

	/** Trains the refiner of a fold, unless it exists. */
	void trainSimGan(final int fold, final SimGanConfig config, final RunContext context) {
		study.requireSynthetic(fold);
		final Path folder = study.simgan(fold);
		final Map<String, String> values = withSeed(config.settings().asText());
		final PatchSet made = Exclusions.kept(PatchSet.read(study.synthetic(fold)));
		if (existing.isDone(folder, RunRecord.FILE, values, context) && !retires(folder, fold, context)) {
			requireSameSubjects(folder, fold);
			if (provenance.refinerOf(made, fold)) {
				accepted(folder, values, "The refiner of fold " + fold + " has already been trained.", context);
				return;
			}
			existing.make(folder + " was trained on images of other generators",
					Menu.TRAIN_SIMGAN + " with fold=" + fold);
			existing.replace(folder, "was trained on images of other generators", context);
			// A leftover refiner for all labels would be mistaken for one per label, and the reverse.
			StageFolder.discard(folder);
		}
		existing.make("Fold " + fold + " has no finished refiner", Menu.TRAIN_SIMGAN + " with fold=" + fold);
		final PatchSet training = real(fold).trainingOf(fold);
		requireHash(made, training, fold);
		final Map<String, String> inputs = trainedOn(training);
		inputs.put(Provenance.GENERATORS, Provenance.generators(made));
		RunRecord.around(folder, Menu.TRAIN_SIMGAN, pin.beside(values), inputs, ofFold(fold, context), recording -> {
			recording.record("fold", fold);
			recording.record("training_subjects", training.subjects());
			SimGan.train(config, made, training, pairs(fold, training), folder, seeds, card(fold, training, training),
					inFold(fold, recording), inFold(fold));
		});
	}

	/**
	 * The images that the fold's generators make from the codes of their training images; none if a generator has no
	 * codes.
	 */
	private Pairs pairs(final int fold, final PatchSet training) {
		PatchSet drawn = training.subset();
		for (final String label : study.info().classes()) {
			final Path folder = study.egan(fold, label).resolve(EGan.REDRAWN);
			if (!Files.isDirectory(folder)) return Pairs.none(training);
			drawn = drawn.plus(PatchSet.read(folder));
		}
		return Pairs.of(drawn, EGan.ORIGINAL, training);
	}

	/** Refines the synthetic images of a fold. */
	void refine(final int fold, final RunContext context) {
		study.requireSynthetic(fold);
		study.requireRefiner(fold);
		requireSameSubjects(study.simgan(fold), fold);
		final PatchSet made = Exclusions.kept(PatchSet.read(study.synthetic(fold)));
		final Map<String, String> inputs = trainedOn(real(fold).trainingOf(fold));
		inputs.put(Provenance.SYNTHETIC, made.contentHash());
		RunRecord.around(study.refined(fold), Menu.REFINE_SIMGAN, Map.of("fold", Integer.toString(fold)), inputs,
				ofFold(fold, context), recording -> {
					final PatchSet refined = SimGan.refine(study.simgan(fold), made, recording);
					refined.write(study.refined(fold));
					recording.record("images", refined.size());
				});
	}

	/** The refined images of a fold, at least {@code multiple} per real training image. */
	PatchSet refined(final int fold, final int multiple, final RunContext context) {
		final PatchSet made = synthetic(fold, multiple, context);
		final Path folder = study.refined(fold);
		String flaw = "was not finished";
		if (RunRecord.isDone(folder)) {
			final PatchSet there = PatchSet.read(folder);
			if (provenance.ofRefiner(there, made, fold)) return there;
			flaw = "holds images of another refiner or of other synthetic images";
		}
		existing.make(folder + " " + flaw, Menu.REFINE_SIMGAN + " with fold=" + fold);
		existing.replace(folder, flaw, context);
		refine(fold, context);
		return PatchSet.read(folder);
	}

	/** A context that adds the fold to warnings and messages. */
	private RunContext ofFold(final int fold, final RunContext context) {
		return new FoldWarnings(context, fold, warned);
	}

	/** A context that adds the fold to labels. */
	private RunContext inFold(final int fold, final RunContext context) {
		return fold == 0 ? context : new FoldContext(context, place(fold));
	}

	private List<TrainingListener> inFold(final int fold) {
		return listeners.stream().map(listener -> new FoldListener(listener, place(fold))).collect(Collectors.toList());
	}

	private String place(final int fold) {
		return fold == 0 ? "all data" : place(fold, study.info().folds());
	}

	static String place(final int fold, final int folds) {
		return "fold " + fold + " of " + folds;
	}

	private static void requireHash(final PatchSet made, final PatchSet training, final int fold) {
		final String expected = training.subjectsHash();
		made.patches().forEach(p -> {
			if (!p.get(TRAINING_SUBJECTS).equals(expected))
				throw UserError.of(
						"Synthetic image %s of fold %d comes from a network trained on other subjects: delete the folders egan and synthetic of this fold and recompute them.",
						p.id(), fold);
		});
	}

	/** The description of the fold for a classifier's model.zip. */
	ModelCard card(final int fold) {
		final PatchSet training = real(fold).trainingOf(fold);
		return card(fold, training, training);
	}

	/** The description of the study for a model.zip. */
	private ModelCard card(final int fold, final PatchSet training, final PatchSet seen) {
		final StudyInfo info = study.info();
		return ModelCard.blank().ofClasses(info.classes(), info.positive())
				.inWindow(info.windowKind(), info.window(fold)).trainedOn(fold, training, seen, seeds.master())
				.byVersions(Versions.ofSuite());
	}

	private Map<String, String> withSeed(final Map<String, String> values) {
		final Map<String, String> out = new LinkedHashMap<>(values);
		out.put("seed", Long.toString(seeds.master()));
		return out;
	}

	private static Map<String, String> trainedOn(final PatchSet training) {
		final Map<String, String> inputs = new LinkedHashMap<>();
		inputs.put("training_subjects", training.subjectsHash());
		inputs.put(Provenance.TRAINING_IMAGES, training.contentHash());
		return inputs;
	}

	/** A network in the folder of fold k must have been trained on that fold's training images, and on no others. */
	private void requireSameSubjects(final Path folder, final int fold) {
		final PatchSet training = real(fold).trainingOf(fold);
		final Map<String, String> then = RunRecord.of(folder).map(RunRecord::inputs).orElse(Map.of());
		if (!then.getOrDefault("training_subjects", "").equals(training.subjectsHash()))
			throw UserError.of(
					"The network in %s was not trained on the training subjects of fold %d: train it again with anew=true.",
					folder, fold);
		final String images = training.contentHash();
		if (!then.getOrDefault(Provenance.TRAINING_IMAGES, images).equals(images))
			throw UserError.of(
					"The network in %s is out of date, because images of fold %d have since been excluded, included again or changed: train it again with anew=true.",
					folder, fold);
	}
}
