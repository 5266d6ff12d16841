/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** How one stage was run: its settings, and where they fall short of the published ones. Immutable. */
public final class StageRun {
	/** Settings of which less is not a smaller network or a shorter training. */
	private static final Pattern NO_SIZES = Pattern.compile(
			"rate$|lambda|decay|smoothing|noise|holdout|snapshot|mixup|gamma|ema|patience|seed|fold|positive|spacing|margin|alpha|beta");

	private final Stage stage;
	private final Map<String, String> used;
	private final Map<String, String> published;
	private final Set<Integer> folds;
	private final String where;

	/**
	 * A run that counts for all folds.
	 *
	 * @param used every setting as text, by macro key, as in run.json
	 * @param published the settings of preset paper, by the same keys; empty if the stage has no presets
	 */
	public StageRun(final Stage stage, final Map<String, String> used, final Map<String, String> published) {
		this(stage, used, published, Set.of(), "");
	}

	/**
	 * A run that counts for some folds, where others were run with other settings.
	 *
	 * @param folds 0 for all data; none for a run that counts for all folds
	 * @param where in words what it counts for: "fold 1, fold 2"; empty if there is no other run of the stage
	 */
	public StageRun(final Stage stage, final Map<String, String> used, final Map<String, String> published,
			final Set<Integer> folds, final String where) {
		this.stage = stage;
		this.used = Collections.unmodifiableMap(new LinkedHashMap<>(used));
		this.published = Collections.unmodifiableMap(new LinkedHashMap<>(published));
		this.folds = Set.copyOf(folds);
		this.where = where;
	}

	public Stage stage() {
		return stage;
	}

	/** Every setting as text, by macro key. */
	public Map<String, String> used() {
		return used;
	}

	boolean countsFor(final int fold) {
		return folds.isEmpty() || folds.contains(fold);
	}

	/** What it counts for, or an empty string. */
	String where() {
		return where;
	}

	/** The stage, and what the run counts for where that is not everything. */
	String title() {
		return stage.title() + (where.isEmpty() ? "" : " (" + where + ")");
	}

	/** {@link #cuts()} as a remark, or an empty string. */
	String remark() {
		if (preset().isEmpty()) return "";
		final String preset = "Preset " + preset() + (where.isEmpty() ? "" : " (" + where + ")");
		if (cuts().isEmpty()) return preset + ", nothing smaller than published.";
		return preset + ", smaller than preset paper (its value in brackets): " + String.join(", ", cuts()) + ".";
	}

	/** The preset, or an empty string. */
	String preset() {
		return used.getOrDefault("preset", "");
	}

	/** Numeric settings below those of preset paper: "epochs 6 (100)". */
	List<String> cuts() {
		final List<String> out = new ArrayList<>();
		published.forEach((key, text) -> {
			final double full = number(text);
			final double here = number(used.getOrDefault(key, ""));
			final boolean crops = key.equals("crop") && full == 0 && here > 0;
			if (crops || here < full && !NO_SIZES.matcher(key).find())
				out.add(key + " " + used.get(key) + " (" + text + ")");
		});
		return out;
	}

	private static double number(final String text) {
		try {
			return Double.parseDouble(text);
		} catch (final NumberFormatException e) {
			return Double.NaN; // a word or a list is no size, and compares false
		}
	}
}
