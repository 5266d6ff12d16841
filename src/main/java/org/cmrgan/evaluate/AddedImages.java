/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.cmrgan.data.PatchSet;
import org.cmrgan.run.UserError;

/** Images that networks generated, with the subjects on which those networks were trained. Immutable. */
public final class AddedImages {
	private static final int NAMED = 5;

	private final PatchSet images;
	private final TreeSet<String> trainingSubjects;

	/**
	 * @param images of both labels; each label's images are used in order from the first
	 * @param trainingSubjects every subject that any of the networks behind the images saw
	 */
	AddedImages(final PatchSet images, final Collection<String> trainingSubjects) {
		this.images = images;
		this.trainingSubjects = new TreeSet<>(trainingSubjects);
	}

	/**
	 * {@return images whose training subjects are known only by hash. The hash is compared with those of the training parts of the real set's folds, of both labels together and of each label}
	 *
	 * @param images the generated images
	 * @param hashes as {@link PatchSet#subjectsHash()} makes them, one for each network behind the images
	 * @param real the real images of the study
	 * @throws UserError if a hash fits no training part, because then the subjects that the network saw are unknown
	 */
	public static AddedImages ofHashes(final PatchSet images, final Collection<String> hashes, final PatchSet real) {
		final TreeSet<String> subjects = new TreeSet<>();
		for (final String hash : new TreeSet<>(hashes)) subjects.addAll(subjectsOf(hash, real));
		return new AddedImages(images, subjects);
	}

	private static List<String> subjectsOf(final String hash, final PatchSet real) {
		for (int k = 0; k <= real.folds(); k++) {
			final PatchSet part = real.trainingOf(k);
			if (part.subjectsHash().equals(hash)) return part.subjects();
			for (final String label : real.labels()) {
				final PatchSet ofLabel = part.ofLabel(label);
				if (ofLabel.subjectsHash().equals(hash)) return ofLabel.subjects();
			}
		}
		throw new UserError("The synthetic images come from a network trained on subjects of another study (hash "
				+ hash + "): train E-GAN and SimGAN of this study again.");
	}

	PatchSet images() {
		return images;
	}

	/**
	 * Refuses images whose networks saw a subject of the test fold, because a classifier trained on them would be
	 * tested on known subjects.
	 *
	 * @param what the images, for the message: "The E-GAN images"
	 * @throws UserError naming the subjects
	 */
	void requireNoneOf(final PatchSet test, final int fold, final String what) {
		final List<String> both = test.subjects().stream().filter(trainingSubjects::contains)
				.collect(Collectors.toList());
		if (both.isEmpty()) return;
		final String names = String.join(", ", both.subList(0, Math.min(NAMED, both.size())))
				+ (both.size() > NAMED ? " and " + (both.size() - NAMED) + " more" : "");
		throw UserError.of(
				"%s for fold %d come from networks trained on test subjects of that fold (%s): train again with fold=%d.",
				what, fold, names, fold);
	}
}
