/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.JobKeys;
import org.cmrgan.pipeline.PreprocessJob;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.run.Key;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.ui.Regions;
import org.cmrgan.ui.Results;
import org.cmrgan.ui.SelectionJob;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Preprocess MHA ROI}: see {@link org.cmrgan.pipeline.PreprocessJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Preprocess MHA ROI", description = "Raw scans become a study: resampled, cut to the ROI, normalised, divided into folds.", initializer = SuiteCommand.DESCRIBE)
public final class PreprocessCommand extends ConfiguredCommand {
	private static final Key<Boolean> REGIONS = Key
			.flag(ROIS, "put the regions of interest that were used into the ROI Manager").or(false);

	@Parameter(label = "Input folder or CSV", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String input;

	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String size;

	@Parameter(persist = false, required = false)
	private String spacing;

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String voxel;

	@Parameter(persist = false, required = false)
	private String window;

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String scope;

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String margin;

	@Parameter(persist = false, required = false)
	private String folds;

	@Parameter(label = "Positive label", persist = false, required = false)
	private String positive;

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String seed;

	@Parameter(label = "Also in the scans' unit (ms for T1)", persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private boolean intensities;

	@Parameter(label = "Regions to the ROI Manager", persist = false, required = false)
	private boolean rois;

	@Override
	Collection<Key<?>> jobKeys() {
		final List<Key<?>> keys = new ArrayList<>(PreprocessJob.KEYS);
		keys.add(REGIONS);
		return keys;
	}

	@Override
	String description(final Key<?> key) {
		final String text = super.description(key);
		return key == PreprocessConfig.INPUT
				? text + "; where study is blank too, patches are cut around the selection of the open image"
				: text;
	}

	@Override
	Job job(final Map<String, String> given) {
		UserError.all(() -> Settings.parse(List.of(REGIONS), given), () -> checkedByItself(given));
		return checkedByItself(given);
	}

	private static Job checkedByItself(final Map<String, String> given) {
		return cutsSelection(given) ? SelectionJob.of(given, keepsRegions(given)) : PreprocessJob.of(given);
	}

	private static boolean cutsSelection(final Map<String, String> given) {
		return !given.containsKey(PreprocessConfig.INPUT.name()) && !given.containsKey(JobKeys.STUDY.name())
				&& SelectionJob.isPossible();
	}

	private static boolean keepsRegions(final Map<String, String> given) {
		return Boolean.parseBoolean(given.get(ROIS));
	}

	@Override
	void open(final Map<String, String> given) {
		if (cutsSelection(given)) return;
		Results.showImages(study(given).realFolder(), "Real images");
		if (keepsRegions(given)) Regions.keepMasks(study(given));
	}
}
