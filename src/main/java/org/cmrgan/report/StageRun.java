/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;
import org.cmrgan.run.Settings;
import org.cmrgan.simgan.SimGanConfig;

/** The run of a stage: its settings, and where they fall short of the published ones. Immutable. */
public final class StageRun {
	private final Stage stage;
	private final Map<String, String> used;
	private final Settings settings;
	private final Set<Integer> folds;
	private final String where;

	/**
	 * Creates a run that applies to all folds.
	 *
	 * @param stage the stage
	 * @param used every setting as text, by macro key, as in run.json
	 * @throws org.cmrgan.run.UserError naming every value that is not valid
	 */
	public StageRun(final Stage stage, final Map<String, String> used) {
		this(stage, used, Set.of(), "");
	}

	/**
	 * Creates a run that applies to some folds, if others were run with other settings.
	 *
	 * @param stage the stage
	 * @param used every setting as text by key, as in run.json
	 * @param folds 0 for all data; empty for a run that applies to all folds
	 * @param where the folds in words, such as "fold 1, fold 2"; empty if there is no other run of the stage
	 * @throws org.cmrgan.run.UserError naming every value that is not valid
	 */
	public StageRun(final Stage stage, final Map<String, String> used, final Set<Integer> folds, final String where) {
		this.stage = stage;
		this.used = new LinkedHashMap<>(used);
		this.settings = stage.settings(used);
		this.folds = Set.copyOf(folds);
		this.where = where;
	}

	/** {@return the stage} */
	public Stage stage() {
		return stage;
	}

	/** Every value, checked. */
	Settings settings() {
		return settings;
	}

	/** True if the run's record has a key; records of earlier versions lack newer keys. */
	boolean isRecorded(final Key<?> key) {
		return used.containsKey(key.name());
	}

	/** Every recorded setting as text, by macro key; of paths only the file names. */
	Map<String, String> shown() {
		final Map<String, String> out = new LinkedHashMap<>(used);
		for (final Key<?> key : stage.paths()) out.computeIfPresent(key.name(), (name, value) -> names(value));
		return out;
	}

	private static String names(final String paths) {
		return Arrays.stream(paths.split(",")).map(path -> path.trim().replaceAll("[/\\\\]+$", ""))
				.map(path -> path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1))
				.collect(Collectors.joining(", "));
	}

	boolean countsFor(final int fold) {
		return folds.isEmpty() || folds.contains(fold);
	}

	/** The folds to which it applies, or an empty string. */
	String where() {
		return where;
	}

	/** The stage, and the folds to which the run applies if these are not all. */
	String title() {
		return stage.title() + (where.isEmpty() ? "" : " (" + where + ")");
	}

	/** The preset, and whether it is smaller than published; an empty string without a preset. */
	String shortRemark() {
		if (preset().isEmpty()) return "";
		return "Preset " + preset() + (cuts().isEmpty() ? "." : ", smaller than published: see the top of the page.");
	}

	/** {@link #cuts()} as a remark, or an empty string. */
	String remark() {
		if (preset().isEmpty()) return "";
		final String preset = "Preset " + preset() + (where.isEmpty() ? "" : " (" + where + ")");
		if (cuts().isEmpty()) return preset + ", nothing smaller than published.";
		return preset + "; the values of preset paper are in brackets: " + String.join(", ", cuts()) + ".";
	}

	/** The preset, or an empty string. */
	String preset() {
		return used.getOrDefault(Settings.PRESET.name(), "");
	}

	/** Sizes below those of preset paper: "epochs 6 (100)". */
	List<String> cuts() {
		final List<String> out = new ArrayList<>();
		if (stage.sizes().isEmpty()) return out;
		final Settings published = stage.published();
		// NaN, for a size that is chosen by the stage, compares as false.
		for (final Key<? extends Number> key : stage.sizes())
			if (settings.get(key).doubleValue() < published.get(key).doubleValue()) out.add(cut(key, published));
		if (stage == Stage.SIMGAN && settings.get(SimGanConfig.CROP) > 0 && published.get(SimGanConfig.CROP) == 0)
			out.add(cut(SimGanConfig.CROP, published));
		return out;
	}

	private String cut(final Key<?> key, final Settings published) {
		return key.name() + " " + settings.asText().get(key.name()) + " (" + published.asText().get(key.name()) + ")";
	}
}
