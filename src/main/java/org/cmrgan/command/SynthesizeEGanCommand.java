/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.Amount;
import org.cmrgan.pipeline.ImageFormats;
import org.cmrgan.pipeline.Intensities;
import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.JobKeys;
import org.cmrgan.pipeline.SynthesizeEGanJob;
import org.cmrgan.pipeline.SynthesizeModelJob;
import org.cmrgan.run.Key;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.ui.Results;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Synthesize E-GAN}: see {@link org.cmrgan.pipeline.SynthesizeEGanJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Synthesize E-GAN", description = "Draws synthetic images from the generators of a fold, or from any saved generator.", initializer = SuiteCommand.DESCRIBE)
public final class SynthesizeEGanCommand extends ConfiguredCommand {
	private static final Key<String> STUDY = Key
			.path(JobKeys.STUDY.name(), "the study folder; blank where model is given").or("");

	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	@Parameter(persist = false, required = false)
	private String multiple;

	@Parameter(label = "Fill up the rare class", persist = false, required = false)
	private boolean balance;

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String seed;

	@Parameter(label = "or model.zip", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String model;

	@Parameter(persist = false, required = false)
	private String count;

	@Parameter(label = "Output folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String output;

	@Parameter(label = "Also in the scans' unit (ms for T1)", persist = false, required = false)
	private boolean intensities;

	@Override
	Collection<Key<?>> jobKeys() {
		return List.of(STUDY, JobKeys.FOLD, JobKeys.MULTIPLE, Amount.BALANCE, Amount.LABEL, JobKeys.SEED,
				SynthesizeModelJob.MODEL, SynthesizeModelJob.COUNT, SynthesizeModelJob.OUTPUT, Intensities.KEY,
				JobKeys.ANEW, ImageFormats.KEY);
	}

	@Override
	Job job(final Map<String, String> given) {
		if (isOfModel(given)) {
			if (given.containsKey(STUDY.name()))
				throw new UserError(
						"Both study and model are given: give study to draw from the generators of its fold, or model and output to draw from one file.");
			return SynthesizeModelJob.of(given);
		}
		final List<SynthesizeEGanJob> job = new ArrayList<>();
		UserError.all(() -> Settings.parse(List.of(SynthesizeModelJob.COUNT, SynthesizeModelJob.OUTPUT), given),
				() -> job.add(SynthesizeEGanJob.of(given)));
		return job.get(0);
	}

	private static boolean isOfModel(final Map<String, String> given) {
		return given.containsKey(SynthesizeModelJob.MODEL.name());
	}

	@Override
	void open(final Map<String, String> given) {
		final Path folder = isOfModel(given)
				? Path.of(given.get(SynthesizeModelJob.OUTPUT.name()))
				: study(given).synthetic(fold(given));
		Results.showImages(folder, "Synthetic images");
	}
}
