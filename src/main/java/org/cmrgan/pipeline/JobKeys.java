/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.cmrgan.run.Key;

/** The values that jobs share. */
public final class JobKeys {
	public static final Key<String> STUDY = Key.path("study", "the study folder");
	public static final Key<Integer> FOLD = Key
			.integer("fold", "the fold whose subjects are kept for testing; 0 trains on all data", 0, 999).or(0);
	public static final Key<String> LABEL = Key.text("label", "the class to train, or all").or("all");
	public static final Key<Integer> MULTIPLE = Key
			.integer("multiple", "synthetic images per real image of each class", 1, 100).or(3);
	public static final Key<Long> SEED = Key.seed("seed", "the number all random choices follow from").or(1L);
	public static final Key<Boolean> RESUME = Key
			.flag("resume", "go on with what is there; false refuses to touch what exists").or(true);

	public static final Key<Boolean> ANEW = Key.flag("anew",
			"make again what is there; the old results are kept aside until the new ones are complete, those of a study in out-of-date-1, 2, …")
			.or(false);

	private JobKeys() {}

	@SafeVarargs
	static List<Key<?>> concat(final List<Key<?>>... lists) {
		final List<Key<?>> all = new ArrayList<>();
		Arrays.stream(lists).flatMap(List::stream).filter(k -> !all.contains(k)).forEach(all::add);
		return List.copyOf(all);
	}
}
