/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/** Excludes images of a study or includes them again, and names the results that are out of date. */
public final class Curation {
	private Curation() {}

	/**
	 * Excludes images, or includes them again.
	 *
	 * @param study the study
	 * @param fold the fold of the synthetic images; real images are excluded from all folds
	 * @param ids of real or synthetic images
	 * @param excluded true to exclude, false to include
	 * @return a sentence on which results are out of date; empty if none is
	 * @throws UserError if there are no such images, if too few would be left, or if another job works on the study
	 */
	public static String set(final Study study, final int fold, final Collection<String> ids, final boolean excluded) {
		try (StudyLock lock = StudyLock.take(study.folder(), Menu.BROWSE, false, RunContext.quiet())) {
			return write(study, fold, ids, excluded);
		}
	}

	/** Does the same for a caller that holds the study's lock. */
	static String write(final Study study, final int fold, final Collection<String> ids, final boolean excluded) {
		// Without the windows of folds, for which the pixels must not be written.
		final PatchSet real = PatchSet.read(study.realFolder());
		final Path synthetic = study.synthetic(fold);
		final PatchSet made = RunRecord.isDone(synthetic) ? PatchSet.read(synthetic) : real.subset();
		final Set<String> unknown = new HashSet<>(ids);
		unknown.removeAll(ids(real));
		unknown.removeAll(ids(made));
		if (!unknown.isEmpty())
			throw UserError.of("Neither %s nor %s has the image %s: their index.csv list the ids.", study.realFolder(),
					synthetic, unknown.stream().sorted().collect(Collectors.joining(", ")));
		final PatchSet markedReal = Exclusions.marked(real, ids, excluded);
		if (excluded) requireEnough(Exclusions.kept(real), Exclusions.kept(markedReal));
		final boolean everywhere = !markedReal.patches().equals(real.patches());
		if (everywhere) markedReal.writeRows(study.realFolder());
		final PatchSet markedMade = Exclusions.marked(made, ids, excluded);
		if (!markedMade.patches().equals(made.patches())) markedMade.writeRows(synthetic);
		final Provenance provenance = new Provenance(study);
		return everywhere ? provenance.outOfDate() : provenance.outOfDate(fold);
	}

	private static Set<String> ids(final PatchSet set) {
		return set.patches().stream().map(Patch::id).collect(Collectors.toSet());
	}

	/** If there were enough images before, there must be enough afterwards. */
	private static void requireEnough(final PatchSet before, final PatchSet after) {
		for (final String label : before.labels()) {
			if (after.ofLabel(label).isEmpty())
				throw UserError.of("Class %s would have no image: exclude fewer images.", label);
			for (int k = 1; k <= before.folds(); k++)
				if (after.testOf(k).ofLabel(label).isEmpty() && !before.testOf(k).ofLabel(label).isEmpty())
					throw UserError.of("Fold %d would have no test image of class %s: exclude fewer images.", k, label);
		}
		if (TrainingImages.tooFew(before).isEmpty()) TrainingImages.require(after);
	}
}
