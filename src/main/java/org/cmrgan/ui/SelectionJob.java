/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.io.ImageScale;
import org.cmrgan.io.MetaImage;
import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.JobKeys;
import org.cmrgan.pipeline.PreprocessJob;
import org.cmrgan.pipeline.Study;
import org.cmrgan.preprocess.Preprocess;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Problems;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;

import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.Roi;
import ij.measure.Calibration;

/**
 * Cuts patches out of the active image as Preprocess MHA ROI does with files: around its selection, or around each
 * selection in the ROI Manager. They open as a new image; the active one is never changed.
 */
public final class SelectionJob implements Job {
	private static final Key<Boolean> REGIONS = Key.flag("rois", "add the regions of interest to the ROI Manager")
			.or(false);
	/** The keys of this job and of {@link PreprocessJob}. */
	public static final List<Key<?>> KEYS = keys();

	private final PreprocessConfig config;
	private final ImagePlus image;
	private final List<Roi> regions;
	private final boolean keepRegions;

	private static List<Key<?>> keys() {
		final List<Key<?>> keys = new ArrayList<>(PreprocessJob.KEYS);
		keys.replaceAll(key -> key == PreprocessConfig.INPUT
				? Key.path(key.name(),
						key.description()
								+ "; if study is blank too, patches are cut around the selection in the active image")
				: key);
		keys.add(REGIONS);
		return List.copyOf(keys);
	}

	private SelectionJob(final PreprocessConfig config, final ImagePlus image, final List<Roi> regions,
			final boolean keepRegions) {
		this.config = config;
		this.image = image;
		this.regions = regions;
		this.keepRegions = keepRegions;
	}

	/**
	 * {@return the job for the selection of the active image if neither input nor study is given, otherwise the job for
	 * a study}
	 *
	 * @param given text by macro key
	 */
	public static Job orStudy(final Map<String, String> given) {
		final Problems problems = new Problems();
		final Settings regions = Settings.parse(List.of(REGIONS), given, problems);
		final Optional<Job> job = problems.of(() -> isMeant(given)
				? of(given, regions.has(REGIONS) && regions.get(REGIONS))
				: PreprocessJob.of(given));
		problems.raise();
		return job.orElseThrow();
	}

	private static boolean isMeant(final Map<String, String> given) {
		return !given.containsKey(PreprocessConfig.INPUT.name()) && !given.containsKey(JobKeys.STUDY.name())
				&& WindowManager.getCurrentImage() != null;
	}

	/**
	 * Opens the study that a job of {@link #orStudy} made. Does nothing if the job made none.
	 *
	 * @param job a finished job
	 * @param given text by key, as a macro gives it
	 */
	public static void open(final Job job, final Map<String, String> given) {
		if (!(job instanceof PreprocessJob)) return;
		final Study made = ((PreprocessJob) job).study();
		// Many slices give several sheets; the first is shown.
		Results.showFile(made.realFolder().resolve("contact-sheet.png"));
		Results.showFile(made.realFolder().resolve("contact-sheet-1.png"));
		Results.showImages(made.realFolder(), "Real images");
		if (Settings.of(REGIONS, given)) Regions.keepMasks(made);
	}

	static SelectionJob of(final Map<String, String> given, final boolean keepRegions) {
		final ImagePlus image = WindowManager.getCurrentImage();
		final Map<String, String> values = new LinkedHashMap<>(given);
		values.put(PreprocessConfig.INPUT.name(), image.getTitle());
		final Problems problems = new Problems();
		final Optional<PreprocessConfig> config = problems.of(() -> PreprocessConfig.of(values));
		final Optional<List<Roi>> regions = problems.of(() -> regions(image));
		problems.check(() -> checkScale(image)).raise();
		return of(config.orElseThrow(), image, regions.orElseThrow(), keepRegions);
	}

	/** @throws UserError if a region belongs to a slice that the image does not have */
	static SelectionJob of(final PreprocessConfig config, final ImagePlus image, final List<Roi> regions,
			final boolean keepRegions) {
		final SelectionJob job = new SelectionJob(config, image, regions, keepRegions);
		for (final Roi region : regions)
			if (job.slice(region) > image.getNSlices())
				throw UserError.of("The region %s belongs to slice %d, but %s has only %d: move or remove it.",
						region.getName(), job.slice(region), image.getTitle(), image.getNSlices());
		return job;
	}

	private static void checkScale(final ImagePlus image) {
		if (ImageScale.pixelSize(image.getTitle(), image.getCalibration()).isEmpty())
			throw UserError.of("%s has no pixel spacing: set pixel width and height in mm with Image>Properties.",
					image.getTitle());
	}

	private static List<Roi> regions(final ImagePlus image) {
		final List<Roi> regions = new ArrayList<>();
		if (image.getRoi() != null) regions.add((Roi) image.getRoi().clone());
		else
			regions.addAll(Regions.kept());
		regions.removeIf(roi -> roi.getBounds().isEmpty());
		if (regions.isEmpty())
			throw UserError.of(
					"Nothing is selected in %s: draw a selection around the heart, or give input= and study= to make a study from files.",
					image.getTitle());
		return regions;
	}

	@Override
	public String name() {
		return Menu.PREPROCESS;
	}

	@Override
	public void run(final RunContext context) {
		// Also without windows, because the next line of a macro works on it.
		Windows.show(cut(context));
		if (keepRegions) Regions.keep(regions);
	}

	/** The patches, not yet shown. */
	ImagePlus cut(final RunContext context) {
		final MetaImage voxels = MetaImages.fromImagePlus(image);
		final ImageStack all = new ImageStack(config.size(), config.size());
		Calibration calibration = new Calibration();
		final long everywhere = regions.stream().filter(region -> slice(region) == 0).count();
		if (everywhere > 0 && image.getNSlices() > 1)
			context.info(String.format(java.util.Locale.ROOT,
					"%d of %d regions have no slice position: a patch is cut around them in each of the %d slices.",
					everywhere, regions.size(), image.getNSlices()));
		for (final Roi region : regions) {
			context.checkCancelled();
			final Rectangle box = region.getBounds();
			final ImagePlus cut = MetaImages.toImagePlus(Preprocess.cut(voxels,
					new double[] { box.x, box.y, box.width, box.height }, slice(region), config, context), "");
			calibration = cut.getCalibration();
			for (int z = 1; z <= cut.getStackSize(); z++)
				all.addSlice(label(region, z, cut.getStackSize()), cut.getStack().getProcessor(z));
		}
		final ImagePlus patches = new ImagePlus("Patches of " + image.getTitle(), all);
		patches.setCalibration(calibration);
		patches.setLut(image.getProcessor().getLut());
		final Calibration values = image.getCalibration();
		patches.setDisplayRange(values.getCValue(image.getDisplayRangeMin()),
				values.getCValue(image.getDisplayRangeMax()));
		return patches;
	}

	/** The slice of a volume that a region belongs to, from 1; 0 for all. */
	private int slice(final Roi region) {
		if (image.getNSlices() == 1) return 0;
		return region.hasHyperStackPosition() ? region.getZPosition() : region.getPosition();
	}

	private String label(final Roi region, final int z, final int count) {
		final String plane = count == image.getStackSize() ? image.getStack().getShortSliceLabel(z) : null;
		final String name = region.getName() == null ? image.getShortTitle() : region.getName();
		return name + (count > 1 ? " " + (plane == null ? z : plane) : "");
	}
}
