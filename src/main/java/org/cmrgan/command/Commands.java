/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.List;
import java.util.Optional;

import org.cmrgan.pipeline.BackendReportJob;
import org.cmrgan.pipeline.BrowseStudyJob;
import org.cmrgan.pipeline.EvaluateJob;
import org.cmrgan.pipeline.ExportModelJob;
import org.cmrgan.pipeline.FullPipelineJob;
import org.cmrgan.pipeline.ImageJob;
import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.MakePhantomJob;
import org.cmrgan.pipeline.NewStudyJob;
import org.cmrgan.pipeline.QualityJob;
import org.cmrgan.pipeline.ReportJob;
import org.cmrgan.pipeline.SynthesizeModelJob;
import org.cmrgan.pipeline.TrainEGanJob;
import org.cmrgan.pipeline.TrainSimGanJob;
import org.cmrgan.run.Menu;
import org.cmrgan.ui.ActiveImage;
import org.cmrgan.ui.FolderWizard;
import org.cmrgan.ui.Help;
import org.cmrgan.ui.OpenMetaImageJob;
import org.cmrgan.ui.RefineImageJob;
import org.cmrgan.ui.SamplePhantomJob;
import org.cmrgan.ui.SaveMetaImageJob;
import org.cmrgan.ui.SelectionJob;

/**
 * The suite's commands, in the order of the menus. plugins.config, the README's table, docs/reference/commands.md, the script templates
 * and the parameters of the command classes are checked against it. A new command is an entry here, a name in {@link Menu}, a
 * class in this package and a line in plugins.config.
 */
public final class Commands {
	static final String MAKE_PHANTOM_DOES = "Writes simulated scans for trying out the suite.";
	static final String NEW_STUDY_DOES = "Finds images, masks and ROIs in a folder, and writes subjects.csv.";
	static final String PREPROCESS_DOES = "Turns raw scans into a study: resamples, crops to the ROI, normalises and splits into folds.";
	static final String TRAIN_EGAN_DOES = "Trains one generator per class.";
	static final String SYNTHESIZE_EGAN_DOES = "Generates synthetic images from the generators of a fold, or from any saved generator.";
	static final String TRAIN_SIMGAN_DOES = "Trains the refiner that makes synthetic images more realistic.";
	static final String REFINE_SIMGAN_DOES = "Refines the synthetic images of a fold, or the active image with any saved refiner.";
	static final String EVALUATE_DOES = "Measures whether synthetic images help a classifier.";
	static final String QUALITY_DOES = "Measures how realistic, diverse and novel the synthetic images are.";
	static final String REPORT_DOES = "Writes an HTML report with the tables and figures of a study.";
	static final String EXPORT_DOES = "Writes a trained network as ONNX, safetensors or a package of the BioImage Model Zoo.";
	static final String BROWSE_DOES = "Shows the images of a study side by side, and lets you exclude some or choose another snapshot of a generator.";
	static final String PIPELINE_DOES = "Runs all stages in order, from raw scans to the report.";
	static final String BACKEND_DOES = "Reports the hardware that computes, why no GPU is used, and how long each stage takes here.";
	static final String HELP_DOES = "Opens the documentation and shows how to cite.";
	static final String OPEN_METAIMAGE_DOES = "Opens an .mha or .mhd file with its calibration and geometry.";
	static final String SAVE_METAIMAGE_DOES = "Writes the active image as .mha or .mhd, with its calibration and geometry.";
	static final String SAMPLE_PHANTOM_DOES = "Opens a simulated native T1 map of a heart, in ms.";

	static final CommandSpec<MakePhantomJob> MAKE_PHANTOM = new CommandSpec<>(Menu.SUITE + Menu.MAKE_PHANTOM,
			MAKE_PHANTOM_DOES, MakePhantomJob.KEYS, MakePhantomJob::of).withSettingsFile();
	static final CommandSpec<Job> NEW_STUDY = new CommandSpec<>(Menu.SUITE + Menu.NEW_STUDY, NEW_STUDY_DOES,
			NewStudyJob.KEYS, FolderWizard::orTable).withSettingsFile();
	static final CommandSpec<Job> PREPROCESS = new CommandSpec<>(Menu.SUITE + Menu.PREPROCESS, PREPROCESS_DOES,
			SelectionJob.KEYS, SelectionJob::orStudy).withSettingsFile();
	static final CommandSpec<TrainEGanJob> TRAIN_EGAN = new CommandSpec<>(Menu.SUITE + Menu.TRAIN_EGAN, TRAIN_EGAN_DOES,
			TrainEGanJob.KEYS, ActiveImage::trainEGan).withSettingsFile();
	static final CommandSpec<ImageJob> SYNTHESIZE_EGAN = new CommandSpec<>(Menu.SUITE + Menu.SYNTHESIZE_EGAN,
			SYNTHESIZE_EGAN_DOES, SynthesizeModelJob.KEYS_OF_BOTH, SynthesizeModelJob::orStudy).withSettingsFile();
	static final CommandSpec<TrainSimGanJob> TRAIN_SIMGAN = new CommandSpec<>(Menu.SUITE + Menu.TRAIN_SIMGAN,
			TRAIN_SIMGAN_DOES, TrainSimGanJob.KEYS, TrainSimGanJob::of).withSettingsFile();
	static final CommandSpec<Job> REFINE_SIMGAN = new CommandSpec<>(Menu.SUITE + Menu.REFINE_SIMGAN, REFINE_SIMGAN_DOES,
			RefineImageJob.KEYS, RefineImageJob::orStudy);
	static final CommandSpec<EvaluateJob> EVALUATE = new CommandSpec<>(Menu.SUITE + Menu.EVALUATE, EVALUATE_DOES,
			EvaluateJob.KEYS, EvaluateJob::of).withSettingsFile();
	static final CommandSpec<QualityJob> QUALITY = new CommandSpec<>(Menu.SUITE + Menu.QUALITY, QUALITY_DOES,
			QualityJob.KEYS, QualityJob::of).withSettingsFile();
	static final CommandSpec<ReportJob> REPORT = new CommandSpec<>(Menu.SUITE + Menu.REPORT, REPORT_DOES,
			ReportJob.KEYS, ReportJob::of);
	static final CommandSpec<ExportModelJob> EXPORT = new CommandSpec<>(Menu.SUITE + Menu.EXPORT, EXPORT_DOES,
			ExportModelJob.KEYS, ExportModelJob::of);
	static final CommandSpec<BrowseStudyJob> BROWSE = new CommandSpec<>(Menu.SUITE + Menu.BROWSE, BROWSE_DOES,
			BrowseStudyJob.KEYS, BrowseStudyJob::of);
	static final CommandSpec<FullPipelineJob> PIPELINE = new CommandSpec<>(Menu.SUITE + Menu.PIPELINE, PIPELINE_DOES,
			FullPipelineJob.KEYS, FullPipelineJob::of).withSettingsFile();
	static final CommandSpec<BackendReportJob> BACKEND = new CommandSpec<>(Menu.SUITE + Menu.BACKEND, BACKEND_DOES,
			BackendReportJob.KEYS, BackendReportJob::of);
	static final CommandSpec<Help> HELP = new CommandSpec<>(Menu.SUITE + Menu.HELP, HELP_DOES, List.of(),
			given -> new Help());
	static final CommandSpec<OpenMetaImageJob> OPEN_METAIMAGE = new CommandSpec<>("File>Import>" + Menu.OPEN_METAIMAGE,
			OPEN_METAIMAGE_DOES, OpenMetaImageJob.KEYS, OpenMetaImageJob::of);
	static final CommandSpec<SaveMetaImageJob> SAVE_METAIMAGE = new CommandSpec<>("File>Save As>" + Menu.SAVE_METAIMAGE,
			SAVE_METAIMAGE_DOES, SaveMetaImageJob.KEYS, SaveMetaImageJob::of);
	static final CommandSpec<SamplePhantomJob> SAMPLE_PHANTOM = new CommandSpec<>(
			"File>Open Samples>" + Menu.SAMPLE_PHANTOM, SAMPLE_PHANTOM_DOES, SamplePhantomJob.KEYS,
			SamplePhantomJob::of);

	private static final List<CommandSpec<?>> ALL = List.of(MAKE_PHANTOM, NEW_STUDY, PREPROCESS, TRAIN_EGAN,
			SYNTHESIZE_EGAN, TRAIN_SIMGAN, REFINE_SIMGAN, EVALUATE, QUALITY, REPORT, BROWSE, EXPORT, PIPELINE, BACKEND,
			HELP, OPEN_METAIMAGE, SAVE_METAIMAGE, SAMPLE_PHANTOM);

	private Commands() {}

	/** {@return all commands, in the order of the menus} */
	public static List<CommandSpec<?>> all() {
		return ALL;
	}

	/**
	 * {@return the command of a menu leaf, if there is one}
	 *
	 * @param leaf such as "Train E-GAN"
	 */
	public static Optional<CommandSpec<?>> of(final String leaf) {
		return ALL.stream().filter(spec -> spec.leaf().equals(leaf)).findFirst();
	}
}
