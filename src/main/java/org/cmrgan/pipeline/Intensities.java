/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.run.Key;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/**
 * Image sets of a study in the unit of its scans, such as ms in T1 maps, beside the same images in [-1, 1]. A real
 * image is converted through the window with which it was made. A synthetic image is converted through the window of
 * the network's training images, which must then be the same for all of them.
 */
public final class Intensities {
	/** True to write them. */
	public static final Key<Boolean> KEY = Key
			.flag("intensities", "also write intensities.mha, in the unit of the scans (ms for T1 maps)").or(false);

	private Intensities() {}

	/** Refuses images that cannot be converted back to intensities, before they are made. */
	static void requireOfMade(final Study study, final int fold) {
		windowOfMade(study, fold);
	}

	/** Writes the intensities of the images of fold k in a folder of the study. */
	static void write(final Study study, final int k, final Path folder, final RunContext context) {
		final Path file = PatchSet.read(folder).writeIntensities(folder, patch -> windowOf(patch, study, k));
		context.info("The images in " + (study.info().windowKind().equals("t1") ? "ms" : "the scans' unit") + " are in "
				+ file + ".");
	}

	private static Window windowOf(final Patch patch, final Study study, final int k) {
		return Window.of(patch).orElseGet(() -> windowOfMade(study, k));
	}

	private static Window windowOfMade(final Study study, final int k) {
		return study.info().window(k).orElseThrow(() -> UserError.of(
				"intensities=true cannot be used in %s, because every real image there has its own intensity window: preprocess with window=t1 or scope=study.",
				study.folder()));
	}
}
