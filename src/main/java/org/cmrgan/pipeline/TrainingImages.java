/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.egan.EGan;
import org.cmrgan.run.UserError;

/** Checks before training whether there are enough images for E-GAN in every fold. */
final class TrainingImages {
	private TrainingImages() {}

	/** A sentence on the first class and fold with too few images for E-GAN, among all data and every fold. */
	static Optional<String> tooFew(final PatchSet real) {
		for (int k = 0; k <= real.folds(); k++) for (final String label : real.labels()) {
			final Optional<String> found = tooFew(real, k, label);
			if (found.isPresent()) return found;
		}
		return Optional.empty();
	}

	/** A sentence if there are too few images of this class in this fold. */
	static Optional<String> tooFew(final PatchSet real, final int k, final String label) {
		final int all = real.ofLabel(label).size();
		final int images = real.trainingOf(k).ofLabel(label).size();
		if (images >= EGan.FEWEST) return Optional.empty();
		final int subjects = real.ofLabel(label).subjects().size();
		final String remedy = all < EGan.FEWEST + 1 || subjects <= real.folds() || k == 0
				? "add images of this class"
				: "preprocess with folds=" + subjects + ", or add images of this class";
		return Optional.of("Class " + label + " has " + images + " training images "
				+ (k == 0 ? "of all data" : "in fold " + k) + ", but E-GAN needs " + EGan.FEWEST + ": " + remedy + ".");
	}

	/** @throws UserError with that sentence */
	static void require(final PatchSet real) {
		refuse(tooFew(real));
	}

	/** @throws UserError with that sentence */
	static void require(final PatchSet real, final int k, final String label) {
		refuse(tooFew(real, k, label));
	}

	private static void refuse(final Optional<String> sentence) {
		sentence.ifPresent(words -> {
			throw new UserError(words);
		});
	}
}
