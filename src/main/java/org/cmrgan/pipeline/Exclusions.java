/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/**
 * Synthetic images that somebody looked at and left out. They stay in their set, marked in a column of its index.csv; refining,
 * evaluation, quality and report take the others.
 */
public final class Exclusions {
	private static final String COLUMN = "excluded";
	private static final String YES = "true";

	private Exclusions() {}

	/** True for a patch that is left out. */
	public static boolean isExcluded(final Patch patch) {
		return patch.get(COLUMN).equals(YES);
	}

	/** The patches that are not left out; as if none had ever been marked. */
	static PatchSet kept(final PatchSet set) {
		final PatchSet kept = set.filter(p -> !isExcluded(p));
		return kept.withPatches(kept.patches().stream().map(Exclusions::unmarked).collect(Collectors.toList()));
	}

	private static Patch unmarked(final Patch patch) {
		final Map<String, String> more = new LinkedHashMap<>(patch.more());
		more.remove(COLUMN);
		return new Patch(patch.id(), patch.subject(), patch.label(), patch.fold(), more);
	}

	/**
	 * Leaves synthetic images of a fold out, or takes them in again.
	 *
	 * @throws UserError if the fold has no such images, or another job works on the study
	 */
	public static void set(final Study study, final int fold, final Collection<String> ids, final boolean excluded) {
		try (StudyLock lock = StudyLock.take(study.folder(), Menu.BROWSE, false, RunContext.quiet())) {
			write(study, fold, ids, excluded);
		}
	}

	/** The same by a caller that holds the study. */
	static void write(final Study study, final int fold, final Collection<String> ids, final boolean excluded) {
		study.requireSynthetic(fold);
		final Path folder = study.synthetic(fold);
		final PatchSet set = PatchSet.read(folder);
		requireKnown(ids, set, folder);
		final Set<String> wanted = new HashSet<>(ids);
		final List<Patch> rows = new ArrayList<>();
		for (final Patch patch : set.patches())
			rows.add(wanted.contains(patch.id()) ? patch.with(COLUMN, excluded ? YES : "") : patch);
		set.withPatches(rows).writeRows(folder);
	}

	private static void requireKnown(final Collection<String> ids, final PatchSet set, final Path folder) {
		final Set<String> known = set.patches().stream().map(Patch::id).collect(Collectors.toSet());
		final List<String> unknown = ids.stream().filter(id -> !known.contains(id)).collect(Collectors.toList());
		if (!unknown.isEmpty())
			throw UserError.of("%s has no image %s: its index.csv lists their ids.", folder,
					String.join(", ", unknown));
	}
}
