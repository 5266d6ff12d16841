/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Shuffle;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;

/**
 * The images of one cell: those that train, real and added, by class; the inner validation images, if any; and the test
 * images. Class 0 is negative, class 1 positive.
 */
final class CellImages {
	private final List<ClassImages> training = List.of(new ClassImages(), new ClassImages());
	private final List<float[]> validation = new ArrayList<>();
	private final List<Integer> validationClasses = new ArrayList<>();
	private final PatchSet test;

	/** The training images of a class. */
	private static final class ClassImages {
		final List<float[]> real = new ArrayList<>();
		/** The subject of each real image. */
		final List<String> subjects = new ArrayList<>();
		final List<float[]> added = new ArrayList<>();
		/** The subject of each added image that is a copy of a real one; empty for generated images. */
		final List<String> owners = new ArrayList<>();
	}

	/** @param added E-GAN or refined images, or an empty set if the arm adds none */
	CellImages(final Cell cell, final PatchSet real, final String positive, final PatchSet added,
			final EvaluateConfig config, final Seeds seeds) {
		test = real.testOf(cell.fold());
		final PatchSet part = real.trainingOf(cell.fold());
		final String place = "evaluate.fold-" + cell.fold();
		final Map<String, String> labels = new LinkedHashMap<>();
		for (final Patch patch : part.patches()) labels.put(patch.subject(), patch.label());
		if (cell.arm().source() == Arm.Source.SHUFFLED)
			permute(labels, seeds.random(place + ".shuffled", cell.repeat()));
		final Predicate<String> heldOut = heldOut(cell, labels, config, seeds);
		for (int i = 0; i < part.size(); i++) {
			final String subject = part.patch(i).subject();
			final int kind = labels.get(subject).equals(positive) ? 1 : 0;
			if (heldOut.test(subject)) {
				validation.add(part.pixels(i));
				validationClasses.add(kind);
			} else {
				training.get(kind).real.add(part.pixels(i));
				training.get(kind).subjects.add(subject);
			}
		}
		final String negative = real.labels().stream().filter(label -> !label.equals(positive)).findFirst().orElse("");
		for (int kind = 0; kind < 2; kind++)
			enlarge(kind, List.of(negative, positive).get(kind), cell, positive, added, config, seeds);
	}

	private static Predicate<String> heldOut(final Cell cell, final Map<String, String> labels,
			final EvaluateConfig config, final Seeds seeds) {
		if (!config.selectsBest() || !cell.classifier().isNetwork()) return subject -> false;
		return new InnerSplit(labels, config.holdout(),
				seeds.random("evaluate.fold-" + cell.fold() + ".inner", cell.repeat()))::isValidation;
	}

	private void enlarge(final int kind, final String label, final Cell cell, final String positive,
			final PatchSet added, final EvaluateConfig config, final Seeds seeds) {
		final ClassImages of = training.get(kind);
		final int wanted = config.amount().images(label, cell.multiple(), of.real.size(),
				training.get(1 - kind).real.size());
		switch (cell.arm().source()) {
			case SYNTHETIC :
			case REFINED :
			case REGISTERED :
				final PatchSet ofClass = added.filter(patch -> patch.label().equals(positive) == (kind == 1));
				if (ofClass.size() < wanted)
					throw UserError.of(
							"%s needs %d added images of the %s class, but there are only %d: run Synthesize E-GAN with multiple=%d, then Refine SimGAN.",
							cell.title(), wanted, kind == 1 ? "positive" : "negative", ofClass.size(),
							(wanted + of.real.size() - 1) / of.real.size());
				for (final float[] image : ofClass.pixels().subList(0, wanted)) add(of, image, "");
				break;
			case COPIES :
				for (int i = 0; i < wanted; i++) {
					final int from = i % of.real.size();
					add(of, of.real.get(from), of.subjects.get(from));
				}
				break;
			case NOISY_COPIES :
				final RandomGenerator random = seeds.random("evaluate.fold-" + cell.fold() + ".noise-" + kind,
						cell.repeat());
				for (int i = 0; i < wanted; i++) {
					final int from = i % of.real.size();
					add(of, noisy(of.real.get(from), config.noise(), random), of.subjects.get(from));
				}
				break;
			default :
				break;
		}
	}

	private static void add(final ClassImages to, final float[] image, final String owner) {
		to.added.add(image);
		to.owners.add(owner);
	}

	private static float[] noisy(final float[] image, final double deviation, final RandomGenerator random) {
		final float[] out = new float[image.length];
		for (int i = 0; i < out.length; i++)
			out[i] = (float) Math.max(-1, Math.min(1, image[i] + deviation * random.nextGaussian()));
		return out;
	}

	private static void permute(final Map<String, String> labels, final RandomGenerator random) {
		final List<String> values = new ArrayList<>(labels.values());
		Shuffle.of(values, random);
		int next = 0;
		for (final Map.Entry<String, String> entry : labels.entrySet()) entry.setValue(values.get(next++));
	}

	/** Real training images of a class, not copied: the same in every arm of a fold and repeat. */
	List<float[]> real(final int kind) {
		return training.get(kind).real;
	}

	/** The subject of each real training image of a class. */
	List<String> subjects(final int kind) {
		return training.get(kind).subjects;
	}

	/** Added training images of a class, not copied. */
	List<float[]> added(final int kind) {
		return training.get(kind).added;
	}

	/** The subject of each added image of a class that is a copy of a real one; empty for generated images. */
	List<String> owners(final int kind) {
		return training.get(kind).owners;
	}

	/** Drops the generated images that fail a test. */
	void keepMade(final BiPredicate<float[], Integer> passes) {
		for (int kind = 0; kind < 2; kind++) {
			final ClassImages of = training.get(kind);
			for (int i = of.added.size() - 1; i >= 0; i--)
				if (of.owners.get(i).isEmpty() && !passes.test(of.added.get(i), kind)) {
					of.added.remove(i);
					of.owners.remove(i);
				}
		}
	}

	/** All training images of a class, the real ones first. */
	List<float[]> training(final int kind) {
		final List<float[]> all = new ArrayList<>(real(kind));
		all.addAll(added(kind));
		return all;
	}

	/** Number of real training images: the same in every arm of a fold and repeat. */
	int realImages() {
		return real(0).size() + real(1).size();
	}

	List<float[]> validation() {
		return validation;
	}

	int[] validationClasses() {
		return validationClasses.stream().mapToInt(c -> c).toArray();
	}

	PatchSet test() {
		return test;
	}
}
