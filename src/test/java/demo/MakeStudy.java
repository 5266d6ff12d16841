/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package demo;

import java.nio.file.Path;
import java.util.Map;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.NewStudyJob;
import org.cmrgan.pipeline.PreprocessJob;
import org.cmrgan.pipeline.Study;
import org.cmrgan.run.RunContext;

/** From a folder per class to a study: {@code MakeStudy scans study}. */
public final class MakeStudy {
	private MakeStudy() {}

	/** Two paths: the folder of scans with a folder for each class, and the study to make. */
	public static void main(final String... arguments) {
		final Path table = Path.of(arguments[1] + "-subjects.csv");
		// Keys are those of macros; a key that is left out takes its default. A job is checked before it runs.
		final Job names = NewStudyJob.of(Map.of("input", arguments[0], "output", table.toString()));
		names.run(RunContext.quiet());
		PreprocessJob.of(Map.of("input", table.toString(), "study", arguments[1], "folds", "2"))
				.run(RunContext.quiet());

		// Every stage makes an image set: pixels from -1 to 1, row by row, and a row of its table for each image.
		final PatchSet images = Study.open(Path.of(arguments[1])).real();
		for (int i = 0; i < images.size(); i++) {
			final Patch patch = images.patch(i);
			System.out.println(patch.id() + " of " + patch.subject() + ", " + patch.label() + ", fold " + patch.fold()
					+ ": " + images.pixels(i).length + " pixels");
		}
	}
}
