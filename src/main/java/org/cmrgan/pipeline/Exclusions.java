/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;

/**
 * Images that the user excluded. They stay in their set, marked in a column of its index.csv. No stage uses them: an
 * excluded real image is used neither for training nor for testing, in any fold.
 */
public final class Exclusions {
	private static final String COLUMN = "excluded";
	private static final String YES = "true";

	private Exclusions() {}

	/**
	 * {@return true for an excluded patch}
	 *
	 * @param patch a row of index.csv
	 */
	public static boolean isExcluded(final Patch patch) {
		return patch.get(COLUMN).equals(YES);
	}

	/** The patches that are not excluded, without marks. */
	static PatchSet kept(final PatchSet set) {
		if (set.patches().stream().noneMatch(p -> p.more().containsKey(COLUMN))) return set;
		final PatchSet kept = set.filter(p -> !isExcluded(p));
		return kept.withPatches(kept.patches().stream().map(Exclusions::unmarked).collect(Collectors.toList()));
	}

	private static Patch unmarked(final Patch patch) {
		final Map<String, String> more = new LinkedHashMap<>(patch.more());
		more.remove(COLUMN);
		return new Patch(patch.id(), patch.subject(), patch.label(), patch.fold(), more);
	}

	/** The same images, some of them newly marked as excluded or as included. */
	static PatchSet marked(final PatchSet set, final Collection<String> ids, final boolean excluded) {
		final List<Patch> rows = new ArrayList<>();
		for (final Patch patch : set.patches())
			rows.add(ids.contains(patch.id()) && isExcluded(patch) != excluded
					? patch.with(COLUMN, excluded ? YES : "")
					: patch);
		return set.withPatches(rows);
	}
}
