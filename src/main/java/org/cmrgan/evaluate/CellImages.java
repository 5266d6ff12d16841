package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Shuffle;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;

/** The images of one cell: what trains, by class; what says when to stop; what tests. Class 0 is negative, 1 positive. */
final class CellImages {
	private final List<List<float[]>> training = List.of(new ArrayList<>(), new ArrayList<>());
	private final List<float[]> validation = new ArrayList<>();
	private final List<Integer> validationClasses = new ArrayList<>();
	private final PatchSet test;
	private final int realImages;

	/** @param added E-GAN or refined images, or an empty set for an arm without */
	CellImages(final Cell cell, final PatchSet real, final String positive, final PatchSet added,
			final EvaluateConfig config, final Seeds seeds) {
		test = real.testOf(cell.fold());
		final PatchSet part = real.trainingOf(cell.fold());
		final String place = "evaluate.fold-" + cell.fold();
		final Map<String, String> labels = new LinkedHashMap<>();
		for (final Patch patch : part.patches()) labels.put(patch.subject(), patch.label());
		if (cell.arm().source() == Arm.Source.SHUFFLED)
			permute(labels, seeds.random(place + ".shuffled", cell.repeat()));
		final InnerSplit split = new InnerSplit(labels, config.holdout(),
				seeds.random(place + ".inner", cell.repeat()));
		for (int i = 0; i < part.size(); i++) {
			final String subject = part.patch(i).subject();
			final int kind = labels.get(subject).equals(positive) ? 1 : 0;
			if (split.isValidation(subject)) {
				validation.add(part.pixels(i));
				validationClasses.add(kind);
			} else
				training.get(kind).add(part.pixels(i));
		}
		realImages = training.get(0).size() + training.get(1).size();
		for (int kind = 0; kind < 2; kind++) enlarge(training.get(kind), kind, cell, positive, added, config, seeds);
	}

	private static void enlarge(final List<float[]> images, final int kind, final Cell cell, final String positive,
			final PatchSet added,
			final EvaluateConfig config, final Seeds seeds) {
		final List<float[]> real = List.copyOf(images);
		final int wanted = cell.multiple() * real.size();
		switch (cell.arm().source()) {
			case SYNTHETIC :
			case REFINED :
				final PatchSet ofClass = added.filter(patch -> patch.label().equals(positive) == (kind == 1));
				if (ofClass.size() < wanted)
					throw UserError.of(
							"%s needs %d added images of the %s class, there are %d: run Synthesize E-GAN and Refine SimGAN with multiple=%d.",
							cell.title(), wanted, kind == 1 ? "positive" : "negative", ofClass.size(), cell.multiple());
				images.addAll(ofClass.pixels().subList(0, wanted));
				break;
			case COPIES :
				for (int m = 0; m < cell.multiple(); m++) images.addAll(real);
				break;
			case NOISY_COPIES :
				final RandomGenerator random = seeds.random("evaluate.fold-" + cell.fold() + ".noise-" + kind,
						cell.repeat());
				for (int m = 0; m < cell.multiple(); m++)
					for (final float[] image : real) images.add(noisy(image, config.noise(), random));
				break;
			default :
				break;
		}
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

	/** Training images of a class, shared arrays. */
	List<float[]> training(final int kind) {
		return training.get(kind);
	}

	/** Real images among the training images: the same in every arm of a fold and repeat. */
	int realImages() {
		return realImages;
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
