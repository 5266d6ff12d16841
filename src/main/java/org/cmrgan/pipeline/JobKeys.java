/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.cmrgan.run.Key;

/** Keys that several jobs share. */
public final class JobKeys {
	/** The study folder. */
	public static final Key<String> STUDY = Key.path("study", "study folder");
	/** The test fold, whose subjects are held out of training; 0 for all data. */
	public static final Key<Integer> FOLD = Key
			.integer("fold", "test fold: its subjects are held out of training; 0 trains on all subjects", 0, 999)
			.or(0);
	static final Key<String> LABEL = Key.text("label", "class to train, or all").or("all");
	static final Key<Integer> MULTIPLE = Key
			.integer("multiple", "number of synthetic images per real image of each class", 1, 100).or(3);
	static final Key<Long> SEED = Key.seed("seed", "random seed; the same seed gives the same result").or(1L);
	/** True to continue from existing results. */
	public static final Key<Boolean> RESUME = Key
			.flag("resume", "continue from existing results; false stops if there are any").or(true);

	/** True to recompute existing results. */
	public static final Key<Boolean> ANEW = Key.flag("anew",
			"recompute existing results; the old ones are kept until the new ones are complete, those of a study in out-of-date-1, 2, …")
			.or(false);

	private JobKeys() {}

	@SafeVarargs
	static List<Key<?>> concat(final List<Key<?>>... lists) {
		final List<Key<?>> all = new ArrayList<>();
		Arrays.stream(lists).flatMap(List::stream).filter(k -> !all.contains(k)).forEach(all::add);
		return List.copyOf(all);
	}
}
